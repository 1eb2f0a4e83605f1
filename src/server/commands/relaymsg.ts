/**
 * RELAYMSG: a bridge says something in a channel for somebody elsewhere.
 * https://github.com/ircv3/ircv3-specifications/pull/417
 */
import { byteLength } from "../../irc/text.ts";
import { ERR_NOSUCHCHANNEL, ERR_UNKNOWNCOMMAND } from "../../irc/numerics.ts";
import type { Context } from "../command.ts";
import { sayAs } from "./relay.ts";

export function relaymsg(context: Context, name: string, nick: string, text: string): void {
  const { network, rules, user, reply } = context;
  const { relaymsg } = network.settings.features;
  if (!relaymsg.enabled) return reply.numeric(ERR_UNKNOWNCOMMAND, "RELAYMSG");
  const channel = network.channel(name);
  if (!channel) return reply.numeric(ERR_NOSUCHCHANNEL, name);
  const mayRelay = user.modes.has("o") || (relaymsg.forChanops && channel.isAtLeast(user, "o"));
  if (!mayRelay) {
    return reply.fail("RELAYMSG", "PRIVS_NEEDED", `You may not relay to ${channel.name}`);
  }
  if (!isRelayedNick(context, nick)) {
    const text =
      `The nick of somebody elsewhere needs one of ${relaymsg.separators} and no other marks`;
    return reply.fail("RELAYMSG", "INVALID_NICK", text);
  }
  const refusal = channel.refusesMessage(user);
  if (refusal) return reply.numeric(refusal, channel.name);
  // Those elsewhere have no rank here, whatever the bridge's.
  const why = rules.refusesWords(channel, text);
  if (why !== undefined) return reply.fail("RELAYMSG", "MESSAGE_REFUSED", channel.name, why);
  sayAs(context, channel, nick, text);
}

/** Has a separator, so that it is taken for nobody here, and nothing that means something in a line. */
function isRelayedNick({ network }: Context, nick: string): boolean {
  const { limits, features } = network.settings;
  return !/[\s!+%@&#$:'"?*,.\p{Cc}\p{Bidi_Control}]/u.test(nick) &&
    [...features.relaymsg.separators].some((separator) => nick.includes(separator)) &&
    byteLength(nick) <= limits.nickLen && !network.user(nick);
}
