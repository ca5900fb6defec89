// The strip on top of every page: first this, then that; the way there; what was collected.

import { heard, make, symbol } from "/static/dom.js";
import { word } from "/static/words.js";

const MOST = 40; // dots; longer ways are drawn to scale

/** @param {{first, then, done?: number, left?: number, tokens?: object}|null} state */
export function fillStrip(strip, state) {
  if (!state?.first) return;
  const { done = 0, left = 0 } = state;
  strip.replaceChildren(
    end("first", word("first"), state.first),
    make("div", { class: "way" }, path(done, left), shelf(state.tokens)),
    end("then", word("then"), state.then),
  );
}

function end(name, caption, { text, symbol: drawn }) {
  return make(
    "p",
    { class: `end ${name}` },
    symbol(drawn),
    make("span", { class: "end-text" }, make("span", { class: "caption" }, caption), " ", text),
  );
}

function path(done, left) {
  const scale = Math.min(1, MOST / Math.max(done + left, 1));
  const steps = Math.round((done + left) * scale);
  const gone = Math.round(done * scale);
  const dots = Array.from({ length: steps }, (_, step) =>
    make("i", { class: step < gone ? "gone" : step === gone ? "here" : "" }),
  );
  return make(
    "p",
    { class: "path" },
    heard(word("way", { done, left })),
    make("span", { class: "dots", "aria-hidden": "true" }, ...dots),
  );
}

/** What was collected. Its place stays where there is nothing to show, as in a probe. */
function shelf(tokens) {
  const shown = make("p", { class: "shelf" });
  if (!tokens || tokens.theme === "none") return shown;
  shown.dataset.theme = tokens.theme;
  const { earned } = tokens;
  if (earned.length) shown.append(heard(word("collected", { count: earned.length })));
  shown.append(...earned.map((size) => token(tokens.theme, size)));
  return shown;
}

export const token = (theme, size, extra = "") =>
  symbol(`theme-${theme}`, `token ${theme} ${size} ${extra}`);

/** A new one joins the shelf. */
export function joinShelf(strip, size) {
  const shown = strip.querySelector(".shelf");
  const theme = shown?.dataset.theme;
  if (theme && size) shown.append(token(theme, size, "joins"));
}
