/** PASS: the server's password, before NICK and USER. https://modern.ircdocs.horse/#pass-message */
import { ERR_ALREADYREGISTERED } from "../../irc/numerics.ts";
import type { EarlyContext } from "../command.ts";

export function pass({ session, user, reply }: EarlyContext, password: string): void {
  if (user) return reply.numeric(ERR_ALREADYREGISTERED);
  const { registration } = session;
  // Where registration is put off, by CAP, this is too late all the same.
  if (registration.nick !== undefined && registration.username !== undefined) return;
  registration.password = password;
}
