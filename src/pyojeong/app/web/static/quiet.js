// The pages between the trials: ready, break, rest. Each has a symbol, a heading and few words.

import { make, symbol } from "/static/dom.js";
import { word } from "/static/words.js";

function page(kind, name, title, ...rest) {
  const heading = make("h1", { class: "say", tabindex: -1 }, title);
  const picture = make("div", { class: "emblem" }, symbol(name));
  return { heading, element: make("div", { class: `quiet ${kind}` }, picture, heading, ...rest) };
}

export const readyPage = () => page("ready", "first", word("ready"), sentence("ready_more"));

export const breakPage = () => page("pausing", "break", word("on_break"), sentence("on_break_more"));

export const waitPage = () => page("waiting", "pic-leaf", word("wait"));

export const lostPage = () => page("lost", "home", word("closed"));

/** Without the computer there is no receipt yet. */
export function restPage({ why, said, receipt }) {
  const name = why === "stopped" ? "leaf" : "moon";
  return page("resting", `pic-${name}`, said || word("rest"), receiptOf(receipt));
}

const sentence = (key) => make("p", { class: "more" }, word(key));

/** Each session ends with a receipt: what was done, and what was not. */
function receiptOf(receipt) {
  const known = ["trials", "breaks", "pictures", "calls"];
  const lines = known
    .filter((key) => receipt?.[key] != null)
    .map((key) =>
      make("div", {}, make("dt", {}, word(`receipt_${key}`)), make("dd", {}, receipt[key])),
    );
  if (!lines.length) return null;
  return make(
    "section",
    { class: "receipt" },
    make("h2", {}, word("receipt")),
    make("dl", {}, ...lines),
  );
}
