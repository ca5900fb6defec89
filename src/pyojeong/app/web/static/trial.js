// One trial on the page: the instruction, what is looked at, the choices, help, and one answer.

import { heard, make, symbol } from "/static/dom.js";
import { Stopwatch } from "/static/stopwatch.js";
import { word } from "/static/words.js";

export class Trial {
  #watch = new Stopwatch();
  #open = true;
  #begun = false;
  #inSight = false;
  #prompted = false;

  /**
   * @param {object} trial as the server tells it
   * @param {{render: Function, say?: Function, answered?: Function}} view of its exercise
   * @param {import("/static/choices.js").Tools} tools
   * @param {{answered: (answer: object) => void, helped: () => void, opened: () => void}} tell
   */
  constructor(trial, view, tools, tell) {
    this.trial = trial;
    this.view = view;
    this.tell = tell;
    const choose = (place) => this.choose(place);
    this.stage = view.render(trial, { ...tools, choose, seen: () => this.#seen() });
    this.say = view.say?.(trial, tools) ?? trial.say;
    this.heading = make("h1", { class: "say", tabindex: -1, lang: trial.page_language }, this.say);
    this.element = make("div", { class: `trial ${trial.exercise}` }, this.heading, this.stage);
  }

  /** Call whenever the whole trial can be seen: while it can, time counts, and help comes. */
  run() {
    this.#inSight = true;
    this.#go();
  }

  pause() {
    this.#inSight = false;
    this.#watch.pause();
  }

  /** Time counts, and help comes, from when one can answer. */
  #go() {
    if (!this.#open || !this.#inSight || this.#closed) return;
    if (!this.#begun) this.#help();
    this.#begun = true;
    this.#watch.start();
  }

  /** The choices wait until a movement was seen. */
  get #closed() {
    return this.stage.querySelector(".answers[inert]") !== null;
  }

  #seen() {
    if (!this.#closed) return;
    this.stage.querySelector(".answers").inert = false;
    this.tell.opened();
    this.#go();
  }

  /** The first choice is the answer; whatever comes after it, as of a double click, is not heard. */
  choose(place) {
    if (!this.#begun || !this.#open || !this.#button(place)) return;
    this.#open = false;
    const reaction_ms = Math.round(this.#watch.elapsed);
    this.#watch.end();
    for (const one of this.#buttons) one.setAttribute("aria-disabled", "true");
    this.#button(place).classList.add("is-chosen");
    this.tell.answered({
      session: this.trial.session,
      number: this.trial.number,
      place,
      prompted: this.#prompted,
      reaction_ms,
      attempt: this.trial.attempt ?? 0,
    });
  }

  /** Show what was right: a ring and a check, not a colour alone. In a probe nothing is shown. */
  show(answers) {
    this.element.classList.add("is-answered");
    if (!answers) return;
    this.element.classList.add("is-told");
    for (const place of answers) this.#mark(place, "is-answer", "check", word("right_answer"));
    this.view.answered?.(this.stage, this.trial, answers);
  }

  end() {
    this.#open = false;
    this.#watch.end();
  }

  #help() {
    const { delay_ms, shown_answers } = this.trial;
    if (delay_ms == null || !shown_answers) return;
    if (delay_ms === 0) this.#point(shown_answers);
    else this.#watch.after(delay_ms, () => this.#helped(shown_answers));
  }

  /** Help that came late is told at once: the page may be gone before the answer. */
  #helped(places) {
    this.#point(places);
    this.tell.helped();
  }

  get #buttons() {
    return [...this.stage.querySelectorAll("[data-answer]")];
  }

  #button(place) {
    return this.stage.querySelector(`[data-answer="${Number(place)}"]`);
  }

  /** Most-to-least prompting: a gentle ring and a small hand at what is right. */
  #point(places) {
    this.#prompted = true;
    for (const place of places) this.#mark(place, "is-pointed", "hand", word("pointed"));
  }

  #mark(place, kind, name, text) {
    const marked = this.#button(place);
    marked.classList.remove("is-pointed");
    marked.querySelector(".badge")?.remove();
    marked.classList.add(kind);
    const lang = document.documentElement.lang; // the choice may be a word of another language
    marked.append(make("span", { class: `badge ${name}`, lang }, symbol(name), heard(text)));
  }
}
