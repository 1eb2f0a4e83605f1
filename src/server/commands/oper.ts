/**
 * OPER: becoming a server operator, as one of the configuration or with an account that has privileges.
 * https://modern.ircdocs.horse/#oper-message
 */
import { createHash, timingSafeEqual } from "node:crypto";
import { ERR_PASSWDMISMATCH, RPL_YOUREOPER } from "../../irc/numerics.ts";
import { WRONG_PASSWORD } from "../accounts.ts";
import { eventLine } from "../announce.ts";
import type { Context } from "../command.ts";
import { operOf } from "../opers.ts";
import type { Oper } from "../user.ts";

export function oper(context: Context, name: string, password: string): void | Promise<void> {
  const { network, session, accounts } = context;
  const known = network.settings.opers.find((one) => one.name === name);
  if (!known) return ofAccount(context, name, password);
  const { address } = session.origin;
  const tooSoon = accounts.refusesTry(address);
  if (tooSoon !== undefined) return refuseTry(context, tooSoon);
  if (!isSameSecret(password, known.password)) return refuse(context, name);
  accounts.succeeded(address);
  become(context, known);
}

/** A name that nobody has takes as long as a wrong password, so that nobody can tell the two apart. */
async function ofAccount(context: Context, name: string, password: string): Promise<void> {
  const { session, accounts } = context;
  const outcome = await accounts.checkPassword(name, password, session.origin.address);
  if (session.closing !== undefined) return;
  if (outcome.kind === "refused") {
    if (outcome.reason === WRONG_PASSWORD) return refuse(context, name);
    return refuseTry(context, outcome.reason);
  }
  const known = operOf(outcome.account);
  if (!known) return refuse(context, name);
  become(context, known);
}

function become({ network, user, reply, audit }: Context, oper: Oper): void {
  user.oper = oper;
  audit.record(user, "OPER");
  network.setUserMode(user, "o", true);
  user.send(eventLine(network, user, "MODE", user.nick, "+o"));
  reply.numeric(RPL_YOUREOPER);
}

function refuse({ user, reply, log }: Context, name: string): void {
  log.warn("OPER was refused", { oper: name, nick: user.nick, host: user.host });
  reply.numeric(ERR_PASSWDMISMATCH);
}

function refuseTry({ reply }: Context, reason: string): void {
  reply.fail("OPER", "TEMPORARILY_UNAVAILABLE", `You are no operator: ${reason}`);
}

/** Compares in a time that depends on neither: what is compared is always as long as a digest. */
function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}
