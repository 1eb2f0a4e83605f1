/**
 * When what waits is written: once a turn for everybody who has something waiting, and not again
 * before those writes are through, so that a large channel's queues stay alike and fill up meanwhile.
 */
/** Makes one piece of bytes of all that waits. */
export type Encode = (lines: readonly string[]) => Uint8Array;

/** Somebody with lines waiting. */
export interface Drainable {
  /** Takes what waits and writes it, encoded by `encode`; never rejects. */
  drain(encode: Encode): Promise<void>;
}

/** Who has not taken its bytes after this time is a slow reader, and the others go on without it; ms. */
const BARRIER = 5;

export class Flush {
  #waiting: Drainable[] = [];
  #running = false;

  /** Each one is added once; it may come again when its `drain` has been called. */
  add(one: Drainable): void {
    this.#waiting.push(one);
    if (this.#running) return;
    this.#running = true;
    queueMicrotask(() => this.#run());
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const turn = this.#waiting;
      this.#waiting = [];
      const encode = sharing();
      await allOrLate(turn.map((one) => one.drain(encode)));
    }
    this.#running = false;
  }
}

const utf8 = new TextEncoder();

/** Members of a channel mostly wait for the very same lines: those are encoded only once. */
function sharing(): Encode {
  let last: readonly string[] = [];
  let encoded: Uint8Array = new Uint8Array(0);
  return (lines) => {
    const same = lines.length === last.length && lines.every((line, i) => line === last[i]);
    if (!same) {
      last = lines;
      encoded = utf8.encode(lines.length === 1 ? lines[0] : lines.join(""));
    }
    return encoded;
  };
}

function allOrLate(writes: readonly Promise<void>[]): Promise<void> {
  return new Promise((resolve) => {
    let open = writes.length;
    const late = setTimeout(resolve, BARRIER);
    const through = () => {
      if (--open > 0) return;
      clearTimeout(late);
      resolve();
    };
    for (const write of writes) write.then(through);
  });
}
