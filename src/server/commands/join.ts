/** JOIN: into a channel, which is made if it is not there. https://modern.ircdocs.horse/#join-message */
import { isChannelName, looksLikeChannel } from "../../irc/names.ts";
import { byteLength } from "../../irc/text.ts";
import {
  ERR_BADCHANMASK,
  ERR_NOSUCHCHANNEL,
  ERR_TOOMANYCHANNELS,
  ERR_UNAVAILRESOURCE,
  type Numeric,
} from "../../irc/numerics.ts";
import { eventLine, joinParams, tell, tellJoin } from "../announce.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../command.ts";
import { limitMet } from "../limit_log.ts";
import type { Line } from "../line.ts";
import { joinMarker, prepareMarkers } from "../markers.ts";
import { synchronizeChannel, tellMetadataOf } from "../metadata.ts";
import type { Network } from "../network.ts";
import type { Session } from "../session.ts";
import type { User } from "../user.ts";
import { nameLines } from "./names.ts";
import { partAll } from "./part.ts";
import { replay } from "./replay.ts";
import { topicLines } from "./topic.ts";

export function join(context: Context, names: string, keys = ""): void | Promise<void> {
  if (names === "0") return partAll(context);
  const preparing = prepareMarkers(context);
  if (!preparing) return joinAll(context, names, keys);
  return preparing.then(() => {
    // The client may be gone meanwhile.
    if (context.session.closing !== undefined) return;
    return context.reply.during(() => joinAll(context, names, keys));
  });
}

async function joinAll(context: Context, names: string, keys: string): Promise<void> {
  const passwords = keys.split(",");
  const joined = names.split(",").flatMap((name, i) => joinOne(context, name, passwords[i]) ?? []);
  for (const channel of joined) await replay(context, channel);
}

/** Joins one channel; gives it back if the user was not in it before. */
function joinOne(context: Context, name: string, password?: string): Channel | undefined {
  const { network, renames, user, reply } = context;
  if (name === "") return undefined;
  const known = network.channel(name);
  if (known?.members.has(user)) return undefined;
  const refusal = refusedName(network, name) ?? known?.refusesJoin(user, password) ??
    (user.channels.size >= network.settings.limits.channels ? ERR_TOOMANYCHANNELS : undefined);
  if (refusal === ERR_TOOMANYCHANNELS) {
    limitMet(context, "channels", `The user is in ${user.channels.size} channels already`);
  }
  if (refusal) return void reply.numeric(refusal, name);
  // In a moment there will be another channel of that name.
  if (!known && renames.isConcerned(network.fold(name))) {
    return void reply.numeric(ERR_UNAVAILRESOURCE, name);
  }
  const channel = known ?? network.openChannel(name);
  network.addMember(channel, user);
  tellJoin(network, channel, user);
  tellAway(context, channel);
  for (const session of user.sessions) {
    for (const line of introduction(network, channel, user, session)) session.send(line);
    synchronizeChannel(network, session, channel);
  }
  tellMetadataOf(network, user, channel);
  tellFounder(context, channel);
  return channel;
}

/** The founder of a registered channel has its mode from the start; those who are there are told. */
function tellFounder({ network, user }: Context, channel: Channel): void {
  const { members, name } = channel;
  if (members.size < 2 || !members.get(user)?.modes.has("q")) return;
  tell(network, channel, user, "MODE", name, "+q", user.nick);
}

/** What a client is told that speaks for a user who is on channels already. */
export async function showChannels(context: Context): Promise<void> {
  const { network, session, user, reply } = context;
  await prepareMarkers(context);
  const channels = [...user.channels];
  for (const channel of channels) {
    const params = joinParams(channel, user, session.has("extended-join"));
    reply.send(eventLine(network, user, "JOIN", ...params));
    for (const line of introduction(network, channel, user, session)) reply.send(line);
    reply.during(() => synchronizeChannel(network, session, channel));
  }
  for (const channel of channels) await replay(context, channel);
}

/** Why no channel can have that name, or `undefined`. */
function refusedName({ settings }: Network, name: string): Numeric | undefined {
  if (!looksLikeChannel(name) || byteLength(name) > settings.limits.channelLen) {
    return ERR_NOSUCHCHANNEL;
  }
  return isChannelName(name) ? undefined : ERR_BADCHANMASK;
}

/** Who joins while away is not taken for present. https://ircv3.net/specs/extensions/away-notify */
function tellAway({ network, user }: Context, channel: Channel): void {
  if (user.away === undefined) return;
  const away = eventLine(network, user, "AWAY", user.away);
  for (const member of channel.members.keys()) {
    if (member === user) continue;
    for (const session of member.sessions) if (session.has("away-notify")) session.send(away);
  }
}

/**
 * What one of a user's sessions is told of a channel that the user has just come into, its JOIN aside.
 * https://ircv3.net/specs/extensions/no-implicit-names
 */
export function introduction(
  network: Network,
  channel: Channel,
  user: User,
  session: Session,
): Line[] {
  const first = [
    ...topicLines(network, channel, user.nick),
    ...joinMarker(network, channel, user, session),
  ];
  if (session.has("no-implicit-names") || session.has("draft/no-implicit-names")) return first;
  return [...first, ...nameLines(network, channel, user, session)];
}
