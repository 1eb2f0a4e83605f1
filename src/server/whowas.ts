/** Who had which nick and has it no longer. https://modern.ircdocs.horse/#whowas-message */
import type { User } from "./user.ts";

/** Somebody as they were when they gave up a nick. */
export interface FormerUser {
  readonly nick: string;
  readonly username: string;
  readonly host: string;
  readonly realname: string;
  /** When they gave it up; milliseconds since 1970. */
  readonly until: number;
}

/** Remembers the last ones; over its limit the oldest are forgotten. */
export class Whowas {
  readonly #byNick = new Map<string, FormerUser[]>();
  /** Oldest first. */
  readonly #all = new Set<FormerUser>();

  /** `limit`: how many are remembered; `fold` compares nicks as the network does. */
  constructor(public limit: number, readonly fold: (name: string) => string) {}

  remember({ nick, username, host, realname }: User, until: number): void {
    const former: FormerUser = { nick, username, host, realname, until };
    const key = this.fold(nick);
    const sameNick = this.#byNick.get(key);
    if (sameNick) sameNick.push(former);
    else this.#byNick.set(key, [former]);
    this.#all.add(former);
    while (this.#all.size > this.limit) this.#forgetOldest();
  }

  /** Those who had a nick, newest first. */
  find(nick: string): FormerUser[] {
    return this.#byNick.get(this.fold(nick))?.toReversed() ?? [];
  }

  #forgetOldest(): void {
    for (const oldest of this.#all) {
      this.#all.delete(oldest);
      const key = this.fold(oldest.nick);
      const sameNick = this.#byNick.get(key);
      // They stand in the order in which they came, so the oldest of all is the first of its nick.
      sameNick?.shift();
      if (sameNick?.length === 0) this.#byNick.delete(key);
      return;
    }
  }
}
