// <pyo-practice>: the child's page. It shows the state that the server tells, and tells it what the
// child did. Nothing advances by itself: after each trial the child presses "next".

import "/static/choices.js"; // with the page itself, so that a view needs its own file alone
import { button, make, painted } from "/static/dom.js";
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
const SLOW_MS = 700; // break and stop are shown after it, whether or not the computer has answered
const RETRY_MS = 5_000; // between attempts to tell the computer of them

class Practice extends HTMLElement {
  #trial = null; // on the page now
  #next = null; // what "next" will show
  #errand = null; // what is under way with the server: another press is not heard, but for leaving
  #retry = null; // tries again what did not get through
  #lost = false; // whether the page says that it did not
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
    this.pauseButton = button("break", word("break"), () => this.#leave("break"), "bar");
    this.stopButton = button("stop", word("stop"), () => this.#leave("stop"), "bar");
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
  #offer(name, text, click, ...others) {
    this.go.replaceChildren(button(name, text, click, "primary"), ...others);
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

  /** Ask the server for a state and show it. */
  async #request(work) {
    if (this.#errand) return;
    const state = await this.#patiently(work);
    if (state) await this.#show(state);
  }

  /**
   * A break, or stop: at any time. Where the computer is slow or gone it is shown at once, and sent,
   * after what was not sent before it, once there is somebody to take it.
   */
  async #leave(what) {
    const before = this.#errand;
    if (before?.what === what) return this.#retry?.();
    if (this.state === "ready" || this.state === "rest") return home();
    const work = async () => {
      if (before?.kept) await settled(before.work);
      return post(`${API}/${what}`);
    };
    const early = { state: what === "stop" ? "rest" : "break", why: "stopped" };
    const unheard = () => {
      clearTimeout(slow);
      if (this.state !== early.state) this.#showQuiet(early);
    };
    const slow = setTimeout(() => this.#errand?.what === what && unheard(), SLOW_MS);
    if (this.#lost) unheard();
    const state = await this.#patiently(work, { what, kept: true, unheard });
    clearTimeout(slow);
    if (state) await this.#show(state);
  }

  async #show(state) {
    if (state.state === "trial") return this.#showTrial(state.trial);
    this.#showQuiet(state);
    if (state.state === "ready") this.#offer("next", word("start"), () => this.#ask("start"));
    if (state.state === "break") this.#offer("next", word("go_on"), () => this.#ask("resume"));
    if (state.state === "rest") this.#offer("home", word("home"), home, ...this.#wayBack(state));
  }

  /** Stop may have been pressed by mistake: then one can still go on. */
  #wayBack({ why }) {
    return why === "stopped" ? [button("next", word("go_on"), () => this.#ask("start"))] : [];
  }

  #showQuiet(state) {
    this.state = state.state;
    hush();
    this.#endTrial();
    this.#clearReply();
    fillStrip(this.strip, state.strip ?? state.plan);
    this.pauseButton.disabled = true;
    const shown = { ready: readyPage, rest: restPage, break: breakPage }[state.state](state);
    this.#fill(shown);
    this.#tell([{ text: shown.heading.textContent, lang: this.language }]);
  }

  async #showTrial(trial) {
    const { number, attempt = 0 } = this.#trial?.trial ?? {};
    const same = number === trial.number && attempt === (trial.attempt ?? 0);
    if (same && !this.#trial.over) return this.#stay(trial);
    const view = await this.#patiently(() => viewOf(trial.exercise));
    if (!view) return;
    this.state = "trial";
    hush();
    this.#endTrial();
    this.#clearReply();
    fillStrip(this.strip, trial);
    this.pauseButton.disabled = false;
    const shown = new Trial(trial, view, this.#tools, {
      answered: (answer) => this.#answer(answer),
      helped: () => this.#helped(trial),
      opened: () => this.scanner.restart(),
    });
    this.#trial = shown;
    this.#fill(shown);
    this.#tell(this.#spokenOf(shown));
    await painted();
    if (shown === this.#trial && this.#inSight) shown.run();
  }

  #spokenOf({ trial, say }) {
    const story = trial.story ? [{ text: trial.story.text, lang: trial.story.lang }] : [];
    return [...story, { text: say, lang: trial.page_language ?? this.language }];
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
    if (settings.sound) tone("tap");
    const send = () => post(`${API}/answer`, answer);
    const result = await this.#patiently(send, { what: "answer", kept: true });
    if (result) this.#feedback(trial, result);
  }

  /** Told apart from the answer, so that help counts where the page is gone before it. */
  #helped({ number, session }) {
    post(`${API}/helped`, { number, session }).catch(() => {}); // the answer tells it once more
  }

  #feedback(trial, result) {
    const shown = this.#trial;
    shown.over = true;
    shown.show(result.answers);
    this.said.textContent = result.said;
    this.#tell([{ text: result.said, lang: this.language }]);
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
    if (!next || this.#errand) return;
    this.#next = null;
    this.#show(next);
  }

