/* What a trial shows: pictures side by side or alone, sounds behind buttons; counts what was really seen or heard. */
'use strict';
var bakeoffStage = (function () {
  var NEEDED = 1000; // milliseconds for which each must be seen or heard

  function el(tag, facts, children) {
    var node = document.createElement(tag);
    Object.keys(facts || {}).forEach(function (name) {
      if (name === 'text') node.textContent = facts.text;
      else if (name === 'click') node.addEventListener('click', facts.click);
      else if (facts[name] !== false) node.setAttribute(name, facts[name]);
    });
    (children || []).forEach(function (child) { node.appendChild(child); });
    return node;
  }
  function button(text, click, more) {
    return el('button', Object.assign({ type: 'button', text: text, click: click }, more || {}));
  }

  /* Attention to each of so many things. */
  function Meter(count, needed) {
    this.times = new Array(count).fill(0);
    this.starts = new Array(count).fill(0);
    this.needed = needed || [];
    this.last = performance.now();
  }
  Meter.prototype.add = function (isOn) {
    var now = performance.now(), passed = Math.min(now - this.last, 500), meter = this;
    this.last = now;
    if (document.visibilityState === 'hidden') return;
    this.times.forEach(function (_, index) { if (isOn(index)) meter.times[index] += passed; });
  };
  Meter.prototype.isDone = function (index) { return this.times[index] >= (this.needed[index] || NEEDED); };
  Meter.prototype.all = function () {
    var meter = this;
    return this.times.every(function (_, index) { return meter.isDone(index); });
  };

  function pictures(place, names, labels, changed) {
    var meter = new Meter(names.length), isInView = [], isReady = [], alone = -1, observer, timer;
    var shots = names.map(function (name, index) {
      var image = el('img', { alt: 'Picture ' + labels[index], src: 'media/' + name.slice(2) + '.png', decoding: 'async' });
      image.addEventListener('load', function () { isReady[index] = true; });
      image.addEventListener('error', function () { changed('A picture cannot be loaded.'); });
      return el('figure', { 'class': 'shot' }, [image, el('figcaption', { text: labels[index] })]);
    });
    var grid = el('div', { 'class': 'shots' }, shots), views = el('div', { 'class': 'views' }), choices = [];
    function look(index) {
      alone = alone === index ? -1 : index;
      shots.forEach(function (shot, other) { shot.hidden = alone >= 0 && other !== alone; });
      grid.classList.toggle('alone', alone >= 0 || shots.length < 2);
      choices.forEach(function (one, other) { one.setAttribute('aria-pressed', String(other === (alone < 0 ? names.length : alone))); });
      if (alone >= 0) meter.starts[alone] += 1;
    }
    if (names.length > 1) {
      labels.forEach(function (label, index) { choices.push(button(label, function () { look(index); }, { 'aria-label': 'Picture ' + label + ' alone' })); });
      choices.push(button(names.length === 2 ? 'both' : 'all', function () { look(-1); }));
      choices.forEach(function (one) { views.appendChild(one); });
      place.appendChild(views);
    }
    place.appendChild(grid);
    look(-1);
    observer = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        var index = shots.indexOf(entry.target);
        if (entry.isIntersecting && !isInView[index]) meter.starts[index] += 1;
        isInView[index] = entry.isIntersecting;
      });
    }, { threshold: 0.5 });
    shots.forEach(function (shot) { observer.observe(shot); });
    timer = setInterval(function () {
      meter.add(function (index) { return isInView[index] && isReady[index] && !shots[index].hidden; });
      shots.forEach(function (shot, index) { shot.classList.toggle('seen', meter.isDone(index)); });
      changed();
    }, 100);
    return {
      meter: meter, pick: look, toggle: function () { look(-1); },
      stop: function () { clearInterval(timer); observer.disconnect(); }
    };
  }

  function clock(seconds) { return seconds.toFixed(1); }

  function sounds(place, names, labels, changed, spots) {
    var meter = new Meter(names.length), player = null, timer, isGone = false;
    var picks = labels.map(function (label, index) { return button(label, function () { pick(index); }, { 'aria-label': 'Listen to ' + label, 'aria-pressed': 'false' }); });
    var go = button('Play', toggle, { 'class': 'go' }), time = el('span', { 'class': 'time', text: '' });
    var seek = el('input', { type: 'range', min: 0, max: 1, step: 0.01, value: 0, 'aria-label': 'Position' });
    var loop = el('input', { type: 'checkbox' });
    seek.addEventListener('input', function () { if (player) player.seek(Number(seek.value)); });
    loop.addEventListener('change', function () { if (player) player.loops = loop.checked; });
    var deck = el('div', { 'class': 'deck' }, [go, seek, time, el('label', { 'class': 'check' }, [loop, el('span', { text: 'loop' })])]);
    var bar = el('div', { 'class': 'picks' });
    picks.forEach(function (one, index) { (spots && spots[index] || bar).appendChild(one); });
    place.appendChild(el('div', { 'class': 'desk' }, [bar, deck]));
    function show() {
      var playing = player && player.isPlaying;
      picks.forEach(function (one, index) {
        one.setAttribute('aria-pressed', String(!!player && player.current === index));
        one.classList.toggle('seen', meter.isDone(index));
      });
      go.textContent = playing ? 'Pause' : 'Play';
      if (!player) return;
      seek.value = player.position();
      time.textContent = clock(Math.min(player.position(), player.length)) + ' / ' + clock(player.length) + ' s';
    }
    function pick(index) {
      if (!player) return;
      if (player.isPlaying && player.current === index) player.pause();
      else { player.choose(index); meter.starts[index] += 1; }
      show();
    }
    function toggle() {
      if (!player) return;
      if (player.isPlaying) player.pause();
      else if (player.current < 0) pick(0);
      else { player.play(); meter.starts[player.current] += 1; }
      show();
    }
    Promise.all(names.map(bakeoffSounds.load)).then(function (buffers) {
      if (isGone) return;
      player = new bakeoffSounds.Player(buffers);
      meter.needed = buffers.map(function (one) { return Math.min(NEEDED, 800 * one.duration); });
      seek.max = player.length;
      show();
      changed();
    }, function () { changed('A sound cannot be loaded.'); });
    timer = setInterval(function () {
      meter.add(function (index) { return player && player.isPlaying && player.current === index; });
      if (player) player.tick();
      show();
      changed();
    }, 100);
    show();
    return {
      meter: meter, pick: pick, toggle: toggle,
      stop: function () { isGone = true; clearInterval(timer); if (player && player.isPlaying) player.pause(); }
    };
  }

  return { el: el, button: button, pictures: pictures, sounds: sounds };
})();
