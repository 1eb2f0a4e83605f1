/** Who hears of what happens on the network, messages aside. */
import type { Cap } from "../irc/caps.ts";
import { cutToLine } from "../irc/message.ts";
import type { Channel } from "./channel.ts";
import { Line, type LineTags } from "./line.ts";
import type { Network } from "./network.ts";
import type { Session } from "./session.ts";
import type { User } from "./user.ts";

/** What happens in a channel, besides messages. */
export type EventKind = "JOIN" | "PART" | "QUIT" | "KICK" | "NICK" | "TOPIC" | "MODE";

/** Something that somebody did in a channel, with the id under which it may be read later. */
export interface ChannelEvent {
  readonly channel: Channel;
  readonly user: User;
  readonly kind: EventKind;
  /** The parameters of its line. */
  readonly params: readonly string[];
  /** Milliseconds since 1970, as in the `time` tag. */
  readonly time: number;
  readonly msgid: string;
}

/** Tells a channel's members of what one of them does now. */
export function tell(
  network: Network,
  channel: Channel,
  user: User,
  kind: EventKind,
  ...params: string[]
): void {
  const tags = { ...tagsOf(network, user), msgid: network.ids.msgid() };
  channel.send(fitting(network, user.source, kind, params, tags));
  happened(network, { channel, user, kind, params, time: tags.time, msgid: tags.msgid });
}

/**
 * Tells a channel's members that a user has joined, and some of them more about who that is.
 * https://ircv3.net/specs/extensions/extended-join
 */
export function tellJoin(network: Network, channel: Channel, user: User): void {
  const tags = { ...tagsOf(network, user), msgid: network.ids.msgid() };
  const line = (extended: boolean) =>
    fitting(network, user.source, "JOIN", joinParams(channel, user, extended), tags);
  const [plain, extended] = [line(false), line(true)];
  for (const member of channel.members.keys()) {
    for (const session of member.sessions) {
      session.send(session.has("extended-join") ? extended : plain);
    }
  }
  const { time, msgid } = tags;
  happened(network, { channel, user, kind: "JOIN", params: [channel.name], time, msgid });
}

/** What a JOIN says to those who asked for more of it, and to the others. */
export function joinParams(channel: Channel, user: User, extended: boolean): string[] {
  return extended ? [channel.name, user.account ?? "*", user.realname] : [channel.name];
}

/**
 * Tells everybody who shares a channel with a user, the user included, and each only once. The line
 * has no msgid: it is an event of several channels, and each of them keeps it under its own.
 */
export function tellNeighbours(
  network: Network,
  user: User,
  kind: EventKind,
  ...params: string[]
): void {
  if (network.ending) return;
  const line = eventLine(network, user, kind, ...params);
  for (const neighbour of user.neighbours()) neighbour.send(line);
  const time = network.clock.now();
  for (const channel of user.channels) {
    happened(network, { channel, user, kind, params, time, msgid: network.ids.msgid() });
  }
}

function happened(network: Network, event: ChannelEvent): void {
  for (const told of network.onEvent) told(event);
}

/**
 * Tells of a change in a user those clients that asked for such news with a capability: of all who
 * share a channel, the user included, and of those who monitor the user; not the `except` session.
 * https://ircv3.net/specs/extensions/extended-monitor
 */
export function announce(
  network: Network,
  user: User,
  cap: Cap,
  command: string,
  params: readonly string[],
  except?: Session,
): void {
  network.changed({ kind: "different", user });
  const line = eventLine(network, user, command, ...params);
  const neighbours = user.neighbours();
  for (const neighbour of neighbours) {
    for (const session of neighbour.sessions) {
      if (session !== except && session.has(cap)) session.send(line);
    }
  }
  for (const session of distantWatchers(network, user, neighbours)) {
    if (session.has(cap) && session.has("extended-monitor")) session.send(line);
  }
}

/** Sessions that monitor a user without being one of these neighbours. */
export function* distantWatchers(
  network: Network,
  user: User,
  neighbours: ReadonlySet<User>,
): Iterable<Session> {
  for (const session of network.monitors.watchersOf(user.nick)) {
    if (session.user && !neighbours.has(session.user)) yield session;
  }
}

/** A line that tells of something that happens now; `from` is a user or another source. */
export function eventLine(
  network: Network,
  from: User | string,
  command: string,
  ...params: string[]
): Line {
  return typeof from === "string"
    ? fitting(network, from, command, params, { time: network.clock.now() })
    : fitting(network, from.source, command, params, tagsOf(network, from));
}

/** Tags of what a user does now. */
function tagsOf(network: Network, user: User) {
  return { time: network.clock.now(), account: user.account, bot: user.modes.has("B") };
}

/** A line that is not too long; a reason or a topic is cut. */
function fitting(
  network: Network,
  source: string,
  command: string,
  params: readonly string[],
  tags: LineTags,
): Line {
  const { line } = network.settings.limits;
  return new Line(source, command, cutToLine({ source, command, params }, line), tags);
}
