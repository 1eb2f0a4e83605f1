/** Time that passes when the test says so. */
import type { Clock } from "../../src/client/clock.ts";

export class FakeClock implements Clock {
  #elapsed = 0;
  #sleepers: { readonly until: number; wake(): void }[] = [];

  constructor(readonly start = Date.UTC(2026, 4, 1, 12)) {}

  now(): number {
    return this.start + this.#elapsed;
  }

  elapsed(): number {
    return this.#elapsed;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = { until: this.#elapsed + ms, wake: resolve };
      this.#sleepers.push(sleeper);
      signal.addEventListener("abort", () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        resolve();
      });
    });
  }

  /** Milliseconds until the next sleeper wakes; `undefined` if nobody sleeps. */
  next(): number | undefined {
    const all = this.#sleepers.map(({ until }) => until - this.#elapsed);
    return all.length === 0 ? undefined : Math.min(...all);
  }

  /** Lets time pass, with everything that happens on the way. */
  async pass(ms: number): Promise<void> {
    const end = this.#elapsed + ms;
    await settled();
    for (let next = this.next(); next !== undefined; next = this.next()) {
      if (this.#elapsed + next > end) break;
      this.#elapsed += next;
      const woken = this.#sleepers.filter(({ until }) => until <= this.#elapsed);
      this.#sleepers = this.#sleepers.filter(({ until }) => until > this.#elapsed);
      for (const { wake } of woken) wake();
      await settled();
    }
    this.#elapsed = end;
  }
}

/** Everything that is due now has happened. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
