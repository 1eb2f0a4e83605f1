/**
 * RENAME: another name for a channel, under which everything is that was said there.
 * https://ircv3.net/specs/extensions/channel-rename
 */
import { isChannelName } from "../../irc/names.ts";
import { ERR_CHANOPRIVSNEEDED, ERR_NOSUCHCHANNEL, ERR_NOTONCHANNEL } from "../../irc/numerics.ts";
import { byteLength, cutBytes } from "../../irc/text.ts";
import { eventLine, joinParams } from "../announce.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../command.ts";
import { moveMarkers } from "../markers.ts";
import type { Network } from "../network.ts";
import type { Session } from "../session.ts";
import type { User } from "../user.ts";
import { introduction } from "./join.ts";

export async function rename(
  context: Context,
  from: string,
  to: string,
  reason = "",
): Promise<void> {
  const { network, renames, user, reply } = context;
  const channel = network.channel(from);
  if (!channel) return reply.numeric(ERR_NOSUCHCHANNEL, from);
  if (!channel.members.has(user)) return reply.numeric(ERR_NOTONCHANNEL, channel.name);
  // The name of a registered channel is its founder's.
  const needed = channel.founder === undefined ? "o" : "q";
  if (!channel.isAtLeast(user, needed)) return reply.numeric(ERR_CHANOPRIVSNEEDED, channel.name);
  const refuse = (code: string, why: string) => reply.fail("RENAME", code, from, to, why);
  const { channelLen, kickLen } = network.settings.limits;
  if (!isChannelName(to) || byteLength(to) > channelLen) {
    return refuse("CANNOT_RENAME", `No channel can be called "${to}"`);
  }
  const { name: before, key: oldKey } = channel;
  const key = network.fold(to);
  const holder = network.channel(to);
  if (holder && holder !== channel) {
    return refuse("CHANNEL_NAME_IN_USE", `There is a channel ${to} already`);
  }
  if (renames.isConcerned(oldKey) || renames.isConcerned(key)) {
    return refuse("CANNOT_RENAME", "Somebody is giving away one of these names right now");
  }
  if (to === before) return;
  const outcome = await renames.rename({ from: oldKey, key, name: to }, () => {
    // Everybody may have left it meanwhile.
    if (network.channel(before) !== channel) return false;
    network.renameChannel(channel, to);
    moveMarkers(network, oldKey, key);
    reply.during(() => tellRename(context, channel, before, cutBytes(reason, kickLen)));
    return true;
  });
  if (outcome === "name was used") {
    const why = `Something was said in ${to} before, and stays there: choose another name, ` +
      `or join ${to} and rename that one first`;
    refuse("CHANNEL_NAME_IN_USE", why);
  } else if (outcome === "unavailable") {
    refuse("CANNOT_RENAME", "Names cannot be changed right now; try again in a moment");
  }
}

/** Clients that know no RENAME see themselves leave and join; a change of case alone they need not know. */
function tellRename(
  { network, user }: Context,
  channel: Channel,
  before: string,
  reason: string,
): void {
  const line = eventLine(network, user, "RENAME", before, channel.name, reason);
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
  session.send(eventLine(network, user, "PART", before, ...(reason === "" ? [] : [reason])));
  const params = joinParams(channel, user, session.has("extended-join"));
  session.send(eventLine(network, user, "JOIN", ...params));
  for (const line of introduction(network, channel, user, session)) session.send(line);
}
