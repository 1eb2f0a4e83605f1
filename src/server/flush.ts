/**
 * When what waits is written: once a turn for everybody who has something waiting. After writes for many
 * the next ones for many wait until those are through: a large channel's queues stay alike and fill up
 * meanwhile, and nobody in it falls behind (bench/load: "channel of 1000").
 */
import type { Backlog } from "./backlog.ts";

/** Makes bytes of what has waited. */
export type Encode = (backlog: Backlog) => Uint8Array;

/** Somebody with lines waiting. */
export interface Drainable {
  /** Takes what waits and writes it, encoded by `encode`; never rejects. `undefined`: nothing is to be written now. */
  drain(encode: Encode): Promise<void> | undefined;
}

/** The runtime carries out so many writes in one turn; more are not through when it is over. */
const AT_ONCE = 128;

/** So many may be written in between: what is for a few does not wait for a large channel. */
const FEW = AT_ONCE / 4;

/** When nobody has taken its bytes for this time, those who are left read slowly; ms. */
const BARRIER = 5;

/** After so many times that, the others go on in any case. */
const LOOKS = 3;

/** Calls something again and again, until what it gives is called. */
export type Repeat = (work: () => void) => () => void;

const everyBarrier: Repeat = (work) => {
  const repeating = setInterval(work, BARRIER);
  return () => clearInterval(repeating);
};

const utf8 = new TextEncoder();

export class Flush {
  #waiting: Drainable[] = [];
  #isTurnPlanned = false;
  /** Many were written to, and those writes are not through. */
  #isHeld = false;

  constructor(readonly repeat: Repeat = everyBarrier) {}

  /** Each one is added once; it may come again when its `drain` has been called. */
  add(one: Drainable): void {
    this.#waiting.push(one);
    if (this.#isTurnPlanned) return;
    this.#isTurnPlanned = true;
    queueMicrotask(() => {
      this.#isTurnPlanned = false;
      if (!this.#isHeld || this.#waiting.length <= FEW) this.#turn();
    });
  }

  #turn(): void {
    const writes = this.#drain();
    if (writes.length > AT_ONCE) this.#hold(writes);
  }

  async #hold(writes: readonly Promise<void>[]): Promise<void> {
    this.#isHeld = true;
    await allOrLate(writes, this.repeat);
    this.#isHeld = false;
    this.#turn();
  }

  #drain(): Promise<void>[] {
    const turn = this.#waiting;
    this.#waiting = [];
    const encoded: Backlog[] = [];
    const encode: Encode = (backlog) => {
      if (!backlog.bytes) encoded.push(backlog);
      return backlog.bytes ??= utf8.encode(backlog.text);
    };
    const writes: Promise<void>[] = [];
    for (const one of turn) {
      const write = one.drain(encode);
      if (write) writes.push(write);
    }
    // They would stay for as long as somebody waits for more than that.
    for (const backlog of encoded) backlog.bytes = undefined;
    return writes;
  }
}

/**
 * Resolves when all are through, or when those that are left read slowly: the others go on without them,
 * even if now and then one of those gets through.
 */
function allOrLate(writes: readonly Promise<void>[], repeat: Repeat): Promise<void> {
  return new Promise((resolve) => {
    let open = writes.length;
    let before = open;
    let looks = 0;
    const stop = repeat(() => {
      if (open === before || ++looks === LOOKS) over();
      before = open;
    });
    const over = () => {
      stop();
      resolve();
    };
    const through = () => {
      if (--open === 0) over();
    };
    for (const write of writes) write.then(through);
  });
}
