/** OPER: becoming a server operator. https://modern.ircdocs.horse/#oper-message */
import { createHash, timingSafeEqual } from "node:crypto";
import { ERR_PASSWDMISMATCH, RPL_YOUREOPER } from "../../irc/numerics.ts";
import type { Context } from "../command.ts";

export function oper(
  { network, user, reply, log, audit }: Context,
  name: string,
  password: string,
): void {
  const known = network.settings.opers.find((one) => one.name === name);
  // An unknown name takes as long as a wrong password, so that nobody can tell the two apart.
  const fits = isSameSecret(password, known?.password ?? "");
  if (!known || !fits) {
    log.warn("OPER was refused", { oper: name, nick: user.nick, host: user.host });
    return reply.numeric(ERR_PASSWDMISMATCH);
  }
  user.oper = known;
  audit.record(user, "OPER");
  network.setUserMode(user, "o", true);
  user.send(network.event(user, "MODE", user.nick, "+o"));
  reply.numeric(RPL_YOUREOPER);
}

/** Compares in a time that depends on neither: what is compared is always as long as a digest. */
function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}
