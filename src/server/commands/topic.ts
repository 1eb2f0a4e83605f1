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
import type { Context } from "../command.ts";

export function topic({ network, user, reply }: Context, name: string, text?: string): void {
  const channel = network.channel(name);
  if (!channel) return reply.numeric(ERR_NOSUCHCHANNEL, name);
  const inside = channel.members.has(user);
  if (text === undefined) {
    if (!inside && channel.flags.has("s")) return reply.numeric(ERR_NOTONCHANNEL, channel.name);
    if (!channel.topic) return reply.numeric(RPL_NOTOPIC, channel.name);
    reply.numeric(RPL_TOPIC, channel.name, channel.topic.text);
    const setAt = Math.floor(channel.topic.setAt / 1000);
    return reply.numeric(RPL_TOPICWHOTIME, channel.name, channel.topic.setBy, setAt);
  }
  if (!inside) return reply.numeric(ERR_NOTONCHANNEL, channel.name);
  if (channel.flags.has("t") && !channel.isAtLeast(user, "h")) {
    return reply.numeric(ERR_CHANOPRIVSNEEDED, channel.name);
  }
  const kept = cutBytes(text, network.settings.limits.topicLen);
  channel.topic = kept === ""
    ? undefined
    : { text: kept, setBy: user.source, setAt: network.clock.now() };
  network.tell(channel, user, "TOPIC", channel.name, kept);
}
