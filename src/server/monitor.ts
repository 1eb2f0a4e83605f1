/** Who wants to know when which nick comes and goes. https://ircv3.net/specs/extensions/monitor */
import { RPL_MONOFFLINE, RPL_MONONLINE } from "../irc/numerics.ts";
import { packWords } from "../irc/text.ts";
import { numericLine } from "./line.ts";
import { synchronization } from "./metadata.ts";
import type { Network } from "./network.ts";
import type { Session } from "./session.ts";
import type { User } from "./user.ts";

/** Bytes of nicks in one line; the rest of the 512 is for what stands in front of them. */
export const LIST_BYTES = 380;

/** The lists of all sessions, found from both ends: by who watches, and by the nick that is watched. */
export class Monitors {
  readonly #watchers = new Map<string, Set<Session>>();
  readonly #lists = new Map<Session, Map<string, string>>();

  /** `fold` compares nicks as the network does. */
  constructor(readonly fold: (name: string) => string) {}

  /** Nicks on a session's list, as it spelled them, by their folded form. */
  listOf(session: Session): ReadonlyMap<string, string> {
    return this.#lists.get(session) ?? NONE;
  }

  /** Sessions that watch a nick. */
  watchersOf(nick: string): Iterable<Session> {
    return this.#watchers.get(this.fold(nick)) ?? [];
  }

  watch(session: Session, nick: string): void {
    const key = this.fold(nick);
    let list = this.#lists.get(session);
    if (!list) this.#lists.set(session, list = new Map());
    list.set(key, nick);
    const watchers = this.#watchers.get(key);
    if (watchers) watchers.add(session);
    else this.#watchers.set(key, new Set([session]));
  }

  unwatch(session: Session, nick: string): void {
    const key = this.fold(nick);
    const watchers = this.#watchers.get(key);
    watchers?.delete(session);
    if (watchers?.size === 0) this.#watchers.delete(key);
    const list = this.#lists.get(session);
    list?.delete(key);
    if (list?.size === 0) this.#lists.delete(session);
  }

  /** Forgets a session's whole list. */
  clear(session: Session): void {
    for (const nick of this.listOf(session).values()) this.unwatch(session, nick);
  }
}

const NONE: ReadonlyMap<string, string> = new Map();

/** Tells those who watch it that a nick is there now, and what they want to know of its user. */
export function tellOnline(network: Network, user: User): void {
  for (const session of network.monitors.watchersOf(user.nick)) {
    showOnline(network, session, [user]);
  }
}

/** Tells those who watch it that a nick is gone; it is spelled as it was last. */
export function tellOffline(network: Network, nick: string): void {
  for (const session of network.monitors.watchersOf(nick)) {
    session.send(numericLine(network.name, session.nick, RPL_MONOFFLINE, nick));
  }
}

/** Shows one session that these users, whom it watches, are there. */
export function showOnline(network: Network, session: Session, users: readonly User[]): void {
  for (const sources of packWords(users.map(({ source }) => source), LIST_BYTES, ",")) {
    session.send(numericLine(network.name, session.nick, RPL_MONONLINE, sources));
  }
  if (!session.readsMetadata) return;
  for (const user of users) session.send(synchronization(network, session, user.nick, [user]));
}
