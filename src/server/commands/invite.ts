/**
 * INVITE: somebody into a channel, whatever its modes say; without parameters, where one is invited to.
 * https://modern.ircdocs.horse/#invite-message, https://ircv3.net/specs/extensions/invite-notify
 */
import {
  ERR_CHANOPRIVSNEEDED,
  ERR_NEEDMOREPARAMS,
  ERR_NOSUCHCHANNEL,
  ERR_NOSUCHNICK,
  ERR_NOTONCHANNEL,
  ERR_USERONCHANNEL,
  RPL_AWAY,
  RPL_ENDOFINVITELIST,
  RPL_INVITELIST,
  RPL_INVITING,
} from "../../irc/numerics.ts";
import { eventLine } from "../announce.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../command.ts";
import type { User } from "../user.ts";

export function invite(context: Context, nick?: string, name?: string): void {
  const { network, user, reply } = context;
  if (nick === undefined) return showInvitations(context);
  if (name === undefined) return reply.numeric(ERR_NEEDMOREPARAMS, "INVITE");
  const invitee = network.user(nick);
  if (!invitee) return reply.numeric(ERR_NOSUCHNICK, nick);
  const channel = network.channel(name);
  if (!channel) return reply.numeric(ERR_NOSUCHCHANNEL, name);
  if (!channel.members.has(user)) return reply.numeric(ERR_NOTONCHANNEL, channel.name);
  if (channel.flags.has("i") && !channel.isAtLeast(user, "h")) {
    return reply.numeric(ERR_CHANOPRIVSNEEDED, channel.name);
  }
  if (channel.members.has(invitee)) {
    return reply.numeric(ERR_USERONCHANNEL, invitee.nick, channel.name);
  }
  network.invite(channel, invitee);
  reply.numeric(RPL_INVITING, invitee.nick, channel.name);
  if (invitee.away !== undefined) reply.numeric(RPL_AWAY, invitee.nick, invitee.away);
  tellInvitation(context, invitee, channel);
}

function showInvitations({ user, reply }: Context): void {
  for (const channel of user.invitations) reply.numeric(RPL_INVITELIST, channel.name);
  reply.numeric(RPL_ENDOFINVITELIST);
}

function tellInvitation({ network, user }: Context, invitee: User, channel: Channel): void {
  const line = eventLine(network, user, "INVITE", invitee.nick, channel.name);
  invitee.send(line);
  for (const member of channel.members.keys()) {
    if (member === user) continue;
    for (const session of member.sessions) if (session.has("invite-notify")) session.send(line);
  }
}
