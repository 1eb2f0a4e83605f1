/** Everything the server knows now: its users, channels and sessions. */
import type { Settings } from "../config.ts";
import { isChannelFlag, type UserMode } from "../irc/modes.ts";
import { folder } from "../irc/names.ts";
import { announce, type ChannelEvent, tellNeighbours } from "./announce.ts";
import { Arrivals } from "./arrivals.ts";
import { Channel } from "./channel.ts";
import { siteOf } from "./cidr.ts";
import { Line } from "./line.ts";
import type { Member } from "./member.ts";
import { AccountPaces } from "./pace.ts";
import { Monitors, tellOffline, tellOnline } from "./monitor.ts";
import { type Origin, Session } from "./session.ts";
import type { Party } from "./store.ts";
import { NOT_CONNECTED, UNATTENDED, type User } from "./user.ts";
import { Whowas } from "./whowas.ts";

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

/**
 * Something that happened to a user or a channel, of which nobody in a channel is told by an event.
 * `before`: the channel's folded name until now.
 */
export type Change =
  | { readonly kind: "absent" | "left" | "different"; readonly user: User }
  | { readonly kind: "renamed channel"; readonly channel: Channel; readonly before: string };

export class Network {
  readonly users = new Map<string, User>();
  readonly channels = new Map<string, Channel>();
  readonly sessions = new Set<Session>();
  readonly #sessionsBySite = new Map<string, number>();
  /** The server ends: nobody has to be told any more that others leave. */
  ending = false;
  readonly startedAt: number;
  /** Each is told of everything that happens in a channel: for those who want to read it later, and so on. */
  readonly onEvent: ((event: ChannelEvent) => void)[] = [];
  /** Each is told of what else makes a difference after a restart. */
  readonly onChange: ((change: Change) => void)[] = [];
  /** Each is told of every change of metadata, and can keep it; without a value the key was removed. */
  readonly onMetadata: ((target: User | Channel, key: string, value?: string) => void)[] = [];
  /** Who wants to know when which nick comes and goes. */
  readonly monitors: Monitors;
  /** Who was here. */
  readonly whowas: Whowas;
  readonly #usersByMode = new Map<UserMode, Set<User>>();
  /** How fast the clients of an account send, all together. */
  readonly paces = new AccountPaces();
  readonly arrivals = new Arrivals();
  /** Ports with TLS whose certificate verifies. */
  readonly stsPorts = new Set<number>();
  /** Sessions whose registration is not complete. */
  unregistered = 0;
  /** The most users that were here at once. */
  maxUsers = 0;

  /** `settings` are others after a reload: look at them when they are needed, and keep no copy. */
  constructor(public settings: Settings, readonly clock: Clock, readonly ids: Ids) {
    this.fold = folder(settings.server.casemapping);
    this.monitors = new Monitors(this.fold);
    this.whowas = new Whowas(settings.limits.whowas, this.fold);
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

  /**
   * The user who a party of a private conversation is now, if they are here: mostly the `known` one, but
   * people with an account may have gone meanwhile, and have come back.
   */
  present({ id }: Party, known: User | undefined): User | undefined {
    if (known?.isHere) return known;
    for (const user of this.users.values()) if (user.party.id === id) return user;
    return undefined;
  }

  /** The channel of that name. */
  channel(name: string): Channel | undefined {
    return this.channels.get(this.fold(name));
  }

  addUser(user: User): void {
    this.users.set(this.fold(user.nick), user);
    user.isHere = true;
    this.maxUsers = Math.max(this.maxUsers, this.users.size);
    for (const mode of user.modes) this.#usersWith(mode).add(user);
    tellOnline(this, user);
  }

  /** Users who have a mode. */
  usersWith(mode: UserMode): ReadonlySet<User> {
    return this.#usersWith(mode);
  }

  #usersWith(mode: UserMode): Set<User> {
    let users = this.#usersByMode.get(mode);
    if (!users) this.#usersByMode.set(mode, users = new Set());
    return users;
  }

  /** Sets or removes a user's mode; false if nothing changed by that. */
  setUserMode(user: User, mode: UserMode, on: boolean): boolean {
    if (user.modes.has(mode) === on) return false;
    if (on) user.modes.add(mode);
    else user.modes.delete(mode);
    if (on) this.#usersWith(mode).add(user);
    else this.#usersWith(mode).delete(user);
    return true;
  }

