/** KICK: somebody out of a channel, by one who may. https://modern.ircdocs.horse/#kick-message */
import { cutBytes } from "../../irc/text.ts";
import {
  ERR_CHANOPRIVSNEEDED,
  ERR_NEEDMOREPARAMS,
  ERR_NOSUCHCHANNEL,
  ERR_NOTONCHANNEL,
  ERR_TOOMANYTARGETS,
  ERR_USERNOTINCHANNEL,
} from "../../irc/numerics.ts";
import { tell } from "../announce.ts";
import type { Context } from "../command.ts";
import { TARGMAX } from "../isupport.ts";

/** Either one channel and any nicks, or as many channels as nicks, in pairs. */
export function kick(context: Context, names: string, nicks: string, comment = ""): void {
  const { user, reply, network } = context;
  const channels = names.split(",");
  const kicked = nicks.split(",");
  if (channels.length !== 1 && channels.length !== kicked.length) {
    return reply.numeric(ERR_NEEDMOREPARAMS, "KICK");
  }
  const tooMany = kicked[TARGMAX.KICK];
  if (tooMany !== undefined) return reply.numeric(ERR_TOOMANYTARGETS, tooMany);
  const said = cutBytes(comment, network.settings.limits.kickLen) || user.nick;
  kicked.forEach((nick, i) => kickOne(context, channels[i] ?? names, nick, said));
}

function kickOne(
  { network, user, reply }: Context,
  name: string,
  nick: string,
  comment: string,
): void {
  const channel = network.channel(name);
  if (!channel) return reply.numeric(ERR_NOSUCHCHANNEL, name);
  const kicker = channel.members.get(user);
  if (!kicker) return reply.numeric(ERR_NOTONCHANNEL, channel.name);
  if (!kicker.isAtLeast("h")) return reply.numeric(ERR_CHANOPRIVSNEEDED, channel.name);
  const target = network.user(nick);
  const member = target && channel.members.get(target);
  if (!member) return reply.numeric(ERR_USERNOTINCHANNEL, nick, channel.name);
  if (member.outranks(kicker)) return reply.numeric(ERR_CHANOPRIVSNEEDED, channel.name);
  tell(network, channel, user, "KICK", channel.name, target.nick, comment);
  network.removeMember(channel, target);
}
