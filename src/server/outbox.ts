/**
 * Lines that wait for one client. Filling it is synchronous and never waits for the socket; whoever
 * owns the socket is told once that there is something to write, and takes all of it at once.
 */
import { Backlog } from "./backlog.ts";
import type { ReaderKind } from "./line.ts";

export class Outbox {
  #empty = Backlog.empty(0);
  #waiting = this.#empty;
  /** Set by `finish`. */
  finished = false;

  /** Called when the first lines come into an empty outbox, and when it is finished. */
  onFilled: () => void = () => {};
  /** Called once, when more waits than the limit allows: this client reads too slowly. */
  onOverflow: () => void = () => {};

  /** `limit`: as `size`. */
  constructor(public limit: number) {}

  /** UTF-16 code units that wait: bytes, as far as the text is ASCII. */
  get size(): number {
    return this.#waiting.length;
  }

  /** As what the client reads what comes from now on. */
  set kind(kind: ReaderKind) {
    this.#empty = Backlog.empty(kind);
    if (this.size === 0) this.#waiting = this.#empty;
  }

  /** Adds whole lines, with their line endings. */
  push(lines: string): void {
    if (this.finished || this.size > this.limit) return;
    const wasEmpty = this.size === 0;
    this.#waiting = this.#waiting.with(lines);
    if (this.size > this.limit) {
      this.onOverflow();
    } else if (wasEmpty) {
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
  take(): Backlog {
    const taken = this.#waiting;
    this.#waiting = this.#empty;
    return taken;
  }
}
