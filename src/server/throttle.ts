/**
 * Makes guessing passwords slow: after some failures the next try has to wait, longer each time. Failures
 * are counted by address, and by account too, for somebody who guesses from many addresses.
 */
import type { Settings } from "../config.ts";
import type { Clock } from "./network.ts";

/** Keys that are remembered; over it the one that has been quiet the longest is forgotten. */
const REMEMBERED = 10_000;

interface Tries {
  readonly failed: number;
  readonly last: number;
}

export type ThrottleSettings = Exclude<Settings["accounts"]["loginThrottle"], false>;

/** Whose failures make a try wait, and for how many milliseconds. */
export interface Wait {
  readonly because: "address" | "account";
  readonly wait: number;
}

export class Throttle {
  readonly #tries = new Map<string, Tries>();
  /**
   * From where an account was logged in to before. What others do to the account is no reason to keep its
   * owner out.
   */
  readonly #known = new Map<string, true>();

  constructor(readonly clock: Clock) {}

  /**
   * `undefined`: it may be tried now, and that counts as a failure until `succeeded`, so that many tries
   * at once are no way around the wait. `account`: which one is tried, if that is said.
   */
  take(
    settings: ThrottleSettings,
    address: string,
    account: string | undefined,
  ): Wait | undefined {
    const byAddress = this.#waitOf(settings, address, settings.failures);
    if (byAddress > 0) return { because: "address", wait: byAddress };
    const isKnown = account === undefined || this.#known.has(pair(address, account));
    const byAccount = isKnown ? 0 : this.#waitOf(settings, of(account), settings.accountFailures);
    if (byAccount > 0) return { because: "account", wait: byAccount };
    this.#count(address, 1);
    if (!isKnown) this.#count(of(account), 1);
    return undefined;
  }

  succeeded(address: string, account: string | undefined): void {
    this.#count(address, -1);
    if (account === undefined) return;
    if (!this.#known.has(pair(address, account))) this.#count(of(account), -1);
    remember(this.#known, pair(address, account), true);
  }

  /** Milliseconds until the next try. */
  #waitOf(settings: ThrottleSettings, key: string, free: number): number {
    const { longestPause, forgottenAfter } = settings;
    const tries = this.#tries.get(key);
    const now = this.clock.elapsed();
    if (!tries) return 0;
    if (now - tries.last > forgottenAfter * 1000) {
      this.#tries.delete(key);
      return 0;
    }
    if (tries.failed < free) return 0;
    return tries.last + Math.min(longestPause * 1000, 1000 * 2 ** (tries.failed - free)) - now;
  }

  #count(key: string, change: 1 | -1): void {
    const { failed, last } = this.#tries.get(key) ?? { failed: 0, last: 0 };
    const tries = {
      failed: Math.max(0, failed + change),
      last: change > 0 ? this.clock.elapsed() : last,
    };
    remember(this.#tries, key, tries);
  }
}

/** Addresses have no space in them, so these are never one. */
function of(account: string): string {
  return ` ${account}`;
}

function pair(address: string, account: string): string {
  return `${address} ${account}`;
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > REMEMBERED && oldest !== undefined) map.delete(oldest);
}
