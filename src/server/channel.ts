/** A channel: who is in it, what it is about, and who may do what. */
import { completeMask, matchesMask } from "../irc/names.ts";
import {
  type ChannelFlag,
  type ListMode,
  MEMBER_MODES,
  type MemberMode,
  PREFIXES,
} from "../irc/modes.ts";
import {
  ERR_BADCHANNELKEY,
  ERR_BANNEDFROMCHAN,
  ERR_CANNOTSENDTOCHAN,
  ERR_CHANNELISFULL,
  ERR_INVITEONLYCHAN,
  type Numeric,
} from "../irc/numerics.ts";
import type { Sendable } from "./line.ts";
import type { User } from "./user.ts";

/** An entry in a channel's list. */
export interface ListedMask {
  readonly mask: string;
  readonly setBy: string;
  /** Milliseconds since 1970. */
  readonly setAt: number;
}

export interface Topic {
  readonly text: string;
  readonly setBy: string;
  readonly setAt: number;
}

/** What a user is in a channel. */
export class Member {
  readonly modes = new Set<MemberMode>();

  /** All prefixes, highest first: `"@+"`. */
  get prefixes(): string {
    return MEMBER_MODES.filter((mode) => this.modes.has(mode)).map((mode) => PREFIXES[mode]).join(
      "",
    );
  }

  /** Whether this member is at least that: an op is also at least voiced. */
  isAtLeast(mode: MemberMode): boolean {
    return MEMBER_MODES.slice(0, MEMBER_MODES.indexOf(mode) + 1).some((m) => this.modes.has(m));
  }
}

export class Channel {
  readonly members = new Map<User, Member>();
  readonly flags = new Set<ChannelFlag>();
  readonly lists: Readonly<Record<ListMode, Map<string, ListedMask>>> = {
    b: new Map(),
    e: new Map(),
    I: new Map(),
  };
  /** Who was invited and has not used it yet. */
  readonly invited = new Set<User>();
  topic: Topic | undefined;
  /** +k */
  password: string | undefined;
  /** +l */
  memberLimit: number | undefined;
  /** The sequence number of the last message that was delivered, once there was one. */
  lastSeq: number | undefined;

  /** `fold` compares names as the network does; `createdAt` is in milliseconds. */
  constructor(
    public name: string,
    readonly createdAt: number,
    readonly fold: (name: string) => string,
  ) {}

  /** The name in the form in which names are compared. */
  get key(): string {
    return this.fold(this.name);
  }

  /** Sends something to every member, but not to `except`. */
  send(item: Sendable, except?: User): void {
    for (const member of this.members.keys()) if (member !== except) member.send(item);
  }

  isAtLeast(user: User, mode: MemberMode): boolean {
    return this.members.get(user)?.isAtLeast(mode) ?? false;
  }

  /** Whether a mask on this list fits the user. */
  isListed(list: ListMode, user: User): boolean {
    const source = this.fold(user.source);
    for (const mask of this.lists[list].keys()) if (matchesMask(source, mask)) return true;
    return false;
  }

  isBanned(user: User): boolean {
    return this.isListed("b", user) && !this.isListed("e", user);
  }

  /** Why the user may not join, or `undefined`. An invitation opens every door once. */
  refusesJoin(user: User, password: string | undefined): Numeric | undefined {
    if (this.invited.has(user)) return undefined;
    if (this.isBanned(user)) return ERR_BANNEDFROMCHAN;
    if (this.flags.has("i") && !this.isListed("I", user)) return ERR_INVITEONLYCHAN;
    if (this.password !== undefined && this.password !== password) return ERR_BADCHANNELKEY;
    if (this.memberLimit !== undefined && this.members.size >= this.memberLimit) {
      return ERR_CHANNELISFULL;
    }
    return undefined;
  }

  /** Why the user may not speak here, or `undefined`. */
  refusesMessage(user: User): Numeric | undefined {
    const member = this.members.get(user);
    if (!member && this.flags.has("n")) return ERR_CANNOTSENDTOCHAN;
    if (member?.isAtLeast("v")) return undefined;
    if (this.flags.has("m") || this.isBanned(user)) return ERR_CANNOTSENDTOCHAN;
    return undefined;
  }

  /** The folded, completed form in which a mask is kept. */
  maskKey(mask: string): string {
    return this.fold(completeMask(mask));
  }

  /** Modes as MODE and 324 show them; the key is shown to members only. */
  modeParams(viewer: User): string[] {
    let letters = "+" + [...this.flags].sort().join("");
    const params: string[] = [];
    if (this.password !== undefined) {
      letters += "k";
      params.push(this.members.has(viewer) ? this.password : "*");
    }
    if (this.memberLimit !== undefined) {
      letters += "l";
      params.push(String(this.memberLimit));
    }
    return [letters, ...params];
  }
}
