/** NAMES: who is in a channel. https://modern.ircdocs.horse/#names-message */
import { RPL_ENDOFNAMES, RPL_NAMREPLY } from "../../irc/numerics.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../command.ts";
import { TARGMAX } from "../isupport.ts";
import { type Line, numericLine } from "../line.ts";
import { type NameStyle, packNames } from "../name_list.ts";
import type { Network } from "../network.ts";
import type { Session } from "../session.ts";
import type { User } from "../user.ts";

export function names({ network, session, user, reply }: Context, targets?: string): void {
  if (targets === undefined) return reply.numeric(RPL_ENDOFNAMES, "*");
  for (const name of new Set(targets.split(",", TARGMAX.NAMES))) {
    const channel = network.channel(name);
    if (!channel) continue;
    for (const line of memberLines(network, channel, user, session)) reply.send(line);
  }
  reply.numeric(RPL_ENDOFNAMES, targets);
}

/** The members of a channel and the end of their list, as one of a user's sessions reads them. */
export function nameLines(
  network: Network,
  channel: Channel,
  user: User,
  session: Session,
): Line[] {
  return [
    ...memberLines(network, channel, user, session),
    numericLine(network.name, user.nick, RPL_ENDOFNAMES, channel.name),
  ];
}

function memberLines(
  network: Network,
  channel: Channel,
  user: User,
  session: Session,
): Line[] {
  const style = {
    multiPrefix: session.has("multi-prefix"),
    userhost: session.has("userhost-in-names"),
  };
  const symbol = channel.flags.has("s") ? "@" : "=";
  return visibleNames(channel, user, style).map((text) =>
    numericLine(network.name, user.nick, RPL_NAMREPLY, symbol, channel.name, text)
  );
}

/** From outside, a secret channel shows nobody, and any channel hides those who are invisible. */
function visibleNames(channel: Channel, viewer: User, style: NameStyle): string[] {
  if (channel.members.has(viewer)) return channel.names.texts(style);
  if (channel.isHiddenFrom(viewer)) return [];
  return packNames([...channel.members].filter(([user]) => !user.modes.has("i")), style);
}
