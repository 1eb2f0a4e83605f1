/** Lets a few of many run at once; the others wait for their turn, in the order in which they came. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** `most`: how many run at once. */
  constructor(readonly most: number) {}

  /** As many wait as callers do, so whoever calls this waits for it before it takes more work. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.most) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#running++;
    try {
      return await work();
    } finally {
      // The turn goes on to the next one, without becoming free in between.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}