  // ---- the settings ----

  get #dialog() {
    return document.querySelector("pyo-settings");
  }

  #openSettings() {
    this.#trial?.pause();
    const listeners = {
      changed: () => this.#settingsChanged(),
      closed: (touched) => this.#settingsClosed(touched),
      leave: (what) => this.#leave(what),
    };
    this.#dialog.open(listeners, { breaks: !this.pauseButton.disabled });
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
    // Only from among the answers: elsewhere a digit may come from a voice, or by chance.
    if (other || !(place >= 0) || !event.target.closest?.(".answers")) return;
    this.#trial?.choose(place);
  }

  /** A tablet that slept: time stood still, and the record may have moved on elsewhere. */
  #seen() {
    if (document.hidden) {
      this.#trial?.pause();
      hush();
    } else if (this.#retry) {
      this.#retry();
    } else if (!this.#trial?.over) {
      this.#load(); // else what was said stays until the child goes on
    }
  }

  /**
   * Do something with the server until it succeeds; the child decides when to try again.
   *
   * @param {() => Promise<any>} work
   * @param {{what?: string, kept?: boolean, unheard?: () => void}} errand kept: it must reach the
   *   server even where something else is begun; unheard: called where it does not get through
   * @returns {Promise<any>} null: it is settled otherwise, or something else was begun meanwhile
   */
  async #patiently(work, errand = {}) {
    const mine = { ...errand, work };
    this.#errand = mine;
    this.#found();
    const current = () => this.#errand === mine;
    try {
      while (current()) {
        try {
          const result = await work();
          if (!current()) return null;
          this.#found();
          return result;
        } catch (error) {
          if (!current()) return null;
          if (!(error instanceof Unreachable)) throw error;
          mine.unheard?.();
          await this.#tryAgain(error.said ?? word("unreachable"), mine);
        }
      }
      return null;
    } catch (error) {
      this.#errand = null;
      if (error instanceof Moved) this.#moved(error.state);
      else if (error instanceof Closed) this.#closed();
      else throw error;
      return null;
    } finally {
      if (current()) this.#errand = null;
    }
  }

  #tryAgain(said, { unheard }) {
    return new Promise((done) => {
      const retry = () => {
        clearTimeout(timer);
        if (this.#retry !== retry) return;
        this.#retry = null;
        done();
      };
      // What shows already what comes of it need not wait for the child.
      const timer = unheard ? setTimeout(retry, RETRY_MS) : 0;
      this.#retry = retry;
      // Said once, and the button stays the same one, however often it is tried.
      if (this.said.textContent !== said) this.said.textContent = said;
      if (!this.#lost) this.#offer("again", word("try_again"), () => this.#retry?.());
      this.#lost = true;
    });
  }

  /** The computer is there again, or something else is tried: nothing stands in the way. */
  #found() {
    this.#retry = null;
    if (!this.#lost) return;
    this.#lost = false;
    this.#clearReply();
  }

  #moved(state) {
    this.#endTrial();
    this.#show(state);
  }

  #closed() {
    this.#endTrial();
    this.#clearReply();
    this.#fill(lostPage());
    this.#offer("home", word("home"), home);
  }
}

/** The same trial again; the right answer is pointed at from the start, so that it ends well. */
function againOf(trial, { answers }) {
  const attempt = (trial.attempt ?? 0) + 1;
  return { state: "trial", trial: { ...trial, attempt, delay_ms: 0, shown_answers: answers } };
}

const home = () => location.assign("/");

/** Send what was under way; where the record has moved on meanwhile, it has settled it. */
async function settled(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Moved)) throw error;
  }
}

const views = new Map();
const failures = new Map(); // exercise -> how often its view could not be had

/** @returns {Promise<{render: Function, answered?: Function}>} with its style sheet in place */
async function viewOf(exercise) {
  if (views.has(exercise)) return views.get(exercise);
  if (!/^[a-z_]+$/.test(exercise)) throw new Error(`no exercise: ${exercise}`);
  const failed = failures.get(exercise) ?? 0;
  try {
    // Some browsers remember that an address failed, and never ask for it again.
    const view = await import(`/exercises/${exercise}/view.js${failed ? `?again=${failed}` : ""}`);
    if (view.style) await styled(view.style);
    views.set(exercise, view);
    return view;
  } catch (error) {
    failures.set(exercise, failed + 1);
    throw new Unreachable(String(error));
  }
}

function styled(address) {
  return new Promise((done, failed) => {
    const gone = () => {
      link.remove();
      failed(new Error(`no style: ${address}`));
    };
    const link = make("link", { rel: "stylesheet", href: address, on: { load: done, error: gone } });
    document.head.append(link);
  });
}

/** Fetch what the next trial needs while the child looks at the answer. */
function warm(state) {
  if (state?.trial) viewOf(state.trial.exercise).catch(() => {});
}

customElements.define("pyo-practice", Practice);
