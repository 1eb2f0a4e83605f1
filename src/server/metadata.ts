/**
 * Metadata: what people tell of themselves and of their channels, and who is told of it.
 * https://ircv3.net/specs/extensions/metadata
 */
import { RPL_KEYNOTSET, RPL_KEYVALUE, RPL_METADATASYNCLATER } from "../irc/numerics.ts";
import { distantWatchers } from "./announce.ts";
import { Channel } from "./channel.ts";
import { Batch, Line, numericLine } from "./line.ts";
import type { Network } from "./network.ts";
import type { Session } from "./session.ts";
import type { User } from "./user.ts";

/** What can have metadata. */
export type Target = User | Channel;

/** Bytes of a key and of a value: with the name of their owner they must fit into one line. */
export const KEY_BYTES = 32;
export const VALUE_BYTES = 300;

/** Channels with more members are not synchronized unasked, because that would fill a client's queue. */
const MOST_MEMBERS = 500;

/** A key, and what it is; `undefined` is that it is not set. */
export type KeyValue = readonly [key: string, value: string | undefined];

/** The line that tells a session of a key; everybody may see every key. */
export function keyLine(
  { name }: Network,
  session: Session,
  target: string,
  [key, value]: KeyValue,
): Line {
  return value === undefined
    ? numericLine(name, session.nick, RPL_KEYNOTSET, target, key)
    : numericLine(name, session.nick, RPL_KEYVALUE, target, key, "*", value);
}

/** The line that tells a session of a key unasked: in the older draft it was not a numeric. */
function newsLine(network: Network, session: Session, target: string, entry: KeyValue): Line {
  if (session.metadataDraft === 3) return keyLine(network, session, target, entry);
  const [key, value] = entry;
  const params = [target, key, "*", ...value === undefined ? [] : [value]];
  return new Line(network.name, "METADATA", params);
}

export function targetName(target: Target): string {
  return target instanceof Channel ? target.name : target.nick;
}

/** A channel and its members: what is synchronized with it. */
export function withMembers(channel: Channel): Target[] {
  return [channel, ...channel.members.keys()];
}

/** Sets or removes a key, and tells all who want to know, but not the session that does it. */
export function changeMetadata(
  network: Network,
  target: Target,
  [key, value]: KeyValue,
  by: Session,
): void {
  if (target.metadata.get(key) === value) return;
  if (value === undefined) target.metadata.delete(key);
  else target.metadata.set(key, value);
  for (const session of audience(network, target)) {
    if (session === by || !session.readsMetadata || !session.metadataKeys.has(key)) continue;
    session.send(newsLine(network, session, targetName(target), [key, value]));
  }
  for (const told of network.onMetadata) told(target, key, value);
}

/** Sessions that are told of what concerns a target: a channel's members; a user's neighbours and watchers. */
function* audience(network: Network, target: Target): Iterable<Session> {
  const users = target instanceof Channel ? target.members.keys() : target.neighbours();
  for (const user of users) yield* user.sessions;
  if (!(target instanceof Channel)) yield* distantWatchers(network, target, target.neighbours());
}

/** What is set of the keys that a session wants to know, as a batch under a name. */
export function synchronization(
  network: Network,
  session: Session,
  name: string,
  targets: readonly Target[],
): Batch {
  const lines = targets.flatMap((target) => wantedLines(network, session, target));
  return new Batch(network.name, network.ids.batch(), "metadata", [name], lines);
}

function wantedLines(network: Network, session: Session, target: Target): Line[] {
  return [...target.metadata].filter(([key]) => session.metadataKeys.has(key))
    .map((entry) => newsLine(network, session, targetName(target), entry));
}

/** Asks a session to synchronize when it has time for it. */
export function synchronizeLater(network: Network, session: Session, target: string): void {
  const text = `Send METADATA ${target} SYNC for what is set`;
  session.send(
    numericLine(network.name, session.nick, RPL_METADATASYNCLATER, target, 0, text),
  );
}

/** Shows what is set in a channel to a session that has come in. */
export function synchronizeChannel(network: Network, session: Session, channel: Channel): void {
  if (!session.readsMetadata) return;
  if (channel.members.size > MOST_MEMBERS) synchronizeLater(network, session, channel.name);
  else session.send(synchronization(network, session, channel.name, withMembers(channel)));
}

/** Tells a channel's members of the metadata of a user who has joined, if it is news to them. */
export function tellMetadataOf(network: Network, joined: User, channel: Channel): void {
  if (joined.metadata.size === 0) return;
  for (const member of channel.members.keys()) {
    if (member === joined || sharesAnother(channel, member, joined)) continue;
    for (const session of member.sessions) {
      const watches = network.monitors.listOf(session).has(network.fold(joined.nick));
      if (watches || !session.readsMetadata) continue;
      for (const line of wantedLines(network, session, joined)) session.send(line);
    }
  }
}

/** Whether they share another channel too, and so the one has been told of the other already. */
function sharesAnother(channel: Channel, member: User, joined: User): boolean {
  for (const other of joined.channels) {
    if (other !== channel && other.members.has(member)) return true;
  }
  return false;
}