  renameUser(user: User, nick: string): void {
    const before = user.nick;
    const isNew = this.fold(nick) !== this.fold(before);
    if (isNew) this.whowas.remember(user, this.clock.now());
    this.users.delete(this.fold(before));
    user.nick = nick;
    this.users.set(this.fold(nick), user);
    for (const channel of user.channels) channel.names.renamed(user);
    if (isNew) {
      tellOffline(this, before);
      tellOnline(this, user);
    }
    this.changed({ kind: "different", user });
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

  /** Whether what is said in a channel is kept. */
  keepsHistoryOf({ founder }: Channel): boolean {
    const { enabled, unregisteredChannels } = this.settings.history;
    return enabled && (unregisteredChannels || founder !== undefined);
  }

  /** Adds a member. The founder of a registered channel has it again; in another the first one becomes an op. */
  addMember(channel: Channel, user: User): Member {
    const isFirst = channel.members.size === 0;
    const member = channel.addMember(user);
    if (channel.founder === undefined) member.set("o", isFirst);
    else member.set("q", channel.founder === user.login?.id);
    user.channels.add(channel);
    this.#forgetInvitation(channel, user);
    return member;
  }

  /** Removes a member; an empty channel is gone, unless it is registered. */
  removeMember(channel: Channel, user: User): void {
    channel.removeMember(user);
    user.channels.delete(channel);
    if (channel.members.size === 0 && channel.founder === undefined) this.#closeChannel(channel);
  }

  #closeChannel(channel: Channel): void {
    this.channels.delete(channel.key);
    for (const user of channel.invited) this.#forgetInvitation(channel, user);
  }

  /** The channel is nobody's any more. */
  unregister(channel: Channel): void {
    channel.founder = undefined;
    if (channel.members.size === 0) this.#closeChannel(channel);
  }

  /** The channel, with all that belongs to it, is called something else now. */
  renameChannel(channel: Channel, name: string): void {
    const before = channel.key;
    this.channels.delete(before);
    channel.name = name;
    this.channels.set(channel.key, channel);
    this.changed({ kind: "renamed channel", channel, before });
  }

  /** The user may join the channel once, whatever its modes say. */
  invite(channel: Channel, user: User): void {
    channel.invited.add(user);
    user.invitations.add(channel);
  }

  #forgetInvitation(channel: Channel, user: User): void {
    channel.invited.delete(user);
    user.invitations.delete(channel);
  }

  /** A user leaves: all who share a channel are told, and the nick is free. */
  removeUser(user: User, reason: string): void {
    tellNeighbours(this, user, "QUIT", reason);
    for (const channel of [...user.channels]) this.removeMember(channel, user);
    for (const channel of user.invitations) this.#forgetInvitation(channel, user);
    this.users.delete(this.fold(user.nick));
    user.isHere = false;
    for (const mode of user.modes) this.#usersWith(mode).delete(user);
    this.whowas.remember(user, this.clock.now());
    tellOffline(this, user.nick);
    this.changed({ kind: "left", user });
  }

  /** A client speaks for a user from now on. */
  addSession(user: User, session: Session): void {
    session.user = user;
    user.sessions = [...user.sessions, session];
    this.unregistered--;
    const wasAlone = user.away === NOT_CONNECTED || user.away === UNATTENDED;
    if (!wasAlone || session.registration.away !== "") return;
    user.away = undefined;
    announce(this, user, "away-notify", "AWAY", []);
  }

  /** The last client is gone, but the user stays. */
  #absent(user: User): void {
    if (user.away === undefined) {
      user.away = NOT_CONNECTED;
      announce(this, user, "away-notify", "AWAY", [NOT_CONNECTED]);
    }
    this.changed({ kind: "absent", user });
  }

  /** Tells those who keep users and channels of a change. */
  changed(change: Change): void {
    for (const told of this.onChange) told(change);
  }

  /** Somebody has connected. When the session is closed it leaves the network by itself. */
  openSession(origin: Origin): Session {
    const session = new Session(origin, this.settings.limits.sendq);
    session.onClose = (reason) => this.#removeSession(session, reason);
    this.sessions.add(session);
    this.unregistered++;
    this.#count(origin.address, 1);
    return session;
  }

  /** How many sessions come from an address, and from those that count as one with it. */
  sessionsFrom(address: string): number {
    return this.#sessionsBySite.get(siteOf(address)) ?? 0;
  }

  #count(address: string, change: 1 | -1): void {
    const count = this.sessionsFrom(address) + change;
    if (count > 0) this.#sessionsBySite.set(siteOf(address), count);
    else this.#sessionsBySite.delete(siteOf(address));
  }

  /** A session ends; with its last one the user leaves, unless it stays on. */
  #removeSession(session: Session, reason: string): void {
    this.sessions.delete(session);
    this.#count(session.origin.address, -1);
    this.monitors.clear(session);
    const { user } = session;
    if (!user) {
      this.unregistered--;
      return;
    }
    user.sessions = user.sessions.filter((other) => other !== session);
    if (user.sessions.length > 0) return;
    if (user.alwaysOn) this.#absent(user);
    else this.removeUser(user, reason);
  }

  /** The server ends: everybody is told why, and nobody that all the others leave. */
  end(reason: string): void {
    this.ending = true;
    for (const session of this.sessions) session.close(reason, errorLine(reason));
  }
}

/** The last line of a connection. It has no source, and says why. */
export function errorLine(reason: string): Line {
  return new Line(undefined, "ERROR", [reason]);
}
