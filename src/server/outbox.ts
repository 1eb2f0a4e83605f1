/**
 * Lines that wait for one client. Filling it is synchronous and never waits for the socket; whoever
 * owns the socket is told once that there is something to write, and takes all of it at once.
 */
export class Outbox {
  #waiting: string[] = [];
  #size = 0;
  #told = false;
  /** Set by `finish`. */
  finished = false;

  /** Called when the first lines come into an empty outbox, and when it is finished. */
  onFilled: () => void = () => {};
  /** Called once, when more waits than the limit allows: this client reads too slowly. */
  onOverflow: () => void = () => {};

  /** `limit`: as `size`. */
  constructor(public limit: number) {}

  /** UTF-16 code units that wait: bytes, as far as the text is ASCII, and never more than two bytes of memory each. */
  get size(): number {
    return this.#size;
  }

  /** Adds whole lines, with their line endings. */
  push(lines: string): void {
    if (this.finished || this.#size > this.limit) return;
    this.#waiting.push(lines);
    this.#size += lines.length;
    if (this.#size > this.limit) {
      this.onOverflow();
    } else if (!this.#told) {
      this.#told = true;
      this.onFilled();
    }
  }

  /** Nothing more will come: whoever owns the socket writes what waits and closes it. */
  finish(): void {
    if (this.finished) return;
    this.finished = true;
    this.onFilled();
  }

  /** Takes everything that waits. */
  take(): readonly string[] {
    const taken = this.#waiting;
    this.#waiting = [];
    this.#size = 0;
    this.#told = false;
    return taken;
  }
}
