/** TOPIC: what a channel is about. https://modern.ircdocs.horse/#topic-message */
import { cutBytes } from "../../irc/text.ts";
import {
  ERR_CHANOPRIVSNEEDED,
  ERR_NOSUCHCHANNEL,
  ERR_NOTONCHANNEL,
  RPL_NOTOPIC,
  RPL_TOPIC,
  RPL_TOPICWHOTIME,
} from "../../irc/numerics.ts";
import { tell } from "../announce.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../command.ts";
import { type Line, numericLine } from "../line.ts";
import type { Network } from "../network.ts";

export function topic(context: Context, name: string, text?: string): void {
  const { network, rules, user, reply } = context;
  const channel = network.channel(name);
  if (!channel) return reply.numeric(ERR_NOSUCHCHANNEL, name);
  if (text === undefined) return showTopic(context, channel);
  if (!channel.members.has(user)) return reply.numeric(ERR_NOTONCHANNEL, channel.name);
  if (channel.flags.has("t") && !channel.isAtLeast(user, "h")) {
    return reply.numeric(ERR_CHANOPRIVSNEEDED, channel.name);
  }
  const why = channel.isAtLeast(user, "h") ? undefined : rules.refusesWords(channel, text);
  if (why !== undefined) return reply.fail("TOPIC", "MESSAGE_REFUSED", channel.name, why);
  const kept = cutBytes(text, network.settings.limits.topicLen);
  channel.topic = kept === ""
    ? undefined
    : { text: kept, setBy: user.source, setAt: network.clock.now() };
  tell(network, channel, user, "TOPIC", channel.name, kept);
}

function showTopic({ network, user, reply }: Context, channel: Channel): void {
  if (channel.isHiddenFrom(user)) return reply.numeric(ERR_NOTONCHANNEL, channel.name);
  if (!channel.topic) return reply.numeric(RPL_NOTOPIC, channel.name);
  for (const line of topicLines(network, channel, user.nick)) reply.send(line);
}

/** The topic and who set it when, for the client of that nick; nothing if there is no topic. */
export function topicLines(network: Network, { name, topic }: Channel, nick: string): Line[] {
  if (!topic) return [];
  const { text, setBy, setAt } = topic;
  return [
    numericLine(network.name, nick, RPL_TOPIC, name, text),
    numericLine(network.name, nick, RPL_TOPICWHOTIME, name, setBy, Math.floor(setAt / 1000)),
  ];
}
