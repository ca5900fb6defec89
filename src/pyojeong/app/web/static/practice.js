// <pyo-practice>: the child's page. It shows the state that the server tells, and tells it what the
// child did. Nothing advances by itself: after each trial the child presses "next".

import { button, heard, make, painted } from "/static/dom.js";
import { breakPage, lostPage, readyPage, restPage, waitPage } from "/static/quiet.js";
import { Scanner } from "/static/scan.js";
import { Closed, get, Moved, post, Unreachable } from "/static/server.js";
import { apply, isStill, settings } from "/static/settings.js";
import { music, tone } from "/static/sound.js";
import { canSpeak, hush, speak, whenVoicesChange } from "/static/speech.js";
import { fillStrip, joinShelf, token } from "/static/strip.js";
import { Trial } from "/static/trial.js";
import { word } from "/static/words.js";

const API = "/api/practice";

class Practice extends HTMLElement {
  #trial = null; // on the page now
  #next = null; // what "next" will show
  #busy = false; // a request is under way: a second press of anything is not heard
  #turn = 0; // counts what was shown, so that a late answer of the server shows nothing
  #said = []; // what the speaker says

  connectedCallback() {
    this.language = document.documentElement.lang;
    this.#build();
    this.scanner = new Scanner();
    this.#settingsChanged();
    document.addEventListener("visibilitychange", () => this.#seen());
    addEventListener("pageshow", (event) => event.persisted && this.#load());
    addEventListener("keydown", (event) => this.#key(event));
    for (const touch of ["pointerdown", "keydown"]) {
      addEventListener(touch, () => this.#settingsChanged(), { once: true });
    }
    whenVoicesChange(() => this.#speakerThere());
    this.#load();
  }

  // ---- what stands on the page, always at the same places ----

  #build() {
    this.strip = make("header", { class: "strip", "aria-label": word("strip") });
    this.main = make("main", { class: "task" }, waitPage().element);
    this.said = make("p", { class: "said", "aria-live": "polite" });
    this.won = make("span", { class: "won", "aria-hidden": "true" });
    this.go = make("div", { class: "go" });
    this.reply = make(
      "section",
      { class: "reply", "aria-label": word("reply") },
      make("div", { class: "reply-said" }, this.won, this.said),
      this.go,
    );
    this.pauseButton = button("break", word("break"), () => this.#ask("break"), "bar");
    this.stopButton = button("stop", word("stop"), () => this.#stop(), "bar");
    this.speaker = button("speak", word("speak"), () => speak(this.#said), "bar");
    const open = button("settings", word("settings"), () => this.#openSettings(), "bar");
    this.bar = make(
      "nav",
      { class: "bar", "aria-label": word("bar") },
      make("div", { class: "bar-side" }, this.pauseButton, this.stopButton),
      make("div", { class: "bar-side" }, this.speaker, open),
    );
    this.replaceChildren(this.strip, this.main, this.reply, this.bar);
    this.#speakerThere();
  }

  #fill({ heading, element }) {
    this.main.replaceChildren(element);
    scrollTo(0, 0);
    heading.focus({ preventScroll: true });
    this.scanner.restart();
  }

  /** The one thing to press, at its one place. */
  #offer(name, text, click) {
    this.go.replaceChildren(button(name, text, click, "primary"));
    this.scanner.restart();
  }

  #clearReply() {
    this.said.textContent = "";
    this.said.lang = this.language;
    this.won.replaceChildren();
    this.go.replaceChildren();
  }

  // ---- states ----

  #load() {
    return this.#request(() => get(API));
  }

  #ask(what) {
    return this.#request(() => post(`${API}/${what}`));
  }

  #stop() {
    if (this.state === "ready" || this.state === "rest") location.assign("/");
    else this.#ask("stop");
  }

  /** Ask the server for a state and show it. */
  async #request(work) {
    if (this.#busy) return;
    const state = await this.#patiently(work);
    if (state) await this.#show(state);
  }

  async #show(state) {
    const turn = ++this.#turn;
    this.state = state.state;
    hush();
    if (state.state === "trial") return this.#showTrial(state.trial, turn);
    this.#endTrial();
    this.#clearReply();
    fillStrip(this.strip, state.strip ?? state.plan);
    this.pauseButton.disabled = state.state !== "trial";
    const shown = { ready: readyPage, rest: restPage, break: breakPage }[state.state](state);
    this.#fill(shown);
    this.#tell([{ text: shown.heading.textContent, lang: this.language }]);
    if (state.state === "ready") this.#offer("next", word("start"), () => this.#ask("start"));
    if (state.state === "break") this.#offer("next", word("go_on"), () => this.#ask("resume"));
    if (state.state === "rest") this.#offer("home", word("home"), () => location.assign("/"));
  }

  async #showTrial(trial, turn) {
    const { number, attempt = 0 } = this.#trial?.trial ?? {};
    const same = number === trial.number && attempt === (trial.attempt ?? 0);
    if (same && !this.#trial.over) return this.#stay(trial);
    const view = await this.#patiently(() => viewOf(trial.exercise));
    if (!view || turn !== this.#turn) return;
    this.#endTrial();
    this.#clearReply();
    fillStrip(this.strip, trial);
    this.pauseButton.disabled = false;
    this.#trial = new Trial(trial, view, this.#tools, (answer) => this.#answer(answer));
    this.#fill(this.#trial);
    this.#tell(spokenOf(trial));
    await painted();
    if (turn === this.#turn && this.#inSight) this.#trial.run();
  }

  /** The trial on the page is still the one: only what stands around it may be another. */
  #stay(trial) {
    fillStrip(this.strip, trial);
    if (this.#inSight) this.#trial.run();
  }

  get #inSight() {
    return !document.hidden && !document.querySelector("dialog[open]");
  }

  #endTrial() {
    this.#trial?.end();
    this.#trial = null;
    this.#next = null;
  }

  get #tools() {
    return { language: this.language, still: isStill, canSpeak, speak };
  }

  // ---- an answer and what follows ----

  async #answer(answer) {
    const { trial } = this.#trial;
    const turn = this.#turn;
    if (settings.sound) tone("tap");
    const result = await this.#patiently(() => post(`${API}/answer`, answer));
    if (!result || turn !== this.#turn) return;
    this.#feedback(trial, result);
  }

  #feedback(trial, result) {
    const shown = this.#trial;
    shown.over = true;
    shown.show(result.answers);
    const lang = result.answers ? trial.language : this.language; // a probe only thanks
    this.said.lang = lang;
    this.said.textContent = result.said;
    this.#tell([{ text: result.said, lang }]);
    if (result.correct && settings.sound) tone("right");
    this.#collect(trial, result.token);
    this.#next = result.again ? againOf(trial, result) : result.next;
    if (!result.again) warm(result.next);
    // The time between trials is a minimum: until then "next" is simply not there.
    setTimeout(() => this.#trial === shown && this.#offerNext(result.again), trial.pause_ms ?? 0);
  }

  #collect(trial, size) {
    const theme = trial.tokens?.theme;
    if (!size || !theme || theme === "none") return;
    this.won.replaceChildren(token(theme, size, "joins"));
    joinShelf(this.strip, size);
  }

