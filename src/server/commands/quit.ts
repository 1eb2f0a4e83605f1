/** QUIT: a session ends by its own wish. https://modern.ircdocs.horse/#quit-message */
import { cutBytes } from "../../irc/text.ts";
import type { EarlyContext } from "../command.ts";
import { errorLine } from "../network.ts";

export function quit({ network, session, user }: EarlyContext, reason = ""): void {
  const said = cutBytes(reason, network.settings.limits.kickLen);
  session.write(errorLine(`Closing link: ${user?.nick ?? session.origin.address} (Quit: ${said})`));
  session.close(said === "" ? "Quit" : `Quit: ${said}`);
}
