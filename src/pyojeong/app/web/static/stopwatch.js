// Time that a child had in sight: it stands still while the tablet sleeps or the settings are open.

export class Stopwatch {
  #gone = 0;
  #since = null;
  #timers = new Set();

  /** @returns {number} milliseconds so far */
  get elapsed() {
    return this.#gone + (this.#since === null ? 0 : performance.now() - this.#since);
  }

  start() {
    if (this.#since !== null) return;
    this.#since = performance.now();
    for (const timer of this.#timers) this.#arm(timer);
  }

  pause() {
    this.#gone = this.elapsed;
    this.#since = null;
    for (const timer of this.#timers) clearTimeout(timer.id);
  }

  /** Call something when that many milliseconds have passed on this watch. */
  after(ms, call) {
    const timer = { at: this.elapsed + ms, call, id: 0 };
    this.#timers.add(timer);
    if (this.#since !== null) this.#arm(timer);
  }

  /** Stop, and call nothing any more. */
  end() {
    this.pause();
    this.#timers.clear();
  }

  #arm(timer) {
    timer.id = setTimeout(() => {
      this.#timers.delete(timer);
      timer.call();
    }, Math.max(0, timer.at - this.elapsed));
  }
}
