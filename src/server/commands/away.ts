/**
 * AWAY: whether a user is there to read. https://modern.ircdocs.horse/#away-message,
 * https://ircv3.net/specs/extensions/away-notify, https://ircv3.net/specs/extensions/pre-away
 */
import { cutBytes } from "../../irc/text.ts";
import { ERR_NOTREGISTERED, RPL_NOWAWAY, RPL_UNAWAY } from "../../irc/numerics.ts";
import { announce } from "../announce.ts";
import type { EarlyContext } from "../command.ts";
import { UNATTENDED } from "../user.ts";

export function away(context: EarlyContext, text = ""): void {
  const { network, session, user, reply } = context;
  const message = cutBytes(text, network.settings.limits.awayLen);
  if (!user) {
    if (!session.has("draft/pre-away")) return reply.numeric(ERR_NOTREGISTERED);
    session.registration.away = message;
  } else if (message !== UNATTENDED || user.sessions.length === 1) {
    // A client that nobody looks at does not speak for the user's others.
    const before = user.away;
    user.away = message === "" ? undefined : message;
    if (user.away !== before) {
      announce(network, user, "away-notify", "AWAY", message === "" ? [] : [message], session);
    }
  }
  reply.numeric(message === "" ? RPL_UNAWAY : RPL_NOWAWAY);
}
