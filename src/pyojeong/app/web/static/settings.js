// <pyo-settings>: how the page looks, sounds and is reached. Every change is kept at once.

import { button, make, symbol } from "/static/dom.js";
import { post } from "/static/server.js";
import { canSpeak, whenVoicesChange } from "/static/speech.js";
import { around, block, word } from "/static/words.js";

/** As the server keeps them; the page comes with them, so that it never looks otherwise at first. */
export const settings = block("settings") ?? {};

const SCAN_MS = [1000, 1500, 2000, 3000, 5000];

/** The settings in their order on the page: name, symbol, and what it can be (null: on or off). */
const ROWS = [
  ["theme", "pic-moon", ["pale", "dark", "contrast"]],
  ["size", "part-eyes", [100, 125, 150, 200]],
  ["motion", "motion", ["full", "reduced"]],
  ["tokens", "pic-star", ["dinosaurs", "trains", "flowers", "space", "none"]],
  ["speech", "speak", null],
  ["sound", "sound", null],
  ["music", "music", null],
  ["hand", "hand", ["right", "left"]],
  ["scan", "next", ["off", "one", "two"]],
  ["scan_ms", "act-wait", SCAN_MS],
  ["language", "first", ["ko", "en"]],
];

const OWN_NAMES = { ko: "한국어", en: "English" }; // a language is found by its own name

/** Put the settings on the page: style sheets read them from the root. */
export function apply() {
  const root = document.documentElement;
  for (const name of ["theme", "size", "motion", "hand", "scan"]) root.dataset[name] = settings[name];
}

/** Whether nothing should move, by the page's own switch or the device's. */
export const isStill = () =>
  settings.motion === "reduced" || matchMedia("(prefers-reduced-motion: reduce)").matches;

class SettingsDialog extends HTMLElement {
  #touched = false;
  #saving = Promise.resolve();
  #leaving = null;

  connectedCallback() {
    this.note = make("p", { class: "note", role: "status" });
    this.done = button("check", word("settings_done"), () => this.dialog.close(), "primary");
    this.pause = button("break", word("break"), () => this.#leave("break"));
    this.stop = button("stop", word("stop"), () => this.#leave("stop"));
    this.dialog = make(
      "dialog",
      { class: "settings", "aria-labelledby": "settings-title" },
      make("h2", { id: "settings-title", tabindex: -1 }, word("settings")),
      make("div", { class: "rows" }, ...ROWS.map((row) => this.#row(...row))),
      this.note,
      make("div", { class: "foot" }, this.done, this.pause, this.stop),
    );
    this.dialog.addEventListener("close", () => this.#close());
    this.append(this.dialog);
    whenVoicesChange(() => this.#noteVoice());
  }

  /**
   * Break and stop are here too, as the page's own cannot be reached from here.
   *
   * @param {{changed: () => void, closed: (touched: boolean) => void,
   *   leave: (what: "break"|"stop") => Promise<void>}} listeners leave: resolves once it was kept
   * @param {{breaks: boolean}} options breaks: whether there is anything to take a break from
   */
  open(listeners, { breaks }) {
    this.listeners = listeners;
    this.pause.disabled = !breaks;
    this.#leaving = null;
    this.language = settings.language;
    this.#touched = false;
    this.#noteVoice();
    this.dialog.showModal();
    this.dialog.querySelector("h2").focus();
  }

  #leave(what) {
    this.#leaving = what;
    this.dialog.close();
  }

  async #close() {
    if (this.#leaving) await this.listeners.leave(this.#leaving);
    await this.#saving;
    // Another language is another page: words come from the server.
    if (settings.language !== this.language) location.reload();
    else this.listeners.closed(this.#touched);
  }

  #row(name, drawn, options) {
    const title = [symbol(drawn), make("span", {}, word(`set_${name}`))];
    if (!options) return this.#toggle(name, title);
    const all = options.includes(settings[name]) ? options : [...options, settings[name]].sort();
    return make(
      "fieldset",
      { class: `row ${name}` },
      make("legend", {}, ...title),
      make("div", { class: "options" }, ...all.map((value) => this.#option(name, value))),
      name === "scan" ? scanNote() : null,
    );
  }

  #option(name, value) {
    const input = make("input", { type: "radio", name, value, checked: settings[name] === value });
    input.addEventListener("change", () => this.#change(name, value));
    const drawn = name === "tokens" ? symbol(value === "none" ? "none" : `theme-${value}`) : null;
    const lang = name === "language" ? value : null;
    return make("label", { class: "option", lang }, input, drawn, make("span", {}, named(name, value)));
  }

  #toggle(name, title) {
    const input = make("input", { type: "checkbox", role: "switch", checked: settings[name] });
    input.addEventListener("change", () => this.#change(name, input.checked));
    const state = make("span", { class: "switch", "aria-hidden": "true" });
    return make("label", { class: `row toggle ${name}` }, ...title, input, state);
  }

  #change(name, value) {
    settings[name] = value;
    this.#touched = true;
    this.listeners.changed();
    this.#saving = this.#save();
  }

  /** Each change sends all: where one was lost, the next one brings it along. */
  async #save() {
    try {
      await post("/api/settings", settings);
      this.#noteVoice();
    } catch {
      this.note.textContent = word("settings_not_kept");
    }
  }

  #noteVoice() {
    this.note.textContent = canSpeak(settings.language) ? "" : word("no_voice");
  }
}

/** What the switch is, and how whoever helps gets out of it. */
const scanNote = () =>
  make("p", { class: "scan-note" }, ...around("scan_note", "key", make("kbd", { lang: "en" }, "Esc")));

function named(name, value) {
  if (name === "language") return OWN_NAMES[value];
  if (name === "size") return `${value} %`;
  if (name === "scan_ms") return word("seconds", { seconds: value / 1000 });
  return word(`set_${name}_${value}`);
}

customElements.define("pyo-settings", SettingsDialog);
