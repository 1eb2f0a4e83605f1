/** A person on the network, with all of their sessions. */
import type { UserMode } from "../irc/modes.ts";
import type { Privilege } from "../privileges.ts";
import type { Channel } from "./channel.ts";
import type { Sendable } from "./line.ts";
import type { Session } from "./session.ts";
import type { Login, Party } from "./store.ts";

/** Over this many accepted people the one who was accepted first is forgotten. */
const MOST_ACCEPTED = 200;

/** The away message of a user who has no client connected and has not left another one. */
export const NOT_CONNECTED = "Not connected right now; your messages are kept";

/** What a client says with AWAY when nobody looks at it. https://ircv3.net/specs/extensions/pre-away */
export const UNATTENDED = "*";

/** What an operator has called themselves, is called, and may do. */
export interface Oper {
  readonly name: string;
  /** How WHOIS describes them. */
  readonly title: string;
  readonly privileges: readonly Privilege[];
}

export class User {
  /** An array, because it is gone through with every message; whoever changes it makes another one. */
  sessions: readonly Session[] = [];
  readonly channels = new Set<Channel>();
  /** Where this user was invited to and has not been since. */
  readonly invitations = new Set<Channel>();
  readonly modes = new Set<UserMode>();
  /** The message that others get while this user is away. */
  away: string | undefined;
  /** What the user has told of itself with METADATA, by key. */
  readonly metadata = new Map<string, string>();
  /** As which operator OPER let this user in, while +o is set. */
  oper: Oper | undefined;
  /** Who may write although this user wants registered people only (+R): nicks by `Party.id`. */
  readonly accepted = new Map<string, string>();
  /** The account that this user is logged in to. */
  login: Login | undefined;
  /** How far the user has read, once that was looked up, and as who. */
  markers: { readonly reader: string; readonly times: Map<string, number> } | undefined;
  /** Whether the network has this user; it sets it. */
  isHere = false;
  /** Stays on the network while no client is connected. */
  alwaysOn = false;
  /** When the user last said something; milliseconds since 1970. */
  lastActive: number;
  // Both are asked for with every message, and change with the nick or the login alone.
  #source: { readonly nick: string; readonly text: string } | undefined;
  #party: Party | undefined;
  #partyOf: Login | undefined;

  /** `guestId` tells this stay apart from any other of the same nick. */
  constructor(
    public nick: string,
    readonly username: string,
    readonly host: string,
    public realname: string,
    readonly signon: number,
    readonly guestId: string,
  ) {
    this.lastActive = signon;
  }

  /** `nick!user@host`: who a line comes from. */
  get source(): string {
    if (this.#source?.nick !== this.nick) {
      const { nick, username, host } = this;
      this.#source = { nick, text: `${nick}!${username}@${host}` };
    }
    return this.#source.text;
  }

  /** Whether this user is an operator who may do that. */
  may(privilege: Privilege): boolean {
    return this.modes.has("o") && this.oper?.privileges.includes(privilege) === true;
  }

  /** The name of that account. */
  get account(): string | undefined {
    return this.login?.name;
  }

  /**
   * Who this is in a private conversation: the account, if there is one, else this stay alone, so that
   * nobody reads the letters of a guest who had the same nick before.
   */
  get party(): Party {
    const { nick, login } = this;
    if (this.#party?.nick !== nick || this.#partyOf !== login) {
      this.#party = { id: login ? `a:${login.id}` : `g:${this.guestId}`, nick };
      this.#partyOf = login;
    }
    return this.#party;
  }

  /** Where this user is connected from, if the one who asks may know it. */
  addressFor(asker: User): string | undefined {
    const [session] = this.sessions;
    return asker === this || asker.may("addresses") ? session?.address : undefined;
  }

  /** Whether nobody can read along on the way to any of the user's clients. */
  get isSecure(): boolean {
    return this.sessions.length > 0 &&
      this.sessions.every(({ origin }) => origin.way !== "open");
  }

  /** `now`: milliseconds since 1970. */
  secondsIdle(now: number): number {
    return Math.floor((now - this.lastActive) / 1000);
  }

  /** Lets somebody write to this user although it is +R. */
  accept({ party: { id, nick } }: User): void {
    if (this.accepted.get(id) === nick) return;
    this.accepted.set(id, nick);
    if (this.accepted.size <= MOST_ACCEPTED) return;
    const [oldest] = this.accepted.keys();
    if (oldest !== undefined) this.accepted.delete(oldest);
  }

  accepts({ party }: User): boolean {
    return this.accepted.has(party.id);
  }

  /** Whether this user does not want private messages from that one. */
  refusesMessage(from: User): boolean {
    const isKnown = from === this || from.account !== undefined || from.modes.has("o");
    return this.modes.has("R") && !isKnown && !this.accepts(from);
  }

  /** Sends something to every session. */
  send(item: Sendable): void {
    for (const session of this.sessions) session.send(item);
  }

  /** Users who share a channel with this one, itself included. */
  neighbours(): Set<User> {
    const all = new Set<User>([this]);
    for (const channel of this.channels) {
      for (const member of channel.members.keys()) all.add(member);
    }
    return all;
  }

  sharesChannelWith(other: User): boolean {
    for (const channel of this.channels) if (channel.members.has(other)) return true;
    return false;
  }
}