  #offerNext(again) {
    const text = again ? word("again") : word("next");
    this.#offer(again ? "again" : "next", text, () => this.#goOn());
    const there = this.go.firstElementChild;
    // Whoever uses keys goes on from here; a reader of the page has just heard what was said.
    there.focus({ preventScroll: true });
    there.scrollIntoView({ block: "nearest" });
  }

  #goOn() {
    const next = this.#next;
    if (!next || this.#busy) return;
    this.#next = null;
    this.#show(next);
  }

  // ---- the settings ----

  get #dialog() {
    return document.querySelector("pyo-settings");
  }

  #openSettings() {
    this.#trial?.pause();
    this.#dialog.open({
      changed: () => this.#settingsChanged(),
      closed: (touched) => this.#settingsClosed(touched),
    });
    this.scanner.restart();
  }

  #settingsClosed(touched) {
    this.scanner.restart();
    if (this.#trial?.over) return;
    if (touched) this.#load(); // the tokens may be others now
    else this.#trial?.run();
  }

  #settingsChanged() {
    apply();
    this.scanner.set(settings);
    if (navigator.userActivation?.hasBeenActive ?? true) music(settings.music);
  }

  // ---- speaking ----

  #tell(parts) {
    this.#said = parts;
    this.#speakerThere();
    if (settings.speech) speak(parts);
  }

  #speakerThere() {
    const parts = this.#said.length ? this.#said : [{ lang: this.language }];
    this.speaker.disabled = !parts.some(({ lang }) => canSpeak(lang));
  }

  // ---- keys, sleep, and the network ----

  #key(event) {
    const place = Number(event.key) - 1;
    const other = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
    if (other || !(place >= 0) || document.querySelector("dialog[open]")) return;
    this.#trial?.choose(place);
  }

  /** A tablet that slept: time stood still, and the record may have moved on elsewhere. */
  #seen() {
    if (document.hidden) {
      this.#trial?.pause();
      hush();
    } else if (!this.#trial?.over) {
      this.#load(); // else what was said stays until the child goes on
    }
  }

  /**
   * Do something with the server until it succeeds; the child decides when to try again. Null: what
   * was under way is settled otherwise.
   */
  async #patiently(work) {
    this.#busy = true;
    try {
      for (;;) {
        try {
          return await work();
        } catch (error) {
          if (!(error instanceof Unreachable)) throw error;
          await this.#tryAgain();
        }
      }
    } catch (error) {
      this.#busy = false;
      if (error instanceof Moved) this.#moved(error.state);
      else if (error instanceof Closed) this.#closed();
      else throw error;
      return null;
    } finally {
      this.#busy = false;
    }
  }

  #tryAgain() {
    return new Promise((done) => {
      const kept = [this.said.textContent, [...this.go.children]];
      this.said.textContent = word("unreachable");
      this.#offer("again", word("try_again"), () => {
        this.said.textContent = kept[0];
        this.go.replaceChildren(...kept[1]);
        done();
      });
    });
  }

  #moved(state) {
    this.#endTrial();
    this.#show(state);
  }

  #closed() {
    this.#turn += 1;
    this.#endTrial();
    this.#clearReply();
    this.#fill(lostPage());
    this.#offer("home", word("home"), () => location.assign("/"));
  }
}

