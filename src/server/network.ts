/** Everything the server knows now: its users, channels and sessions. */
import type { Settings } from "../config.ts";
import { isChannelFlag } from "../irc/modes.ts";
import { folder } from "../irc/names.ts";
import { Channel, Member } from "./channel.ts";
import { Line } from "./line.ts";
import { type Origin, Session } from "./session.ts";
import type { User } from "./user.ts";

/** What comes from outside the core, so that tests can set it. */
export interface Clock {
  /** Milliseconds since 1970, for dates. */
  now(): number;
  /** Milliseconds that only grow, for durations. */
  elapsed(): number;
}

/** Makes ids that are unique on the network. */
export interface Ids {
  msgid(): string;
  batch(): string;
  guest(): string;
}

/** What happens in a channel, besides messages. */
export type EventKind = "JOIN" | "PART" | "QUIT" | "KICK" | "NICK" | "TOPIC" | "MODE";

export class Network {
  readonly users = new Map<string, User>();
  readonly channels = new Map<string, Channel>();
  readonly sessions = new Set<Session>();
  readonly #sessionsByAddress = new Map<string, number>();
  readonly startedAt: number;
  /** Told of everything that happens in a channel, for those who want to read it later. */
  onEvent: (channel: Channel, user: User, kind: EventKind, params: readonly string[]) => void =
    () => {};
  /** The most users that were here at once. */
  maxUsers = 0;

  constructor(readonly settings: Settings, readonly clock: Clock, readonly ids: Ids) {
    this.fold = folder(settings.server.casemapping);
    this.startedAt = clock.now();
  }

  /** Names are the same if this gives the same. */
  readonly fold: (name: string) => string;

  get name(): string {
    return this.settings.server.name;
  }

  /** The user of that nick. */
  user(nick: string): User | undefined {
    return this.users.get(this.fold(nick));
  }

  /** The channel of that name. */
  channel(name: string): Channel | undefined {
    return this.channels.get(this.fold(name));
  }

  addUser(user: User): void {
    this.users.set(this.fold(user.nick), user);
    this.maxUsers = Math.max(this.maxUsers, this.users.size);
  }

  renameUser(user: User, nick: string): void {
    this.users.delete(this.fold(user.nick));
    user.nick = nick;
    this.users.set(this.fold(nick), user);
  }

  /** The channel of that name; made, with the default modes, if there is none. */
  openChannel(name: string): Channel {
    const known = this.channel(name);
    if (known) return known;
    const channel = new Channel(name, this.clock.now(), this.fold);
    for (const letter of this.settings.channels.defaultModes) {
      if (isChannelFlag(letter)) channel.flags.add(letter);
    }
    this.channels.set(channel.key, channel);
    return channel;
  }

  /** Adds a member; the first one becomes an op. */
  addMember(channel: Channel, user: User): Member {
    const member = new Member();
    if (channel.members.size === 0) member.modes.add("o");
    channel.members.set(user, member);
    user.channels.add(channel);
    channel.invited.delete(user);
    return member;
  }

  /** Removes a member; an empty channel is gone. */
  removeMember(channel: Channel, user: User): void {
    channel.members.delete(user);
    user.channels.delete(channel);
    if (channel.members.size === 0) this.channels.delete(channel.key);
  }

  /** A user leaves: all who share a channel are told, and the nick is free. */
  removeUser(user: User, reason: string): void {
    this.tellNeighbours(user, "QUIT", reason);
    for (const channel of [...user.channels]) this.removeMember(channel, user);
    for (const channel of this.channels.values()) channel.invited.delete(user);
    this.users.delete(this.fold(user.nick));
  }

  /** Somebody has connected. When the session is closed it leaves the network by itself. */
  openSession(origin: Origin): Session {
    const session = new Session(origin, this.settings.limits.sendq);
    session.onClose = (reason) => this.#removeSession(session, reason);
    this.sessions.add(session);
    this.#count(origin.address, 1);
    return session;
  }

  /** How many sessions come from an address. */
  sessionsFrom(address: string): number {
    return this.#sessionsByAddress.get(address) ?? 0;
  }

  #count(address: string, change: 1 | -1): void {
    const count = this.sessionsFrom(address) + change;
    if (count > 0) this.#sessionsByAddress.set(address, count);
    else this.#sessionsByAddress.delete(address);
  }

  /** A session ends; with its last one the user leaves. */
  #removeSession(session: Session, reason: string): void {
    this.sessions.delete(session);
    this.#count(session.origin.address, -1);
    const { user } = session;
    if (!user) return;
    user.sessions.delete(session);
    if (user.sessions.size === 0) this.removeUser(user, reason);
  }

  /** Tells a channel's members of what one of them does now. */
  tell(channel: Channel, user: User, kind: EventKind, ...params: string[]): void {
    channel.send(this.event(user.source, kind, ...params));
    this.onEvent(channel, user, kind, params);
  }

  /** Tells everybody who shares a channel with a user, the user included, and each only once. */
  tellNeighbours(user: User, kind: EventKind, ...params: string[]): void {
    const line = this.event(user.source, kind, ...params);
    for (const neighbour of user.neighbours()) neighbour.send(line);
    for (const channel of user.channels) this.onEvent(channel, user, kind, params);
  }

  /** A line that tells of something that happens now. */
  event(source: string, command: string, ...params: string[]): Line {
    return new Line(source, command, params, { time: this.clock.now() });
  }
}

/** The last line of a connection. It has no source, and says why. */
export function errorLine(reason: string): Line {
  return new Line(undefined, "ERROR", [reason]);
}
