/** JOIN: into a channel, which is made if it is not there. https://modern.ircdocs.horse/#join-message */
import { isChannelName, looksLikeChannel } from "../../irc/names.ts";
import { byteLength } from "../../irc/text.ts";
import {
  ERR_BADCHANMASK,
  ERR_NOSUCHCHANNEL,
  ERR_TOOMANYTARGETS,
  RPL_TOPIC,
  RPL_TOPICWHOTIME,
} from "../../irc/numerics.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../command.ts";
import { TARGMAX } from "../isupport.ts";
import { nameLines } from "./names.ts";
import { partAll } from "./part.ts";
import { replay } from "./replay.ts";

export async function join(context: Context, names: string, keys = ""): Promise<void> {
  const { reply } = context;
  if (names === "0") return partAll(context);
  const wanted = names.split(",").filter((name) => name !== "");
  const passwords = keys.split(",");
  const tooMany = wanted[TARGMAX.JOIN];
  if (tooMany !== undefined) return reply.numeric(ERR_TOOMANYTARGETS, tooMany);
  const joined = wanted.flatMap((name, i) => joinOne(context, name, passwords[i]) ?? []);
  for (const channel of joined) await replay(context, channel);
}

/** Joins one channel; gives it back if the user was not in it before. */
function joinOne(context: Context, name: string, password?: string): Channel | undefined {
  const { network, user, reply } = context;
  if (!looksLikeChannel(name)) return void reply.numeric(ERR_NOSUCHCHANNEL, name);
  if (!isChannelName(name) || byteLength(name) > network.settings.limits.channelLen) {
    return void reply.numeric(ERR_BADCHANMASK, name);
  }
  const known = network.channel(name);
  if (known?.members.has(user)) return undefined;
  const refusal = known?.refusesJoin(user, password);
  if (refusal) return void reply.numeric(refusal, name);
  const channel = known ?? network.openChannel(name);
  network.addMember(channel, user);
  announceJoin(context, channel);
  if (channel.topic) {
    reply.numeric(RPL_TOPIC, channel.name, channel.topic.text);
    reply.numeric(
      RPL_TOPICWHOTIME,
      channel.name,
      channel.topic.setBy,
      seconds(channel.topic.setAt),
    );
  }
  nameLines(context, channel);
  return channel;
}

function announceJoin({ network, user }: Context, channel: Channel): void {
  network.tell(channel, user, "JOIN", channel.name);
  if (user.away === undefined) return;
  const away = network.event(user.source, "AWAY", user.away);
  for (const member of channel.members.keys()) {
    if (member === user) continue;
    for (const session of member.sessions) if (session.has("away-notify")) session.send(away);
  }
}

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);