/** The same trial again; the right answer is pointed at from the start, so that it ends well. */
function againOf(trial, { answers }) {
  const attempt = (trial.attempt ?? 0) + 1;
  return { state: "trial", trial: { ...trial, attempt, delay_ms: 0, shown_answers: answers } };
}

function spokenOf(trial) {
  const story = trial.story ? [{ text: trial.story.text, lang: trial.story.lang }] : [];
  return [...story, { text: trial.say, lang: trial.language }];
}

const views = new Map();

/** @returns {Promise<{render: Function, answered?: Function}>} with its style sheet in place */
async function viewOf(exercise) {
  if (views.has(exercise)) return views.get(exercise);
  if (!/^[a-z_]+$/.test(exercise)) throw new Error(`no exercise: ${exercise}`);
  try {
    const view = await import(`/exercises/${exercise}/view.js`);
    if (view.style) await styled(view.style);
    views.set(exercise, view);
    return view;
  } catch (error) {
    throw new Unreachable(String(error));
  }
}

function styled(address) {
  return new Promise((done, failed) => {
    document.head.append(
      make("link", { rel: "stylesheet", href: address, on: { load: done, error: failed } }),
    );
  });
}

/** Fetch what the next trial needs while the child looks at the answer. */
function warm(state) {
  if (state?.trial) viewOf(state.trial.exercise).catch(() => {});
}

customElements.define("pyo-practice", Practice);
