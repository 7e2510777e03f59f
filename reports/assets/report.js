/* Search, order, theme, and one sound at a time. Everything else on the page works without this file. */
(function () {
  'use strict';
  var root = document.documentElement;
  root.classList.add('js');

  function each(list, act) { Array.prototype.forEach.call(list, act); }
  function kept(name, value) {
    // Storage may be refused, by a setting or in a sandbox; the page is then only forgetful.
    try {
      if (value === undefined) return localStorage.getItem(name);
      localStorage.setItem(name, value);
    } catch (refused) { return null; }
  }

  // Theme: the system's wish until the button says otherwise.
  var wish = kept('bakeoff-theme');
  if (wish === 'dark' || wish === 'light') root.setAttribute('data-theme', wish);
  each(document.querySelectorAll('.theme'), function (button) {
    button.hidden = false;
    button.addEventListener('click', function () {
      var dark = root.getAttribute('data-theme') ||
        (window.matchMedia && matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
      var next = dark === 'dark' ? 'light' : 'dark';
      root.setAttribute('data-theme', next);
      kept('bakeoff-theme', next);
    });
  });

  // A link to a case opens it.
  function reveal() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === 'DETAILS') { target.hidden = false; target.open = true; target.scrollIntoView(); }
  }
  window.addEventListener('hashchange', reveal);
  reveal();

  // Search and order, for each list of cases by itself.
  each(document.querySelectorAll('.caselist'), function (list) {
    var box = list.querySelector('.tools');
    if (!box) return;
    var cases = Array.prototype.slice.call(list.querySelectorAll('.case'));
    var texts = cases.map(function (one) {
      return one.querySelector('summary').textContent.toLowerCase() + ' ' + ((one.querySelector('.prompt') || {}).textContent || '').toLowerCase();
    });
    var search = box.querySelector('input'), order = box.querySelector('select'), shown = box.querySelector('.shown');
    function number(one, name) { return Number(one.getAttribute('data-' + name)); }
    var orders = {
      gap: function (a, b) { return number(b, 'g') - number(a, 'g') || number(a, 'i') - number(b, 'i'); },
      close: function (a, b) { return (number(a, 'g') < 0) - (number(b, 'g') < 0) || number(a, 'g') - number(b, 'g') || number(a, 'i') - number(b, 'i'); },
      failed: function (a, b) { return number(b, 'f') - number(a, 'f') || number(a, 'i') - number(b, 'i'); },
      file: function (a, b) { return number(a, 'i') - number(b, 'i'); }
    };
    function filter() {
      var words = search.value.toLowerCase().split(/\s+/).filter(Boolean), count = 0;
      cases.forEach(function (one, index) {
        var fits = words.every(function (word) { return texts[index].indexOf(word) >= 0; });
        one.hidden = !fits;
        if (fits) count += 1;
      });
      shown.textContent = count + ' of ' + cases.length + ' cases';
    }
    search.addEventListener('input', filter);
    order.addEventListener('change', function () {
      cases.slice().sort(orders[order.value]).forEach(function (one) { list.appendChild(one); });
    });
    filter();
  });

  // Sounds: one is heard at a time, wherever it is on the page; inside a case all share one place.
  var playing = null;
  function stop() { if (playing) { playing.pause(); playing = null; } }

  each(document.querySelectorAll('.round'), function (round) {
    var outs = Array.prototype.slice.call(round.querySelectorAll('.out')).filter(function (out) { return out.querySelector('audio'); });
    if (!outs.length) return;
    var sounds = outs.map(function (out) { return out.querySelector('audio'); });
    var lengths = sounds.map(function (sound) { return Number(sound.getAttribute('data-s')) || 0; });
    var span = Math.max.apply(null, lengths) || 1;
    var player = round.querySelector('.player');
    var go = player && player.querySelector('.go'), seek = player && player.querySelector('.seek'), time = player && player.querySelector('.time');
    var picks = player ? Array.prototype.slice.call(player.querySelectorAll('.pick')) : [];
    var current = 0, place = 0;

    function show() {
      each(outs, function (out, index) {
        var mark = out.querySelector('.ph');
        mark.hidden = index !== current || (place === 0 && playing !== sounds[index]);
        mark.style.setProperty('--p', Math.min(100, 100 * place / span) + '%');
        out.classList.toggle('live', index === current && playing === sounds[index]);
      });
      picks.forEach(function (pick, index) { pick.setAttribute('aria-pressed', String(index === current)); });
      if (player) {
        go.textContent = playing === sounds[current] ? 'Pause' : 'Play';
        seek.value = String(Math.round(1000 * place / span));
        time.textContent = place.toFixed(1) + ' / ' + lengths[current].toFixed(1) + ' s';
      }
    }
    function play(index) {
      stop();
      current = index;
      if (place >= lengths[index] - 0.02) place = 0;
      var sound = sounds[index];
      playing = sound;
      function start() {
        sound.currentTime = place;
        var started = sound.play();
        if (started && started.catch) started.catch(function () { if (playing === sound) { playing = null; show(); } });
      }
      // Before the header is read a place set on the element is lost.
      if (sound.readyState > 0) start(); else { sound.addEventListener('loadedmetadata', start, { once: true }); sound.preload = 'auto'; sound.load(); }
      show();
    }
    sounds.forEach(function (sound, index) {
      sound.addEventListener('play', function () { if (playing !== sound) { stop(); playing = sound; current = index; } show(); });
      sound.addEventListener('timeupdate', function () { if (playing === sound) { place = sound.currentTime; show(); } });
      sound.addEventListener('pause', function () { if (playing === sound && !sound.ended) playing = null; show(); });
      sound.addEventListener('ended', function () { if (playing === sound) playing = null; place = 0; show(); });
    });
    outs.forEach(function (out, index) {
      var lane = out.querySelector('.lane');
      lane.addEventListener('click', function (event) {
        var box = lane.getBoundingClientRect();
        if (playing === sounds[index]) { place = span * (event.clientX - box.left) / box.width; sounds[index].currentTime = Math.min(place, lengths[index]); show(); return; }
        if (!player) place = span * (event.clientX - box.left) / box.width;
        play(index);
      });
    });
    if (!player) return;
    go.addEventListener('click', function () { if (playing === sounds[current]) { stop(); show(); } else play(current); });
    picks.forEach(function (pick, index) { pick.addEventListener('click', function () { if (playing === sounds[index]) { stop(); show(); } else play(index); }); });
    seek.addEventListener('input', function () {
      place = span * Number(seek.value) / 1000;
      if (playing) playing.currentTime = Math.min(place, lengths[current]);
      show();
    });
    // Keys only while the focus is inside this case, and never in a field for text.
    round.addEventListener('keydown', function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target !== seek) return;
      var index = '1234567890'.indexOf(event.key);
      if (index >= 0 && index < sounds.length) { play(index); event.preventDefault(); }
      if (event.key === ' ' && event.target.tagName !== 'BUTTON' && event.target.tagName !== 'SUMMARY') { go.click(); event.preventDefault(); }
    });
    show();
  });
})();
