/**
 * How far somebody has read each conversation. Those of an account are kept and the same in all of its
 * clients; those of a guest last as long as the guest is here.
 * https://ircv3.net/specs/extensions/read-marker
 */
import type { Channel } from "./channel.ts";
import type { Context } from "./command.ts";
import { Line, timestamp } from "./line.ts";
import type { Network } from "./network.ts";
import type { Session } from "./session.ts";
import type { User } from "./user.ts";

/** Milliseconds since 1970 by folded target. */
export type Markers = Map<string, number>;

/** The user's markers. Looks them up the first time; rejects when the database cannot answer. */
export async function markersOf({ user, markers }: Context): Promise<Markers> {
  const reader = user.party.id;
  if (user.markers?.reader !== reader) {
    const times = user.login ? await markers.readMarkers(reader) : new Map<string, number>();
    // Another session may have been faster.
    if (user.markers?.reader !== reader) user.markers = { reader, times };
  }
  return user.markers.times;
}

/** Moves a marker, but never back; gives where it is now. Rejects when the database cannot answer. */
export async function moveMarker(context: Context, target: string, time: number): Promise<number> {
  const { user, markers } = context;
  const times = await markersOf(context);
  const before = times.get(target);
  if (before !== undefined && before >= time) return before;
  const kept = user.login ? await markers.markRead(user.party.id, target, time) : time;
  const now = Math.max(kept, times.get(target) ?? kept);
  times.set(target, now);
  return now;
}

/** Looks the markers up if a JOIN will have to tell them; `undefined` if there is nothing to wait for. */
export function prepareMarkers(context: Context): Promise<void> | undefined {
  const { user, log } = context;
  const isWanted = user.sessions.some((session) => session.has("draft/read-marker"));
  if (!isWanted || user.markers?.reader === user.party.id) return undefined;
  return markersOf(context).then(
    () => {},
    (error) => log.warn("read markers could not be looked up", { error: `${error}` }),
  );
}

/** How far a channel that the user is on has been read, for a client that wants to know. */
export function joinMarker(
  network: Network,
  channel: Channel,
  user: User,
  session: Session,
): Line[] {
  if (!session.has("draft/read-marker")) return [];
  if (user.markers?.reader === user.party.id) {
    return [markerLine(network.name, channel.name, user.markers.times.get(channel.key))];
  }
  const why = "How far you have read cannot be looked up right now";
  return [new Line(network.name, "FAIL", ["MARKREAD", "INTERNAL_ERROR", channel.name, why])];
}

/** A channel has another name: how far people have read it stays the same. */
export function moveMarkers(network: Network, before: string, key: string): void {
  for (const { markers } of network.users.values()) {
    const time = markers?.times.get(before);
    if (!markers || time === undefined || before === key) continue;
    markers.times.delete(before);
    markers.times.set(key, Math.max(time, markers.times.get(key) ?? time));
  }
}

export function markerLine(server: string, target: string, time: number | undefined): Line {
  return new Line(server, "MARKREAD", [target, markerParam(time)]);
}

/** As MARKREAD has it; `*` while nothing is known. */
export function markerParam(time: number | undefined): string {
  return time === undefined ? "*" : `timestamp=${timestamp(time)}`;
}
