// One trial on the page: the instruction, what is looked at, the choices, help, and one answer.

import { heard, make, symbol } from "/static/dom.js";
import { Stopwatch } from "/static/stopwatch.js";
import { word } from "/static/words.js";

export class Trial {
  #watch = new Stopwatch();
  #open = true;
  #begun = false;
  #prompted = false;

  /**
   * @param {object} trial as the server tells it
   * @param {{render: Function, answered?: Function}} view of its exercise
   * @param {import("/static/choices.js").Tools} tools
   * @param {(answer: object) => void} onAnswer
   */
  constructor(trial, view, tools, onAnswer) {
    this.trial = trial;
    this.view = view;
    this.onAnswer = onAnswer;
    this.stage = view.render(trial, { ...tools, choose: (place) => this.choose(place) });
    this.heading = make("h1", { class: "say", tabindex: -1, lang: trial.language }, trial.say);
    this.element = make("div", { class: `trial ${trial.exercise}` }, this.heading, this.stage);
  }

  /** Call whenever the whole trial can be seen: while it can, time counts, and help comes. */
  run() {
    if (!this.#open) return;
    if (!this.#begun) this.#help();
    this.#begun = true;
    this.#watch.start();
  }

  pause() {
    this.#watch.pause();
  }

  /** The first choice is the answer; whatever comes after it, as of a double click, is not heard. */
  choose(place) {
    if (!this.#begun || !this.#open || !this.#button(place)) return;
    this.#open = false;
    const reaction_ms = Math.round(this.#watch.elapsed);
    this.#watch.end();
    for (const one of this.#buttons) one.setAttribute("aria-disabled", "true");
    this.#button(place).classList.add("is-chosen");
    this.onAnswer({
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
    else this.#watch.after(delay_ms, () => this.#point(shown_answers));
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
    marked.append(make("span", { class: `badge ${name}` }, symbol(name), heard(text)));
  }
}
