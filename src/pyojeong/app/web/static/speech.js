// Reading aloud, with the voices of the device.
//
// Only voices that live on the device are used: some browsers offer others that send the text away.
// Without a voice for a language nothing is said, and nothing else changes.

const PACE = 0.9; // a little slower than usual

const engine = globalThis.speechSynthesis ?? null;

/** @returns {SpeechSynthesisVoice|undefined} */
function voiceFor(language) {
  const voices = engine?.getVoices() ?? [];
  return voices.find((one) => one.localService && one.lang.toLowerCase().startsWith(language));
}

export const canSpeak = (language) => voiceFor(language) !== undefined;

/** Call when voices have come, as they do some time after the page. */
export function whenVoicesChange(call) {
  engine?.addEventListener?.("voiceschanged", call);
}

/** @param {{text: string, lang: string}[]} parts one after the other, in place of what is being said */
export function speak(parts) {
  hush();
  for (const { text, lang } of parts) {
    const voice = voiceFor(lang);
    if (!voice || !text) continue;
    const said = new SpeechSynthesisUtterance(text);
    Object.assign(said, { voice, lang: voice.lang, rate: PACE });
    engine.speak(said);
  }
}

export const hush = () => engine?.cancel();
