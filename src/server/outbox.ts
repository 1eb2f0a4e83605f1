/**
 * Bytes that wait for one client. Filling it is synchronous and never waits for the socket; whoever
 * owns the socket is told once that there is something to write, and takes all of it at once.
 */
export class Outbox {
  #waiting: Uint8Array[] = [];
  #bytes = 0;
  #told = false;
  /** Set by `finish`. */
  finished = false;

  /** Called when the first bytes come into an empty outbox, and when it is finished. */
  onFilled: () => void = () => {};
  /** Called once, when more bytes wait than the limit allows: this client reads too slowly. */
  onOverflow: () => void = () => {};

  /** `limit`: bytes. */
  constructor(readonly limit: number) {}

  /** Bytes that wait. */
  get size(): number {
    return this.#bytes;
  }

  push(bytes: Uint8Array): void {
    if (this.finished || this.#bytes > this.limit) return;
    this.#waiting.push(bytes);
    this.#bytes += bytes.length;
    if (this.#bytes > this.limit) {
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
  take(): Uint8Array[] {
    const taken = this.#waiting;
    this.#waiting = [];
    this.#bytes = 0;
    this.#told = false;
    return taken;
  }
}
