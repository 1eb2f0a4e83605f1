/** How fast clients may send. Over its pace a client waits, then is told, and at last is closed. */
import type { Settings } from "../config.ts";

export type FloodSettings = Exclude<Settings["flood"], false>;

/** So much at once, and so much a second in the long run: lines, or bytes. */
export class Pace {
  #allowance: number;
  #since: number;

  /** `burst`: at once; `rate`: a second; `now`: milliseconds. */
  constructor(readonly burst: number, readonly rate: number, now: number) {
    this.#allowance = burst;
    this.#since = now;
  }

  /** Takes so much; returns the milliseconds to wait before it may be carried out. */
  take(amount: number, now: number): number {
    this.#allowance = Math.min(
      this.burst,
      this.#allowance + (now - this.#since) * this.rate / 1000,
    );
    this.#since = now;
    this.#allowance -= amount;
    return this.#allowance >= 0 ? 0 : -this.#allowance / this.rate * 1000;
  }

  /** Whether nothing was taken lately, so that a new one would be the same. */
  isRested(now: number): boolean {
    return this.#allowance + (now - this.#since) * this.rate / 1000 >= this.burst;
  }
}

/** The paces of accounts, each shared by all connections that are logged in to it. */
export class AccountPaces {
  readonly #paces = new Map<string, Pace>();

  /** As `Pace.take`. */
  take(
    account: string,
    { burst, accountLinesPerSecond }: FloodSettings,
    lines: number,
    now: number,
  ): number {
    let pace = this.#paces.get(account);
    if (pace?.rate !== accountLinesPerSecond) {
      this.#forgetRested(now);
      pace = new Pace(Math.max(burst, accountLinesPerSecond), accountLinesPerSecond, now);
      this.#paces.set(account, pace);
    }
    return pace.take(lines, now);
  }

  /** There are never more than accounts that have just sent something. */
  #forgetRested(now: number): void {
    for (const [account, pace] of this.#paces) {
      if (pace.isRested(now)) this.#paces.delete(account);
    }
  }
}

/** What there is to do with a client that has just sent something. */
export type Verdict = "on" | "tell" | "cut";

/** At least so many bytes at once are more than somebody sends who waits for answers. */
const MUCH = 8 * 1024;
/** A burst of bytes lasts for so many seconds of its rate. */
const BURST_SECONDS = 5;

/** The pace of one connection. */
export class ClientPace {
  readonly #lines: Pace;
  readonly #bytes: Pace;
  /** Since when there is always more waiting than was carried out; `undefined`: there is not. */
  #behindSince: number | undefined;
  #told = false;

  constructor(readonly settings: FloodSettings, now: number) {
    const { burst, linesPerSecond, bytesPerSecond } = settings;
    this.#lines = new Pace(burst, linesPerSecond, now);
    this.#bytes = new Pace(bytesPerSecond * BURST_SECONDS, bytesPerSecond, now);
  }

  /** Something has come: so many lines and bytes at once. */
  came(lines: number, bytes: number, now: number): void {
    const isMuch = bytes >= MUCH || lines >= this.settings.burst;
    if (!isMuch) this.#behindSince = undefined;
    else this.#behindSince ??= now;
    if (!isMuch) this.#told = false;
  }

  /** Takes a line, or what it counts for; returns the milliseconds to wait before it is carried out. */
  take(lines: number, now: number): number {
    return this.#lines.take(lines, now);
  }

  /** Takes bytes that have come, whether they make lines or not; returns the milliseconds to wait. */
  takeBytes(bytes: number, now: number): number {
    return this.#bytes.take(bytes, now);
  }

  /** Called when a line has to wait. */
  verdict(now: number): Verdict {
    const { tellAfter, cutAfter } = this.settings;
    const behind = this.#behindSince === undefined ? 0 : (now - this.#behindSince) / 1000;
    if (cutAfter > 0 && behind >= cutAfter) return "cut";
    if (this.#told || behind < tellAfter) return "on";
    this.#told = true;
    return "tell";
  }

  /** Nothing had to wait: whatever is behind was long ago. */
  keptUp(): void {
    this.#behindSince = undefined;
    this.#told = false;
  }
}
