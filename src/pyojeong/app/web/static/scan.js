// Scanning: a whole page with one switch or two; practice's own, and plain ones (doors.js).
//
// One: a frame goes from control to control by itself; space, enter or a click of the mouse chooses.
// Two: space moves the frame on; enter chooses. A finger on the glass always means what it touches,
// and Escape ends scanning until the page is opened again, for whoever helps.

const CONTROLS = "button, a[href], input, select, textarea, summary";
const UNUSABLE = ':disabled, [aria-disabled="true"], [type="hidden"], [inert] *';
const FIRST = "[data-answer], .go button"; // answers, or what leads on, before everything else
const HERE = "scan-here";

export class Scanner {
  #mode = "off";
  #ms = 2000;
  #timer = 0;
  #here = null;
  #ended = false;

  constructor() {
    addEventListener("keydown", (event) => this.#key(event), true);
    addEventListener("keyup", (event) => this.#swallow(event), true);
    addEventListener("click", (event) => this.#click(event), true);
  }

  /** @param {{scan: "off"|"one"|"two", scan_ms: number}} settings */
  set({ scan, scan_ms }) {
    const changed = scan !== this.#mode || scan_ms !== this.#ms;
    this.#mode = scan;
    this.#ms = scan_ms;
    if (changed) this.restart();
  }

  get on() {
    return this.#mode !== "off" && !this.#ended;
  }

  /** Begin again at the first control: the page shows something new. */
  restart() {
    clearInterval(this.#timer);
    this.#mark(null);
    if (!this.on) return;
    this.#advance();
    if (this.#mode === "one") this.#timer = setInterval(() => this.#advance(), this.#ms);
  }

  #advance() {
    const all = controls();
    this.#mark(all[(all.indexOf(this.#here) + 1) % all.length] ?? null);
  }

  #mark(next) {
    if (this.#here) framed(this.#here).classList.remove(HERE);
    this.#here = next;
    if (!next) return;
    framed(next).classList.add(HERE);
    next.focus({ preventScroll: true });
    framed(next).scrollIntoView({ block: "nearest" });
  }

  #choose() {
    const chosen = this.#here;
    if (!chosen?.isConnected || !controls().includes(chosen)) return this.restart();
    chosen.click();
    // Stay where one is, in a list of settings; what changes the page restarts by itself.
    if (this.#mode === "one" && this.#here === chosen) {
      clearInterval(this.#timer);
      this.#timer = setInterval(() => this.#advance(), this.#ms);
    }
  }

  #key(event) {
    if (!this.on) return;
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
      this.#ended = true;
      this.restart();
    } else if (event.key === " " || event.key === "Enter") {
      stop(event);
      if (event.repeat) return; // a hand that rests on the switch
      if (this.#mode === "two" && event.key === " ") this.#advance();
      else this.#choose();
    }
  }

  #swallow(event) {
    if (this.on && (event.key === " " || event.key === "Enter")) stop(event);
  }

  #click(event) {
    const byMouse = event.isTrusted && event.pointerType === "mouse";
    if (!this.on || this.#mode !== "one" || !byMouse) return;
    stop(event);
    this.#choose();
  }
}

function stop(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** A hidden radio button is seen by its label. */
const framed = (control) => control.closest("label") ?? control;

function controls() {
  const root = document.querySelector("dialog[open]") ?? document.body;
  const usable = [...root.querySelectorAll(CONTROLS)].filter(
    (one) => !one.matches(UNUSABLE) && framed(one).checkVisibility(),
  );
  const first = usable.filter((one) => one.matches(FIRST));
  return [...first, ...usable.filter((one) => !first.includes(one))];
}
