/** A channel: who is in it, what it is about, and who may do what. */
import { completeListed, fits, isMute } from "../irc/extban.ts";
import type { ChannelFlag, ListMode, MemberMode } from "../irc/modes.ts";
import {
  ERR_BADCHANNELKEY,
  ERR_BANNEDFROMCHAN,
  ERR_CANNOTSENDTOCHAN,
  ERR_CHANNELISFULL,
  ERR_INVITEONLYCHAN,
  ERR_NEEDREGGEDNICK,
  type Numeric,
} from "../irc/numerics.ts";
import type { Sendable } from "./line.ts";
import { Member } from "./member.ts";
import { NameList } from "./name_list.ts";
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

export class Channel {
  readonly #members = new Map<User, Member>();
  /** The members as NAMES shows them. */
  readonly names = new NameList();
  readonly flags = new Set<ChannelFlag>();
  /** By the form that `maskKey` gives. */
  readonly lists: Readonly<Record<ListMode, Map<string, ListedMask>>> = {
    b: new Map(),
    e: new Map(),
    I: new Map(),
  };
  /** Who was invited and has not used it yet. */
  readonly invited = new Set<User>();
  topic: Topic | undefined;
  /** The id of the account that has registered the channel. */
  founder: string | undefined;
  /** What its ops have told of it with METADATA, by key. */
  readonly metadata = new Map<string, string>();
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

  get members(): ReadonlyMap<User, Member> {
    return this.#members;
  }

  /** Takes a user in, without any mode. */
  addMember(user: User): Member {
    const member = new Member();
    this.#members.set(user, member);
    this.names.add(user, member);
    return member;
  }

  removeMember(user: User): void {
    this.#members.delete(user);
    this.names.remove(user);
  }

  /** Sends something to every member, but not to `except`. */
  send(item: Sendable, except?: User): void {
    for (const member of this.members.keys()) if (member !== except) member.send(item);
  }

  /** A secret channel is nobody's business who is not in it. */
  isHiddenFrom(user: User): boolean {
    return this.flags.has("s") && !this.members.has(user);
  }

  /** Sets or removes a switch; false if nothing changed by that. */
  setFlag(flag: ChannelFlag, on: boolean): boolean {
    if (this.flags.has(flag) === on) return false;
    if (on) this.flags.add(flag);
    else this.flags.delete(flag);
    return true;
  }

  isAtLeast(user: User, mode: MemberMode): boolean {
    return this.members.get(user)?.isAtLeast(mode) ?? false;
  }

  /** Whether a mask on this list fits the user, of those masks that `counts`. */
  #isOn(list: ListMode, user: User, counts = (_mask: string) => true): boolean {
    if (this.lists[list].size === 0) return false;
    const folded = {
      source: this.fold(user.source),
      account: user.account === undefined ? undefined : this.fold(user.account),
    };
    for (const mask of this.lists[list].keys()) {
      if (counts(mask) && fits(mask, folded)) return true;
    }
    return false;
  }

  /** Whether the user may not even come in. */
  isBanned(user: User): boolean {
    const bans = (mask: string) => !isMute(mask);
    return this.#isOn("b", user, bans) && !this.#isOn("e", user, bans);
  }

  /** Whether the user may be here, but not speak. */
  isMuted(user: User): boolean {
    return this.#isOn("b", user, isMute) && !this.#isOn("e", user);
  }

  /** Why the user may not join, or `undefined`. An invitation opens every door once; its founder has the key. */
  refusesJoin(user: User, password: string | undefined): Numeric | undefined {
    if (this.invited.has(user)) return undefined;
    if (this.founder !== undefined && this.founder === user.login?.id) return undefined;
    if (this.isBanned(user)) return ERR_BANNEDFROMCHAN;
    if (this.flags.has("i") && !this.#isOn("I", user)) return ERR_INVITEONLYCHAN;
    if (this.flags.has("R") && user.account === undefined) return ERR_NEEDREGGEDNICK;
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
    if (this.flags.has("R") && user.account === undefined) return ERR_NEEDREGGEDNICK;
    if (this.flags.has("m") || this.isMuted(user) || this.isBanned(user)) {
      return ERR_CANNOTSENDTOCHAN;
    }
    return undefined;
  }

  /** The folded, completed form in which a mask is kept. */
  maskKey(mask: string): string {
    return this.fold(completeListed(mask));
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
