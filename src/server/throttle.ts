/** Makes guessing passwords slow: after some failures from one address the next try has to wait. */
import type { Clock } from "./network.ts";

/** Failures that cost nothing, because people mistype. */
const FREE_FAILURES = 5;
/** The longest wait, and after how long without a try failures are forgotten; ms. */
const LONGEST_WAIT = 60_000;
const FORGOTTEN_AFTER = 15 * 60_000;
/** Addresses that are remembered; over it the one that has been quiet the longest is forgotten. */
const ADDRESSES = 10_000;

interface Tries {
  readonly failed: number;
  readonly last: number;
}

export class Throttle {
  readonly #tries = new Map<string, Tries>();

  constructor(readonly clock: Clock) {}

  /**
   * Milliseconds until an address may try; 0: it tries now, and that counts as a failure until
   * `succeeded`, so that many tries at once are no way around the wait.
   */
  take(address: string): number {
    const now = this.clock.elapsed();
    const tries = this.#of(address);
    const pause = tries.failed < FREE_FAILURES
      ? 0
      : Math.min(LONGEST_WAIT, 1000 * 2 ** (tries.failed - FREE_FAILURES));
    const wait = tries.last + pause - now;
    if (pause > 0 && wait > 0) return wait;
    this.#set(address, { failed: tries.failed + 1, last: now });
    return 0;
  }

  succeeded(address: string): void {
    const { failed, last } = this.#of(address);
    this.#set(address, { failed: Math.max(0, failed - 1), last });
  }

  #set(address: string, tries: Tries): void {
    this.#tries.delete(address);
    this.#tries.set(address, tries);
    const [oldest] = this.#tries.keys();
    if (this.#tries.size > ADDRESSES && oldest !== undefined) this.#tries.delete(oldest);
  }

  #of(address: string): Tries {
    const known = this.#tries.get(address);
    const forgotten = known && this.clock.elapsed() - known.last > FORGOTTEN_AFTER;
    return !known || forgotten ? { failed: 0, last: 0 } : known;
  }
}
