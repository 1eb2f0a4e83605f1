/** NAMES: who is in a channel. https://modern.ircdocs.horse/#names-message */
import { byteLength } from "../../irc/text.ts";
import { RPL_ENDOFNAMES, RPL_NAMREPLY } from "../../irc/numerics.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../command.ts";

/** Bytes of nicks in one line; the rest of the 512 is for what stands in front of them. */
const NAMES_BYTES = 380;

export function names(context: Context, targets?: string): void {
  const { network, reply } = context;
  if (targets === undefined) return reply.numeric(RPL_ENDOFNAMES, "*");
  for (const name of targets.split(",")) {
    const channel = network.channel(name);
    if (channel) memberLines(context, channel);
  }
  reply.numeric(RPL_ENDOFNAMES, targets);
}

/** The members of a channel that one has just joined. */
export function nameLines(context: Context, channel: Channel): void {
  memberLines(context, channel);
  context.reply.numeric(RPL_ENDOFNAMES, channel.name);
}

function memberLines({ session, user, reply }: Context, channel: Channel): void {
  const inside = channel.members.has(user);
  if (channel.flags.has("s") && !inside) return;
  const symbol = channel.flags.has("s") ? "@" : "=";
  let line = "";
  for (const [other, member] of channel.members) {
    if (!inside && other.modes.has("i")) continue;
    const prefixes = session.has("multi-prefix") ? member.prefixes : member.prefixes.slice(0, 1);
    const name = `${prefixes}${other.nick}`;
    if (line !== "" && byteLength(line) + 1 + byteLength(name) > NAMES_BYTES) {
      reply.numeric(RPL_NAMREPLY, symbol, channel.name, line);
      line = "";
    }
    line += line === "" ? name : ` ${name}`;
  }
  if (line !== "") reply.numeric(RPL_NAMREPLY, symbol, channel.name, line);
}
