/* Search, order, theme, pictures set against each other, one sound at a time. Everything can be read without this file. */
(function () {
  'use strict';
  var root = document.documentElement;
  root.classList.add('js');

  function each(list, act) { Array.prototype.forEach.call(list, act); }
  function all(inside, what) { return Array.prototype.slice.call(inside.querySelectorAll(what)); }
  function make(name, attributes, content) {
    var one = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { one.setAttribute(key, attributes[key]); });
    [].concat(content === undefined ? [] : content).forEach(function (part) {
      one.appendChild(typeof part === 'string' ? document.createTextNode(part) : part);
    });
    return one;
  }
  function button(name, text, press) {
    var one = make('button', { type: 'button', 'class': name }, text);
    one.addEventListener('click', press);
    return one;
  }
  function kept(name, value) {
    // Storage may be refused, by a setting or in a sandbox; the page is then only forgetful.
    try {
      if (value === undefined) return localStorage.getItem('bakeoff-' + name);
      localStorage.setItem('bakeoff-' + name, value);
    } catch (refused) { return null; }
  }
  function wants(query) { return !!(window.matchMedia && matchMedia(query).matches); }
  var isCalm = wants('(prefers-reduced-motion: reduce)');
  function load(source, done) {
    var script = make('script', { src: source });
    script.addEventListener('load', function () { done(true); });
    script.addEventListener('error', function () { done(false); });
    document.body.appendChild(script);
  }

  // Theme: the system's wish until the button says otherwise.
  var wish = kept('theme');
  if (wish === 'dark' || wish === 'light') root.setAttribute('data-theme', wish);
  each(document.querySelectorAll('.theme'), function (one) {
    one.hidden = false;
    one.addEventListener('click', function () {
      var dark = root.getAttribute('data-theme') || (wants('(prefers-color-scheme: dark)') ? 'dark' : 'light');
      var next = dark === 'dark' ? 'light' : 'dark';
      root.setAttribute('data-theme', next);
      kept('theme', next);
    });
  });

  // A link to a case opens it.
  function reveal() {
    var target = null;
    try { target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch (garbled) { return; }
    if (target && target.tagName === 'DETAILS') { target.hidden = false; target.open = true; target.scrollIntoView(); }
  }
  window.addEventListener('hashchange', reveal);
  // The address does not change where it is the same already.
  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('a[href]');
    if (link && link.getAttribute('href') === location.hash) setTimeout(reveal, 0);
  });

  // Search and order, for each list of cases by itself; the index of all pages comes with the first search.
  var index = null;
  window.bakeoffSearch = function (rows) { index = rows; };

  each(document.querySelectorAll('.caselist'), function (list) {
    var box = list.querySelector('.tools');
    if (!box) return;
    var cases = all(list, '.case');
    var texts = cases.map(function (one) {
      return one.querySelector('summary').textContent.toLowerCase() + ' ' + ((one.querySelector('.prompt') || {}).textContent || '').toLowerCase();
    });
    var search = box.querySelector('input'), order = box.querySelector('select'), shown = box.querySelector('.shown');
    var found = make('ol', { 'class': 'found' }), source = box.getAttribute('data-search'), anchor = cases[0];
    list.insertBefore(found, anchor || null);
    function number(one, name) { return Number(one.getAttribute('data-' + name)); }
    var orders = {
      gap: function (a, b) { return number(b, 'g') - number(a, 'g') || number(a, 'i') - number(b, 'i'); },
      close: function (a, b) { return (number(a, 'g') < 0) - (number(b, 'g') < 0) || number(a, 'g') - number(b, 'g') || number(a, 'i') - number(b, 'i'); },
      failed: function (a, b) { return number(b, 'f') - number(a, 'f') || number(a, 'i') - number(b, 'i'); },
      file: function (a, b) { return number(a, 'i') - number(b, 'i'); }
    };
    function matches(text, words) { return words.every(function (word) { return text.indexOf(word) >= 0; }); }
    function everywhere(words) {
      var hits = index.filter(function (row) { return matches(row.join(' ').toLowerCase(), words); });
      found.textContent = '';
      hits.slice(0, 50).forEach(function (row) {
        var more = [row[2], row[3], row[4], row[5]].filter(Boolean).join(' · ');
        found.appendChild(make('li', {}, [make('a', { href: row[0] }, row[1]), make('span', { 'class': 'small mut' }, ' ' + more)]));
      });
      shown.textContent = hits.length + ' of ' + index.length + ' cases on all pages' + (hits.length > 50 ? ', the first 50 listed' : '');
    }
    function filter() {
      var words = search.value.toLowerCase().split(/\s+/).filter(Boolean), count = 0;
      var isWide = words.length > 0 && !!source;
      if (isWide && !index) { load(source, function (worked) { if (!worked) source = ''; filter(); }); return; }
      found.textContent = '';
      cases.forEach(function (one, place) {
        var fits = !isWide && matches(texts[place], words);
        one.hidden = !fits;
        if (fits) count += 1;
      });
      if (isWide) everywhere(words); else shown.textContent = count + ' of ' + cases.length + ' cases' + (source ? ' on this page' : '');
    }
    function arrange() {
      var next = cases.length ? cases[cases.length - 1].nextSibling : null;
      while (next && next.classList && next.classList.contains('case')) next = next.nextSibling;
      cases.slice().sort(orders[order.value]).forEach(function (one) { list.insertBefore(one, next); });
    }
    search.addEventListener('input', filter);
    order.addEventListener('change', function () { kept('order', order.value); arrange(); });
    if (orders[kept('order')]) { order.value = kept('order'); if (order.value !== 'gap') arrange(); }
    filter();
  });

  // Pictures: two set against each other, all enlarged together.
  function compare(round) {
    var shots = all(round, '.outs > .out').map(function (out, place) {
      var image = out.querySelector('.pic img') || out.querySelector(':scope > img');
      return image && { place: place, image: image, size: out.getAttribute('data-size'), letter: out.querySelector('.dot').textContent, name: out.querySelector('.nm').textContent };
    }).filter(Boolean);
    if (!shots.length) return;
    var isMany = shots.length > 2, grid = round.querySelector('.outs');
    var wanted = (grid.getAttribute('data-pair') || '').split(' ').map(Number);
    function at(place, other) { return Math.max(0, shots.findIndex(function (one) { return one.place === place; })) || other; }
    var left = shots.length > 1 ? at(wanted[0], 0) : 0, right = at(wanted[1], 1);
    if (left === right) right = left ? 0 : 1;
    var zoom = 1, timer = 0, mode = '';
    var bar = make('div', { 'class': 'modes', role: 'group', 'aria-label': 'Ways to compare the pictures' });
    var frames = [0, 1].map(function () {
      return make('div', { 'class': 'frame' }, [make('img', { 'class': 'under', alt: '' }), make('span', { 'class': 'cut' }, make('img', { 'class': 'over', alt: '' })), make('span', { 'class': 'lbl l' }), make('span', { 'class': 'lbl r' })]);
    });
    var slide = make('input', { type: 'range', min: 0, max: 100, value: 50, 'class': 'slide' });
    var turn = button('turn', 'Show the other', function () { flip(); });
    var strong = button('strong', 'Amplify 4×', function () { strong.setAttribute('aria-pressed', String(stage.classList.toggle('loud'))); });
    strong.setAttribute('aria-pressed', 'false');
    var note = make('p', { 'class': 'small mut', role: 'status' });
    var stage = make('div', { 'class': 'stage', hidden: '' }, [make('div', { 'class': 'frames' }, frames), slide, turn, strong, note]);

    function flip() { var on = frames[0].classList.toggle('on'); name(frames[0], 'l', shots[on ? right : left]); }
    function name(frame, side, shot) { frame.querySelector('.lbl.' + side).textContent = shot ? shot.letter + ' ' + shot.name : ''; }
    function fill(frame, under, over) {
      frame.querySelector('.under').src = under.image.src;
      frame.querySelector('.under').alt = under.image.alt;
      var top = frame.querySelector('.over');
      top.parentNode.hidden = !over;
      if (over) { top.src = over.image.src; top.alt = over.image.alt; } else { top.removeAttribute('src'); }
    }
    function size(shot) {
      var told = (shot.size || '').split(' ').map(Number);
      return { w: told[0] || shot.image.naturalWidth, h: told[1] || shot.image.naturalHeight };
    }
    function show() {
      var a = shots[left], b = shots[right], isPlain = mode === 'all' || (mode === 'side' && !isMany);
      clearInterval(timer);
      stage.hidden = isPlain;
      round.classList.toggle('staged', !isPlain);
      stage.setAttribute('data-mode', mode);
      if (isPlain) return;
      var one = size(a), two = size(b), least = one.w * one.h <= two.w * two.h ? one : two;
      stage.style.setProperty('--ar', (least.w || 1) + ' / ' + (least.h || 1));
      frames.forEach(function (frame) { frame.classList.remove('on'); });
      frames[1].hidden = mode !== 'side';
      fill(frames[0], a, mode === 'side' ? null : b);
      if (mode === 'side') fill(frames[1], b, null);
      name(frames[0], 'l', a);
      name(frames[0], 'r', mode === 'swipe' || mode === 'diff' ? b : null);
      name(frames[1], 'l', b);
      slide.hidden = mode !== 'swipe'; turn.hidden = mode !== 'blink'; strong.hidden = mode !== 'diff';
      slide.setAttribute('aria-label', 'Divider: ' + a.letter + ' ' + a.name + ' left, ' + b.letter + ' ' + b.name + ' right');
      var isAlike = Math.abs(one.w * two.h - one.h * two.w) * 100 < one.w * two.h;
      note.textContent = a === b ? 'The same picture twice: pick two.' : one.w === two.w && one.h === two.h
        ? { diff: 'Black where the two are the same.', swipe: 'Move the slider, or use the arrow keys on it.' }[mode] || ''
        : a.letter + ' is ' + one.w + ' × ' + one.h + ', ' + b.letter + ' ' + two.w + ' × ' + two.h + ': compared at ' + least.w + ' × ' + least.h + (isAlike ? '.' : ', each in its own proportions.');
      if (mode === 'blink' && !isCalm) timer = setInterval(function () { if (!document.hidden) flip(); }, 1000);
    }
    var modes = {};
    function add(key, letter, text) {
      modes[key] = button('mode', text, function () { choose(key); });
      modes[key].appendChild(make('kbd', { 'aria-hidden': 'true' }, letter));
      bar.appendChild(modes[key]);
    }
    function choose(key) {
      mode = key;
      Object.keys(modes).forEach(function (one) { modes[one].setAttribute('aria-pressed', String(one === key)); });
      show();
    }
    function enlarge(by) {
      zoom = Math.min(8, Math.max(1, zoom * by));
      round.style.setProperty('--z', zoom);
      round.classList.toggle('near', zoom >= 4);
      level.textContent = zoom + '×';
    }
    function aim(x, y) { round.style.setProperty('--ox', x + '%'); round.style.setProperty('--oy', y + '%'); aimed = [x, y]; }
    var aimed = [50, 50];
    if (shots.length > 1) {
      if (isMany) add('all', 'a', 'All');
      add('side', 's', 'Side by side'); add('swipe', 'w', 'Swipe'); add('blink', 'b', 'Blink'); add('diff', 'd', 'Difference');
    }
    if (isMany) {
      [['Left', function () { return left; }, function (value) { left = value; }], ['Right', function () { return right; }, function (value) { right = value; }]].forEach(function (side) {
        var select = make('select', {}, shots.map(function (shot, place) { return make('option', { value: place }, shot.letter + ' ' + shot.name); }));
        select.value = String(side[1]());
        select.addEventListener('change', function () { side[2](Number(select.value)); if (mode === 'all') choose('side'); else show(); });
        bar.appendChild(make('label', {}, [side[0] + ' ', select]));
      });
    }
    var level = make('output', {}, '1×');
    var out = button('zoom', '−', function () { enlarge(0.5); }), into = button('zoom', '+', function () { enlarge(2); });
    out.setAttribute('aria-label', 'Zoom out, all pictures'); into.setAttribute('aria-label', 'Zoom in, all pictures');
    bar.appendChild(make('span', { 'class': 'zooms' }, ['Zoom ', out, level, into]));
    round.insertBefore(bar, grid);
    round.insertBefore(stage, grid);
    slide.addEventListener('input', function () { frames[0].style.setProperty('--x', slide.value + '%'); });
    round.addEventListener('pointermove', function (event) {
      var frame = zoom > 1 && event.target.closest && event.target.closest('.frame,.pic');
      if (!frame) return;
      var box = frame.getBoundingClientRect();
      aim(Math.round(100 * (event.clientX - box.left) / box.width), Math.round(100 * (event.clientY - box.top) / box.height));
    });
    round.addEventListener('keydown', function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target !== slide) return;
      var key = { a: 'all', s: 'side', w: 'swipe', b: 'blink', d: 'diff' }[event.key];
      var step = { ArrowLeft: [-10, 0], ArrowRight: [10, 0], ArrowUp: [0, -10], ArrowDown: [0, 10] }[event.key];
      if (key && modes[key]) choose(key);
      else if (event.key === '+' || event.key === '=') enlarge(2);
      else if (event.key === '-') enlarge(0.5);
      else if (step && zoom > 1 && event.target !== slide) aim(Math.min(100, Math.max(0, aimed[0] + step[0])), Math.min(100, Math.max(0, aimed[1] + step[1])));
      else return;
      event.preventDefault();
    });
    round.addEventListener('shut', function () { clearInterval(timer); if (mode === 'blink') choose('side'); });
    if (shots.length > 1) choose(isMany && shots.length <= 4 ? 'all' : 'side');
  }

  // Sounds: one is heard at a time, wherever it is on the page; inside a case all share one place.
  var silence = null, context = null, scripts = {};
  window.bakeoffSound = function (name, data) { scripts[name] = data; };

  // Samples in memory start where they are told to and pass into one another without a click; the page's own players cannot.
  function samples(sound, done) {
    var source = sound.getAttribute('src'), Context = window.AudioContext || window.webkitAudioContext;
    function decode(data) {
      try {
        context = context || new Context();
        var text = atob(data), bytes = new Uint8Array(text.length);
        for (var i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
        context.decodeAudioData(bytes.buffer, done, function () { done(null); });
      } catch (impossible) { done(null); }
    }
    if (!Context) done(null);
    else if (source.slice(0, 5) === 'data:') decode(source.slice(source.indexOf(',') + 1));
    else load(source.replace(/\.[a-z]+$/, '.js'), function () { if (scripts[source]) decode(scripts[source]); else done(null); });
  }
  function bySamples(buffers) {
    var heard = null;
    function ramp(gain, up) {
      var curve = new Float32Array(33);
      for (var i = 0; i < 33; i += 1) curve[i] = 0.5 - 0.5 * Math.cos(Math.PI * (up ? i : 32 - i) / 32);
      gain.gain.setValueCurveAtTime(curve, context.currentTime, 0.005);
    }
    function stop() {
      if (!heard) return;
      var old = heard;
      heard = null;
      old.source.onended = null;
      try { ramp(old.gain, false); old.source.stop(context.currentTime + 0.006); } catch (busy) { old.source.stop(); }
    }
    return {
      start: function (which, place, ended) {
        stop();
        if (context.state === 'suspended') context.resume();
        var one = { source: context.createBufferSource(), gain: context.createGain(), from: context.currentTime - place };
        one.source.buffer = buffers[which];
        one.source.connect(one.gain).connect(context.destination);
        ramp(one.gain, true);
        one.source.onended = function () { if (heard === one) { heard = null; ended(); } };
        one.source.start(0, place);
        heard = one;
      },
      stop: stop,
      place: function () { return heard ? context.currentTime - heard.from : null; }
    };
  }
  function byElements(sounds) {
    var heard = null;
    function stop() { if (heard) { var old = heard; heard = null; old.onended = null; old.pause(); } }
    return {
      start: function (which, place, ended) {
        stop();
        var sound = sounds[which];
        heard = sound;
        sound.onended = function () { if (heard === sound) { heard = null; ended(); } };
        function begin() { if (heard !== sound) return; sound.currentTime = place; var started = sound.play(); if (started && started.catch) started.catch(function () { if (heard === sound) { heard = null; ended(); } }); }
        // Before the header is read a place set on the element is lost.
        if (sound.readyState > 0) begin(); else { sound.addEventListener('loadedmetadata', begin, { once: true }); sound.preload = 'auto'; sound.load(); }
      },
      stop: stop,
      place: function () { return heard ? heard.currentTime : null; }
    };
  }
  function listen(round) {
    var outs = all(round, '.out').filter(function (out) { return out.querySelector('audio'); });
    if (!outs.length) return;
    var sounds = outs.map(function (out) { return out.querySelector('audio'); });
    var lengths = sounds.map(function (sound) { return Number(sound.getAttribute('data-s')) || 0; });
    var span = Math.max.apply(null, lengths) || 1, current = 0, place = 0, isPlaying = false, engine = null, isLoading = false;
    var go = button('go', 'Play', function () { if (isPlaying) pause(); else play(current); });
    var seek = make('input', { type: 'range', 'class': 'seek', min: 0, max: 1000, value: 0, 'aria-label': 'Place in the sound' });
    var time = make('span', { 'class': 'time small' });
    var loop = button('loop', 'Loop', function () { loop.setAttribute('aria-pressed', String(loop.getAttribute('aria-pressed') !== 'true')); });
    loop.setAttribute('aria-pressed', 'false');
    var picks = outs.map(function (out, which) {
      var one = button('pick', [out.querySelector('.dot').cloneNode(true), out.querySelector('.nm').cloneNode(true)], function () { if (isPlaying && which === current) pause(); else play(which); });
      return one;
    });
    var player = make('div', { 'class': 'player', role: 'group', 'aria-label': 'Switch between sounds' }, [go].concat(outs.length > 1 ? picks : [], [seek, time, loop]));
    round.insertBefore(player, round.querySelector('.outs'));

    function show() {
      outs.forEach(function (out, which) {
        var mark = out.querySelector('.ph');
        mark.hidden = which !== current || (place === 0 && !isPlaying);
        mark.style.setProperty('--p', Math.min(100, 100 * place / span) + '%');
        out.classList.toggle('live', which === current && isPlaying);
        picks[which].setAttribute('aria-pressed', String(which === current));
      });
      go.textContent = isLoading ? 'Loading' : isPlaying ? 'Pause' : 'Play';
      seek.value = String(Math.round(1000 * place / span));
      time.textContent = place.toFixed(1) + ' / ' + lengths[current].toFixed(1) + ' s';
    }
    function tick() {
      if (!isPlaying) return;
      var now = engine.place();
      if (now !== null) place = Math.min(now, lengths[current]);
      show();
      requestAnimationFrame(tick);
    }
    function pause() { if (engine) engine.stop(); isPlaying = false; if (silence === pause) silence = null; show(); }
    function ended() { place = 0; if (loop.getAttribute('aria-pressed') === 'true') play(current); else pause(); }
    function ready(act) {
      if (engine) { act(); return; }
      if (isLoading) return;
      var buffers = [], left = sounds.length;
      isLoading = true;
      show();
      sounds.forEach(function (sound, which) {
        samples(sound, function (buffer) {
          buffers[which] = buffer;
          left -= 1;
          if (left > 0) return;
          isLoading = false;
          engine = buffers.every(Boolean) ? bySamples(buffers) : byElements(sounds);
          act();
        });
      });
    }
    function play(which) {
      current = which;
      ready(function () {
        if (silence && silence !== pause) silence();
        silence = pause;
        if (place >= lengths[current] - 0.02) place = 0;
        isPlaying = true;
        engine.start(current, place, ended);
        show();
        requestAnimationFrame(tick);
      });
    }
    function move(to) { place = Math.max(0, Math.min(to, lengths[current])); if (isPlaying) play(current); else show(); }
    seek.addEventListener('input', function () { move(span * Number(seek.value) / 1000); });
    outs.forEach(function (out, which) {
      var lane = out.querySelector('.lane');
      lane.addEventListener('click', function (event) {
        var box = lane.getBoundingClientRect();
        if (isPlaying && which === current) move(span * (event.clientX - box.left) / box.width);
        else { if (!isPlaying) place = Math.min(lengths[which], span * (event.clientX - box.left) / box.width); play(which); }
      });
    });
    // Keys only while the focus is inside this case, and never in a field for text.
    round.addEventListener('keydown', function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target !== seek) return;
      var which = '1234567890'.indexOf(event.key);
      if (which >= 0 && which < sounds.length) play(which);
      else if (event.key === 'l') loop.click();
      else if (event.key === ' ' && event.target.tagName !== 'BUTTON' && event.target.tagName !== 'SUMMARY') go.click();
      else return;
      event.preventDefault();
    });
    round.addEventListener('shut', pause);
    show();
  }

  // The tools of a case are made when it is first opened: a page of a hundred closed ones costs nothing.
  each(document.querySelectorAll('.case'), function (one) {
    var isReady = false;
    function prepare() {
      // What nobody sees neither sounds nor blinks.
      if (isReady && !one.open) each(one.querySelectorAll('.round'), function (round) { round.dispatchEvent(new Event('shut')); });
      if (isReady || !one.open) return;
      isReady = true;
      each(one.querySelectorAll('.round'), function (round) { compare(round); listen(round); });
    }
    one.addEventListener('toggle', prepare);
    prepare();
  });
  reveal();
})();
