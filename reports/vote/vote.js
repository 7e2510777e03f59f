/* A session of votes: one trial after another, kept in this browser, handed over as a file or to the server that gave out the page. */
(function () {
  'use strict';
  var page = JSON.parse(document.getElementById('ballot').textContent);
  var ballot = page.ballot, method = ballot.method, isSound = ballot.kind === 'audio';
  var stage = bakeoffStage, el = stage.el, button = stage.button;
  var storage = 'bakeoff-vote-' + page.sha256.slice(0, 16);
  var session = recall(), at = 0, view = null, shownAt = 0, draft = null, unsent = [], isSending = false, refused = 0;
  function $(id) { return document.getElementById(id); }

  // MARK: what is kept

  function recall() {
    var kept = null;
    try { kept = JSON.parse(localStorage.getItem(storage)); } catch (refused) { return null; }
    return kept && kept.answers && ballot.lists[kept.list - 1] ? kept : null;
  }
  function remember() {
    // Storage may be refused, by a setting or in a sandbox; then answers last as long as the page.
    try { localStorage.setItem(storage, JSON.stringify(session)); } catch (refused) { return; }
  }
  function name() {
    var bytes = crypto.getRandomValues(new Uint8Array(20));
    return Array.prototype.map.call(bytes, function (byte) { return 'abcdefghijklmnopqrstuvwxyz234567'[byte & 31]; }).join('');
  }
  /* `#3` at the end of the address asks for the third list; otherwise the random name chooses. */
  function listFor(listener) {
    var asked = parseInt(location.hash.slice(1), 10), sum = 2166136261;
    if (asked > 0) return (asked - 1) % ballot.lists.length + 1;
    for (var index = 0; index < listener.length; index += 1) sum = Math.imul(sum ^ listener.charCodeAt(index), 16777619) >>> 0;
    return sum % ballot.lists.length + 1;
  }
  function browser() {
    var names = [['Edg', 'Edge'], ['OPR', 'Opera'], ['Firefox', 'Firefox'], ['Chrome', 'Chrome'], ['Version', 'Safari']], found = '';
    names.forEach(function (one) {
      var match = new RegExp(one[0] + '/(\\d+)').exec(navigator.userAgent);
      if (match && !found) found = one[1] + ' ' + match[1];
    });
    return found || 'unknown';
  }
  function trials() { return ballot.lists[session.list - 1]; }
  function answered() { return Object.keys(session.answers).length; }

  // MARK: welcome

  function show(id) { ['welcome', 'trial', 'done'].forEach(function (one) { $(one).hidden = one !== id; }); }

  function welcome() {
    show('welcome');
    var isKnown = !!session && answered() > 0;
    $('fresh').hidden = !isKnown;
    $('start').textContent = isKnown ? 'Go on' : 'Start';
    if (isSound && session) $('headphones').checked = session.headphones === true;
    $('resume').textContent = isKnown ? answered() + ' of ' + trials().length + ' answered in this browser' : '';
  }
  function begin(isFresh) {
    if (isFresh || !session) {
      session = { listener: name(), list: 0, answers: {} };
      session.list = listFor(session.listener);
    }
    if (isSound) session.headphones = $('headphones').checked;
    (page.served ? post('begin', { listener: session.listener, list: answered() ? session.list : null }) : Promise.resolve(null)).then(function (reply) {
      if (reply) session.list = reply.list;
      if (page.served) Object.keys(session.answers).forEach(function (number) { send(session.answers[number]); });
      go();
    }, function () { $('resume').textContent = 'The program that gave out this page has stopped.'; });
    function go() {
      remember();
      at = trials().findIndex(function (_, index) { return !session.answers[index + 1]; });
      if (at < 0) finish(); else open(at);
    }
  }

  // MARK: a trial

  function labels(trial) {
    if (method === 'abx') return ['A', 'B', 'X'];
    if (method === 'mos') return [isSound ? 'the sound' : ''];
    if (method === 'mushra') return ['Reference'].concat(trial.items.map(function (_, index) { return String(index + 1); }));
    return ['A', 'B'];
  }
  function open(index) {
    var trial = trials()[index], own = labels(trial), names = trial.reference ? [trial.reference].concat(trial.items) : trial.items;
    if (view) view.stop();
    at = index;
    show('trial');
    draft = JSON.parse(JSON.stringify(session.answers[index + 1] || {}));
    $('progress').textContent = index + 1 + ' of ' + trials().length;
    $('meter').max = trials().length;
    $('meter').value = answered();
    $('text').hidden = !ballot.texts[trial.case];
    $('text').textContent = ballot.texts[trial.case] || '';
    $('reason').value = draft.reason || '';
    $('undo').disabled = index === 0;
    $('next').textContent = index + 1 === trials().length ? 'Finish' : 'Next';
    $('stage').textContent = '';
    $('answers').textContent = '';
    var spots = ask(trial, own);
    view = isSound ? stage.sounds($('stage'), names, own, check, spots) : stage.pictures($('stage'), names, own, check);
    // Whoever comes back has seen it before.
    if (draft.played) view.meter.times = view.meter.times.map(function () { return 1e9; });
    if (isSound) {
      var next = trials()[index + 1];
      bakeoffSounds.keep(names.concat(next ? next.items : []));
      if (next) next.items.forEach(bakeoffSounds.load);
    }
    shownAt = performance.now();
    check();
    window.scrollTo(0, 0);
    $('question').focus({ preventScroll: true });
  }

  var choices = {
    pairwise: [['left', 'A', '←'], ['tie', 'No difference', '↓'], ['right', 'B', '→'], ['both_bad', 'Both bad', '↑']],
    abx: [['left', 'X is A', '←'], ['right', 'X is B', '→']]
  };
  var grades = ['Bad', 'Poor', 'Fair', 'Good', 'Excellent'];

  /* The answers; for sounds in a mushra test the places of their buttons. */
  function ask(trial, own) {
    if (choices[method]) {
      choices[method].forEach(function (one) { add(one[0], one[1]); });
    } else if (method === 'mos') {
      grades.forEach(function (grade, index) { add(index + 1, index + 1 + ' ' + grade); });
    } else {
      draft.scores = draft.scores || {};
      return [null].concat(trial.items.map(function (item, index) { return slider(item, own[index + 1]); }));
    }
    return null;
    function add(value, text) {
      var one = button(text, function () { choose(value); }, { 'aria-pressed': 'false', 'data-value': String(value) });
      $('answers').appendChild(one);
    }
  }
  function slider(item, label) {
    var score = draft.scores[item], row = el('div', { 'class': 'rate' }), out = el('output', { text: score === undefined ? 'not rated' : words(score) });
    var range = el('input', { type: 'range', min: 0, max: 100, step: 1, value: score === undefined ? 50 : score, 'aria-label': 'How good is ' + label });
    function words(value) { return value + ' ' + grades[Math.min(4, Math.floor(value / 20))]; }
    range.value = score === undefined ? 50 : score;
    range.addEventListener('input', function () {
      draft.scores[item] = Number(range.value);
      out.textContent = words(range.value);
      check();
    });
    var spot = el('span');
    if (!isSound) spot.appendChild(el('b', { text: label }));
    [spot, range, out].forEach(function (one) { row.appendChild(one); });
    $('answers').appendChild(row);
    return spot;
  }
  function choose(value) {
    if (!view.meter.all()) return check('now');
    if (method === 'mos') { draft.scores = {}; draft.scores[trials()[at].items[0]] = value; } else draft.choice = value;
    check();
  }
  function hasAnswer() {
    if (choices[method]) return !!draft.choice;
    return !!draft.scores && Object.keys(draft.scores).length === trials()[at].items.length;
  }

  var trouble = '';
  /* Shows what is chosen, what is missing, and whether one may go on. */
  function check(news) {
    if (!view) return;
    if (news && news !== 'now') trouble = news;
    var isSeen = view.meter.all(), isReady = isSeen && hasAnswer(), own = labels(trials()[at]);
    var chosen = method === 'mos' ? String((draft.scores || {})[trials()[at].items[0]]) : String(draft.choice);
    Array.prototype.forEach.call($('answers').querySelectorAll('button[data-value]'), function (one) {
      one.setAttribute('aria-pressed', String(one.getAttribute('data-value') === chosen));
      one.setAttribute('aria-disabled', String(!isSeen));
    });
    $('next').setAttribute('aria-disabled', String(!isReady));
    var missing = own.filter(function (_, index) { return !view.meter.isDone(index); });
    var what = missing.length === own.length && own.length > 1 ? (own.length === 2 ? 'both' : 'all') : missing.join(', ');
    say(trouble || (isSeen ? (method === 'mushra' && !hasAnswer() ? 'Rate each of them' : '') : (isSound ? 'Listen to ' : 'Look at ') + (what || 'it') + ' first'));
    trouble = '';
  }
  function say(text) { if ($('hint').textContent !== text) $('hint').textContent = text; }

  function next() {
    if (!view || !view.meter.all() || !hasAnswer()) return check('now');
    var trial = trials()[at], answer = { list: session.list, trial: at + 1, case: trial.case };
    if (choices[method]) { answer.left = trial.items[0]; answer.right = trial.items[1]; answer.choice = draft.choice; }
    else answer.scores = draft.scores;
    answer.played = view.meter.starts.map(function (count, index) { return Math.max(1, count) + ((draft.played || [])[index] || 0); });
    // A page may be left open for long; what is longer than a week is a week.
    answer.seconds = Math.min(604800, Math.round((performance.now() - shownAt) / 100 + 10 * (draft.seconds || 0)) / 10);
    if ($('reason').value.trim()) answer.reason = $('reason').value.trim();
    session.answers[at + 1] = answer;
    remember();
    send(answer);
    if (at + 1 < trials().length) open(at + 1); else finish();
  }

  // MARK: handing over

  function post(path, body) {
    return fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }).then(function (reply) {
      if (!reply.ok) throw new Error(String(reply.status));
      return reply.status === 204 ? null : reply.json();
    });
  }
  function send(answer) {
    if (!page.served) return;
    unsent = unsent.filter(function (one) { return one.trial !== answer.trial; }).concat([answer]);
    if (!isSending) pump();
  }
  function pump() {
    var answer = unsent[0];
    isSending = !!answer;
    $('saved').textContent = answer ? 'saving …' : refused ? 'an answer was refused' : 'saved';
    if (!answer) return ending();
    post('answers', { listener: session.listener, browser: browser(), headphones: session.headphones === true, answer: answer }).then(function () {
      unsent = unsent.filter(function (one) { return one !== answer; });
      pump();
    }, function (error) {
      // What was refused would be refused again; it stays in the file that can be downloaded.
      var isRefused = /^4/.test(error.message);
      if (isRefused) unsent.shift();
      refused += isRefused ? 1 : 0;
      $('saved').textContent = isRefused ? 'an answer was refused' : 'not saved yet; trying again';
      ending();
      if (isRefused) pump(); else setTimeout(pump, 2000);
    });
  }
  function text() {
    var numbers = Object.keys(session.answers).map(Number).sort(function (a, b) { return a - b; });
    var head = { schema: 'bakeoff.votes', schema_version: '1.0', ballot_sha256: page.sha256, method: method, listener: session.listener, browser: browser() };
    if (isSound) head.headphones = session.headphones === true;
    // One answer a line, so that a person can find it.
    return JSON.stringify(head).slice(0, -1) + ',\n"answers": [\n' +
      numbers.map(function (number) { return JSON.stringify(session.answers[number]); }).join(',\n') + '\n]}\n';
  }
  function finish() {
    if (view) { view.stop(); view = null; }
    show('done');
    var count = answered(), all = trials().length, link = $('download');
    $('thanks').textContent = count < all ? 'Stopped' : 'Thank you';
    $('more').hidden = count >= all;
    $('tally').textContent = count + ' of ' + all + ' answered.';
    $('plain').value = text();
    if (link.href.indexOf('blob:') === 0) URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(new Blob([text()], { type: 'application/json' }));
    ending();
    $('thanks').focus();
  }
  function ending() {
    if (!page.served || $('done').hidden) return;
    $('handover').textContent = unsent.length || refused
      ? 'Some answers could not be saved yet. Leave this page open, or download them and send the file.' : 'Every answer is saved. You may close this page.';
  }

  // MARK: hands

  function keyList() {
    var keys = { pairwise: 'a b', abx: 'a b x', mos: '', mushra: '0 … 9' }[method], list = [];
    if (keys) list.push([keys, isSound ? 'listen' : 'look']);
    list.push(['space', isSound ? 'play' : 'all']);
    if (choices[method]) list.push([choices[method].map(function (one) { return one[2]; }).join(' '), 'answer']);
    if (method === 'mos') list.push(['1 … 5', 'answer']);
    list.push(['Enter', 'next'], ['u', 'back']);
    list.forEach(function (one, index) {
      $('keylist').appendChild(document.createTextNode(index ? ' · ' : ''));
      one[0].split(' ').forEach(function (key) { $('keylist').appendChild(el('kbd', { text: key })); $('keylist').appendChild(document.createTextNode(' ')); });
      $('keylist').appendChild(document.createTextNode(one[1]));
    });
  }
  function onKey(event) {
    var target = event.target, tag = target.tagName, key = event.key;
    if ($('trial').hidden || !$('keys').checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (tag === 'INPUT' && target.type === 'text' && key !== 'Enter') return;
    if (tag === 'INPUT' && target.type === 'range' && /^Arrow|Home|End|Page/.test(key)) return;
    // What has the focus acts on these keys itself; once all is answered, Enter on a sound, a picture or an answer goes on.
    var acts = (tag === 'BUTTON' || tag === 'SUMMARY' || tag === 'A' || target.type === 'checkbox') && (key === ' ' || key === 'Enter');
    var isDone = view.meter.all() && hasAnswer() && ($('stage').contains(target) || $('answers').contains(target));
    if (acts && !(key === 'Enter' && isDone)) return;
    var arrows = { ArrowLeft: '←', ArrowDown: '↓', ArrowRight: '→', ArrowUp: '↑' };
    var chosen = (choices[method] || []).filter(function (one) { return one[2] === arrows[key]; })[0];
    var index = { pairwise: 'ab', abx: 'abx', mos: '', mushra: '0123456789' }[method].indexOf(key.toLowerCase());
    if (key === 'Enter') next();
    else if (key === ' ') view.toggle();
    else if (key === 'u') { if (at > 0) open(at - 1); }
    else if (chosen) choose(chosen[0]);
    else if (method === 'mos' && /^[1-5]$/.test(key)) choose(Number(key));
    else if (key.length === 1 && index >= 0 && index < view.meter.times.length) view.pick(index);
    else return;
    event.preventDefault();
  }

  $('start').addEventListener('click', function () { begin(false); });
  $('fresh').addEventListener('click', function () { begin(true); });
  if (isSound) $('tone').addEventListener('click', bakeoffSounds.tone);
  $('next').addEventListener('click', next);
  $('undo').addEventListener('click', function () { if (at > 0) open(at - 1); });
  $('stop').addEventListener('click', finish);
  $('more').addEventListener('click', function () { begin(false); });
  $('copy').addEventListener('click', function () {
    var done = function () { $('copied').textContent = 'copied'; };
    var byHand = function () {
      $('plain').parentNode.open = true;
      $('plain').select();
      $('copied').textContent = 'select the text and copy it';
    };
    if (navigator.clipboard) navigator.clipboard.writeText(text()).then(done, byHand); else byHand();
  });
  document.addEventListener('keydown', onKey);
  keyList();
  welcome();
})();
