// Making elements. Text is always set as text, so nothing on the page can be read as markup.

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Record<string, unknown>} attributes `on`: listeners; false and null leave an attribute out
 * @param {...(Node|string|null)} children
 * @returns {HTMLElement}
 */
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") listen(made, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

function listen(target, listeners) {
  for (const [name, listener] of Object.entries(listeners)) target.addEventListener(name, listener);
}

/** One of our symbols; it only accompanies a word, so it is not heard. */
export function symbol(name, extra = "") {
  const drawn = document.createElementNS(SVG, "svg");
  drawn.setAttribute("class", `symbol ${extra}`.trim());
  drawn.setAttribute("viewBox", "0 0 48 48");
  drawn.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/static/symbols.svg#${name}`);
  drawn.append(use);
  return drawn;
}

/** A drawing that came as SVG text. With an `alt` it is an image; without, part of a button. */
export function drawing(text, alt = "") {
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  return named(document.importNode(parsed, true), alt);
}

/** The same of a drawing that is an element already. */
export function named(drawn, alt = "") {
  // The page decides on size and name.
  for (const name of ["width", "height", "aria-labelledby"]) drawn.removeAttribute(name);
  drawn.setAttribute("class", "drawing");
  if (alt) drawn.setAttribute("aria-label", alt);
  else drawn.setAttribute("aria-hidden", "true");
  return drawn;
}

/** A button of symbol and word. */
export function button(name, text, click, extra = "") {
  return make(
    "button",
    { type: "button", class: `button ${extra}`.trim(), on: { click } },
    symbol(name),
    make("span", { class: "label" }, text),
  );
}

/** Words that are heard and not seen. */
export const heard = (text) => make("span", { class: "heard" }, text);

/** Resolves when what was put on the page has been painted. */
export function painted() {
  return new Promise((done) => {
    // A hidden page paints nothing and would wait for ever.
    if (document.hidden) return done();
    requestAnimationFrame(() => requestAnimationFrame(() => done()));
  });
}
