/**
 * Tells the operator that a limit was met: the first time at once, and what follows in one line every so
 * often, so that whoever floods the server does not flood its log too.
 */
import type { Settings } from "../config.ts";
import type { Log } from "../log.ts";
import type { Clock } from "./network.ts";
import type { Session } from "./session.ts";

/** What the same address does at the same limit within this time is one line; ms. */
const GATHERED = 10_000;
/** More of them are not remembered, but logged. */
const REMEMBERED = 10_000;

/** `what` happened; `limit` is the setting that says so. */
export interface Met {
  readonly what: string;
  readonly limit: string;
  readonly reason: string;
  readonly address: string;
  readonly nick?: string | undefined;
}

/** Notes that a client wanted more than a setting of `limits` allows; what it is told is its command's. */
export function limitMet(
  { limits, session: { origin: { address }, user } }: Asking,
  limit: keyof Settings["limits"],
  reason: string,
): void {
  const what = "something was refused";
  limits.met({ what, limit: `limits.${limit}`, reason, address, nick: user?.nick });
}

/** The part of a context that this takes. */
interface Asking {
  readonly limits: LimitLog;
  readonly session: Pick<Session, "origin" | "user">;
}

export class LimitLog {
  readonly #gathering = new Map<string, { readonly since: number; more: number; last: Met }>();

  constructor(readonly log: Log, readonly clock: Clock) {}

  met(met: Met): void {
    const key = `${met.limit} ${met.address}`;
    const known = this.#gathering.get(key);
    if (known) {
      known.more++;
      known.last = met;
      return;
    }
    if (this.#gathering.size < REMEMBERED) {
      this.#gathering.set(key, { since: this.clock.elapsed(), more: 0, last: met });
    }
    this.#tell(met);
  }

  /** Called every few seconds, and at the end. `all`: also what is not old enough. */
  tick(all = false): void {
    for (const [key, { since, more, last }] of this.#gathering) {
      if (!all && this.clock.elapsed() - since < GATHERED) continue;
      this.#gathering.delete(key);
      if (more > 0) this.#tell(last, more);
    }
  }

  #tell({ what, ...fields }: Met, more?: number): void {
    this.log.info(what, { ...fields, ...(more === undefined ? {} : { more }) });
  }
}
