// Every sentence of the page comes from the server, in its language, in one JSON block.

/** @returns {any} what a JSON block of the page says */
export function block(id) {
  const found = document.getElementById(id);
  return found ? JSON.parse(found.textContent) : null;
}

const WORDS = block("words") ?? {};

/** A sentence by its key, around an element that stands in one of its places. */
export function around(key, name, element) {
  const [before, after = ""] = word(key).split(`{${name}}`);
  return [before, element, after];
}

/** A sentence by its key; `{named}` places are filled. */
export function word(key, values = {}) {
  const text = WORDS[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}
