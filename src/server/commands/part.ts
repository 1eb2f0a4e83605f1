/** PART: out of a channel. https://modern.ircdocs.horse/#part-message */
import { cutBytes } from "../../irc/text.ts";
import { ERR_NOSUCHCHANNEL, ERR_NOTONCHANNEL } from "../../irc/numerics.ts";
import { tell } from "../announce.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../command.ts";

export function part(context: Context, names: string, reason?: string): void {
  const { network, user, reply } = context;
  for (const name of names.split(",")) {
    const channel = network.channel(name);
    if (!channel) reply.numeric(ERR_NOSUCHCHANNEL, name);
    else if (!channel.members.has(user)) reply.numeric(ERR_NOTONCHANNEL, channel.name);
    else leave(context, channel, reason);
  }
}

/** `JOIN 0` leaves every channel. */
export function partAll(context: Context): void {
  for (const channel of [...context.user.channels]) leave(context, channel);
}

function leave({ network, rules, user }: Context, channel: Channel, reason = ""): void {
  const isHidden = rules.hides(channel, user, reason);
  const said = isHidden ? "" : cutBytes(reason, network.settings.limits.kickLen);
  tell(network, channel, user, "PART", channel.name, ...(said === "" ? [] : [said]));
  network.removeMember(channel, user);
}
