// Soft tones of our own, and a quiet drone for who wants one. Both are off until somebody asks.

const LOUD = 0.05; // of full volume
const MUSIC_LOUD = 0.018;
const NOTES_HZ = [196, 220, 261.63, 293.66, 329.63, 392]; // pentatonic: no two of them clash
const TONES = {
  tap: [[293.66, 0]],
  right: [[329.63, 0], [392, 0.14]], // the only one with two notes: an error is never of more interest
};

let context = null;

/** Browsers let a page sound only after a touch, so it is made as late as that. */
function audio() {
  context ??= new AudioContext();
  if (context.state === "suspended") context.resume();
  return context;
}

/** @param {"tap"|"right"} name */
export function tone(name) {
  for (const [hz, after] of TONES[name]) note(hz, after, LOUD, 0.5);
}

function note(hz, after, loud, seconds) {
  const at = audio().currentTime + after;
  const gain = new GainNode(context, { gain: 0 });
  const voice = new OscillatorNode(context, { type: "sine", frequency: hz });
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(loud, at + Math.min(0.06, seconds / 4));
  gain.gain.exponentialRampToValueAtTime(0.0001, at + seconds);
  voice.connect(gain).connect(context.destination);
  voice.start(at);
  voice.stop(at + seconds);
}

let playing = null;

/** Slow single notes, each long gone before it would end. */
export function music(on) {
  if (on === (playing !== null)) return;
  if (!on) {
    clearInterval(playing);
    playing = null;
    return;
  }
  playing = setInterval(() => {
    if (document.hidden) return;
    const chosen = NOTES_HZ[Math.floor(Math.random() * NOTES_HZ.length)];
    note(chosen / 2, 0, MUSIC_LOUD, 6);
    note(chosen, 1.5, MUSIC_LOUD / 2, 5);
  }, 4000);
}
