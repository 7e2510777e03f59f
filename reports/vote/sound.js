/* Sounds for a voting page: each comes as a script of its own, since a page opened from a file may not fetch. */
'use strict';
var bakeoffSounds = (function () {
  var waiting = {}, audio = null;

  /* Called by the scripts in the folder `media`. */
  window.bakeoffSound = function (name, text) {
    var order = waiting[name];
    if (!order) return;
    var raw = atob(text), bytes = new Uint8Array(raw.length);
    for (var index = 0; index < raw.length; index += 1) bytes[index] = raw.charCodeAt(index);
    context().decodeAudioData(bytes.buffer, order.resolve, order.reject);
  };

  function context() {
    if (!audio) audio = new (window.AudioContext || window.webkitAudioContext)();
    return audio;
  }

  /* The decoded sound; asked for again it is the same one. */
  function load(name) {
    if (waiting[name]) return waiting[name].promise;
    var order = {};
    order.promise = new Promise(function (resolve, reject) { order.resolve = resolve; order.reject = reject; });
    waiting[name] = order;
    var script = document.createElement('script');
    script.src = 'media/' + name.slice(2) + '.js';
    script.onload = function () { script.remove(); };
    script.onerror = function () { delete waiting[name]; order.reject(new Error('missing')); };
    document.head.appendChild(script);
    return order.promise;
  }

  /* Lets go of all sounds but these. */
  function keep(names) {
    Object.keys(waiting).forEach(function (name) { if (names.indexOf(name) < 0) delete waiting[name]; });
  }

  /* One second of 440 Hz at about −23 LUFS, to set the volume by. */
  function tone() {
    var own = context(), source = own.createOscillator(), gain = own.createGain(), now = own.currentTime;
    own.resume();
    source.frequency.value = 440;
    gain.gain.setValueAtTime(0, now);
    gain.gain.linearRampToValueAtTime(0.1, now + 0.02);
    gain.gain.setValueAtTime(0.1, now + 0.98);
    gain.gain.linearRampToValueAtTime(0, now + 1);
    source.connect(gain).connect(own.destination);
    source.start(now);
    source.stop(now + 1);
  }

  /* Plays sounds together from one sample time and lets one of them be heard; switching fades within 5 ms. */
  function Player(buffers) {
    this.buffers = buffers;
    this.current = -1;
    this.isPlaying = false;
    this.loops = false;
    this.offset = 0;
    this.voices = [];
    this.length = Math.max.apply(null, buffers.map(function (one) { return one.duration; }));
  }
  Player.prototype.position = function () {
    return this.isPlaying ? Math.max(0, context().currentTime - this.began) : this.offset;
  };
  Player.prototype.play = function (from) {
    var own = context(), player = this, start;
    own.resume();
    this.silence();
    this.offset = from === undefined ? this.offset : from;
    if (this.offset >= this.length - 0.01) this.offset = 0;
    start = own.currentTime + 0.02;
    this.began = start - this.offset;
    this.voices = this.buffers.map(function (buffer, index) {
      var source = own.createBufferSource(), gain = own.createGain();
      source.buffer = buffer;
      gain.gain.value = index === player.current ? 1 : 0;
      source.connect(gain).connect(own.destination);
      if (player.offset < buffer.duration) source.start(start, player.offset);
      return { source: source, gain: gain, isOn: player.offset < buffer.duration };
    });
    this.isPlaying = true;
  };
  Player.prototype.silence = function () {
    this.voices.forEach(function (voice) {
      if (voice.isOn) voice.source.stop();
      voice.source.disconnect();
      voice.gain.disconnect();
    });
    this.voices = [];
  };
  Player.prototype.pause = function () {
    this.offset = Math.min(this.position(), this.length);
    this.isPlaying = false;
    this.silence();
  };
  Player.prototype.choose = function (index) {
    var now = context().currentTime;
    this.current = index;
    if (!this.isPlaying || this.position() >= this.buffers[index].duration) return this.play(this.isPlaying ? 0 : undefined);
    this.voices.forEach(function (voice, place) {
      voice.gain.gain.setTargetAtTime(place === index ? 1 : 0, now, 0.0017);
    });
  };
  Player.prototype.seek = function (seconds) {
    if (this.isPlaying) this.play(seconds); else this.offset = seconds;
  };
  /* Called some ten times a second: at the end it begins again or stops. */
  Player.prototype.tick = function () {
    if (!this.isPlaying || this.position() < this.buffers[this.current].duration) return;
    if (this.loops) this.play(0); else { this.isPlaying = false; this.silence(); this.offset = 0; }
  };

  return { load: load, keep: keep, tone: tone, Player: Player };
})();
