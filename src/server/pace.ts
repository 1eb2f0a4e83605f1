/**
 * How fast one client may send: a number of lines at once, and so many a second in the long run. Over
 * its pace a client waits; it is not refused.
 */
export class Pace {
  #allowance: number;
  #since: number;

  /** `burst`: lines at once; `rate`: lines a second; `now`: milliseconds. */
  constructor(readonly burst: number, readonly rate: number, now: number) {
    this.#allowance = burst;
    this.#since = now;
  }

  /** Takes a line, or a part of one; returns the milliseconds to wait before it may be carried out. */
  take(now: number, lines = 1): number {
    this.#allowance = Math.min(
      this.burst,
      this.#allowance + (now - this.#since) * this.rate / 1000,
    );
    this.#since = now;
    this.#allowance -= lines;
    return this.#allowance >= 0 ? 0 : -this.#allowance / this.rate * 1000;
  }
}
