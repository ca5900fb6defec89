// What the exercises share: how pictures, words and choices look. A view puts them together.
//
// A view (exercises/NAME/view.js) exports
//   render(trial, tools) -> Element     the middle of the page, without the instruction
//   say(trial, tools) -> string         optional: an instruction other than the server's
//   answered(stage, trial, answers)     optional: after the answer is known; not in probes
//   style                               optional: address of a style sheet of its own

import { drawing, heard, make, named, symbol } from "/static/dom.js";
import { moment, play } from "/static/motion.js";
import { around, word } from "/static/words.js";

/**
 * @typedef {{language: string, still: () => boolean, canSpeak: (lang: string) => boolean,
 *   speak: (parts: {text: string, lang: string}[]) => void, choose: (place: number) => void,
 *   seen: () => void}} Tools
 */

/** The middle of the page: what is looked at, and below or beside it the choices. */
export function stage(...children) {
  const parts = children.filter(Boolean);
  return make("div", { class: `stage parts-${parts.length}` }, ...parts);
}

/** The pictures above the choices. */
export function samples(trial, tools) {
  const shown = trial.sample.flatMap((picture) => looked(picture, tools));
  return shown.length ? make("div", { class: `samples many-${shown.length}` }, ...shown) : null;
}

function looked(picture, tools) {
  if (picture.motion) return tools.still() ? ends(picture) : [moving(picture, tools)];
  return [make("figure", {}, make("div", { class: "picture" }, drawing(picture.svg, picture.alt)))];
}

/** Where nothing shall move: how it begins and how it ends, side by side. */
function ends({ motion, alt }) {
  return ["before", "after"].map((key, share) =>
    make(
      "figure",
      {},
      make("div", { class: "picture" }, named(moment(motion, share), alt)),
      make("figcaption", {}, word(key)),
    ),
  );
}

/** A face that moves when the child presses its button, and never by itself. */
function moving({ motion, alt }, tools) {
  const frame = make("div", { class: "picture" }, named(moment(motion, 0), alt));
  const text = make("span", { class: "label" }, word("show_movement"));
  const show = async () => {
    const whole = play(frame, motion, { still: tools.still() });
    named(frame.firstElementChild, alt);
    text.textContent = word("look_again");
    if (await whole) tools.seen();
  };
  const press = make(
    "button",
    { type: "button", class: "button small", on: { click: show } },
    symbol("play"),
    text,
  );
  return make("figure", { class: "moves" }, frame, press);
}

/** The word that is asked for, with its symbol. */
export function asked(trial, tools) {
  if (!trial.word) return null;
  const { text, lang, symbol: name } = trial.word;
  const shown = make("p", { class: "asked", lang }, drawn(name), make("span", {}, text));
  return make("div", { class: "asked-row" }, shown, hear(text, lang, tools));
}

/** A story, a line at a time. */
export function story(trial, tools) {
  if (!trial.story) return null;
  const { text, lang } = trial.story;
  const lines = text.split(SENTENCES).map((line) => make("p", {}, line));
  return make("div", { class: "story", lang }, make("div", {}, ...lines), hear(text, lang, tools));
}

// After a full stop, before a capital or a Korean letter; what is in quotes stays with who says it.
const SENTENCES = /(?<=[.!?]) +(?=["'“‘]?[\p{Lu}\p{Lo}])/u;

/** In a probe a word stands alone: a symbol of its feeling would answer for it. */
const drawn = (name) => (name ? symbol(name) : null);

/** Whether there is a movement to be seen before one answers; once asked again it was seen. */
const unseen = (trial, tools) =>
  !trial.attempt && !tools.still() && trial.sample.some((picture) => picture.motion);

/** The choices, each in its place. `look` says what a choice shows. */
export function choices(trial, tools, look = either) {
  const kind = trial.choices.some((one) => one.kind === "face") ? "faces" : "labels";
  const slots = trial.choices.map((choice) =>
    make("li", { class: "slot" }, answer(choice, tools, look), spoken(choice, tools)),
  );
  const count = trial.choices.length;
  return make(
    "ul",
    { class: `answers ${kind} n${count}`, role: "list", inert: unseen(trial, tools) },
    ...slots,
  );
}

function answer(choice, tools, look) {
  return make(
    "button",
    {
      type: "button",
      class: `answer ${choice.kind}`,
      "data-answer": choice.place,
      "aria-keyshortcuts": choice.place + 1,
      lang: choice.lang,
      on: { click: () => tools.choose(choice.place) },
    },
    ...look(choice),
  );
}

/** A face. What it is called tells its place and never its feeling. */
export const face = (choice) => [
  make("span", { class: "picture" }, drawing(choice.picture.svg)),
  heard(choice.name),
];

/** A symbol, where it has one, and a word. */
export const label = (choice) => [
  drawn(choice.symbol),
  make("span", { class: "label" }, choice.text),
];

/** A face as a face, everything else as a label. */
export const either = (choice) => (choice.kind === "face" ? face(choice) : label(choice));

/** A word beside a choice can be heard before it is chosen. */
function spoken(choice, tools) {
  return choice.kind === "face" ? null : hear(choice.text, choice.lang ?? tools.language, tools);
}

/** A small speaker; left out where no voice of the device speaks the language. */
export function hear(text, lang, tools) {
  if (!tools.canSpeak(lang)) return null;
  return make(
    "button",
    { type: "button", class: "hear", on: { click: () => tools.speak([{ text, lang }]) } },
    symbol("speak"),
    make("span", { class: "heard" }, ...around("hear", "text", make("span", { lang }, text))),
  );
}
