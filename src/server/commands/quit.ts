/** QUIT: a session ends by its own wish. https://modern.ircdocs.horse/#quit-message */
import { cutBytes } from "../../irc/text.ts";
import { eventLine } from "../announce.ts";
import type { EarlyContext } from "../command.ts";
import { errorLine } from "../network.ts";

export function quit({ network, rules, session, user }: EarlyContext, reason = ""): void {
  const isHidden = user && [...user.channels].some((channel) => rules.hides(channel, user, reason));
  const said = isHidden ? "" : cutBytes(reason, network.settings.limits.kickLen);
  const why = said === "" ? "Quit" : `Quit: ${said}`;
  // Whoever stays with another client must learn that it is this one that has left.
  if (user) session.write(eventLine(network, user, "QUIT", why));
  session.close(why, errorLine(`Closing link: ${user?.nick ?? session.origin.address} (${why})`));
}
