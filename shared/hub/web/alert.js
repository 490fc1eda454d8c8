"use strict";
// One tone and a vibration. A browser allows them only after a touch: the switch is that touch.
const Alert = (() => {
  const TONE_HZ = 660, TONE_S = 0.7, VIBRATION_MS = [400, 200, 400];
  let context = null;

  function unlock() {
    const Made = window.AudioContext || window.webkitAudioContext;
    if (Made && !context) context = new Made();
    if (context && context.state === "suspended") context.resume();
  }
  function sound() {
    if (navigator.vibrate) navigator.vibrate(VIBRATION_MS);
    if (!context) return;
    const tone = context.createOscillator(), volume = context.createGain(), now = context.currentTime;
    tone.frequency.value = TONE_HZ;
    volume.gain.setValueAtTime(0.5, now);
    volume.gain.linearRampToValueAtTime(0, now + TONE_S);
    tone.connect(volume);
    volume.connect(context.destination);
    tone.start(now);
    tone.stop(now + TONE_S);
  }
  return { unlock, sound };
})();
