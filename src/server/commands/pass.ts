/** PASS: the server's password, before NICK and USER. https://modern.ircdocs.horse/#pass-message */
import { ERR_ALREADYREGISTERED } from "../../irc/numerics.ts";
import type { EarlyContext } from "../command.ts";

export function pass({ session, user, reply }: EarlyContext, password: string): void {
  if (user) return reply.numeric(ERR_ALREADYREGISTERED);
  session.registration.password = password;
}
