/** RENAME: another name for a channel. https://ircv3.net/specs/extensions/channel-rename */
import { isChannelName } from "../../irc/names.ts";
import { ERR_CHANOPRIVSNEEDED, ERR_NOSUCHCHANNEL, ERR_NOTONCHANNEL } from "../../irc/numerics.ts";
import { byteLength, cutBytes } from "../../irc/text.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../command.ts";
import { joinParams, type Network } from "../network.ts";
import type { Session } from "../session.ts";
import type { User } from "../user.ts";
import { introduction } from "./join.ts";

export function rename(context: Context, from: string, to: string, reason = ""): void {
  const { network, user, reply } = context;
  const channel = network.channel(from);
  if (!channel) return reply.numeric(ERR_NOSUCHCHANNEL, from);
  if (!channel.members.has(user)) return reply.numeric(ERR_NOTONCHANNEL, channel.name);
  // The name of a registered channel is its founder's.
  const needed = channel.founder === undefined ? "o" : "q";
  if (!channel.isAtLeast(user, needed)) return reply.numeric(ERR_CHANOPRIVSNEEDED, channel.name);
  const { channelLen, kickLen } = network.settings.limits;
  if (!isChannelName(to) || byteLength(to) > channelLen) {
    return reply.fail("RENAME", "CANNOT_RENAME", from, to, `No channel can be called "${to}"`);
  }
  const holder = network.channel(to);
  if (holder && holder !== channel) {
    return reply.fail(
      "RENAME",
      "CHANNEL_NAME_IN_USE",
      from,
      to,
      `There is a channel ${to} already`,
    );
  }
  const before = channel.name;
  if (to === before) return;
  network.renameChannel(channel, to);
  tellRename(context, channel, before, cutBytes(reason, kickLen));
}

/** Clients that know no RENAME see themselves leave and join; a change of case alone they need not know. */
function tellRename(
  { network, user }: Context,
  channel: Channel,
  before: string,
  reason: string,
): void {
  const line = network.event(user, "RENAME", before, channel.name, reason);
  const isOtherName = network.fold(before) !== channel.key;
  for (const member of channel.members.keys()) {
    for (const session of member.sessions) {
      if (session.has("draft/channel-rename")) session.send(line);
      else if (isOtherName) tellMove(network, member, session, channel, before, reason);
    }
  }
}

function tellMove(
  network: Network,
  user: User,
  session: Session,
  channel: Channel,
  before: string,
  reason: string,
): void {
  session.send(network.event(user, "PART", before, ...(reason === "" ? [] : [reason])));
  const params = joinParams(channel, user, session.has("extended-join"));
  session.send(network.event(user, "JOIN", ...params));
  for (const line of introduction(network, channel, user, session)) session.send(line);
}
