/**
 * AUTHENTICATE: logging in with SASL, before registration or at any time after it.
 * https://ircv3.net/specs/extensions/sasl-3.1, https://ircv3.net/specs/extensions/sasl-3.2
 */
import {
  ERR_SASLABORTED,
  ERR_SASLFAIL,
  ERR_SASLTOOLONG,
  RPL_SASLMECHS,
  RPL_SASLSUCCESS,
} from "../../irc/numerics.ts";
import { toPieces } from "../../irc/sasl.ts";
import type { EarlyContext } from "../command.ts";
import { Line } from "../line.ts";
import { logIn } from "../login.ts";
import { type Exchange, mechanismsFor, startExchange, type Step } from "../sasl.ts";
import { replayMissed } from "./replay.ts";

export function authenticate(context: EarlyContext, said: string): void | Promise<void> {
  const { session } = context;
  if (said === "*") return abort(context);
  return session.sasl ? go(context, session.sasl, said) : start(context, said);
}

function start({ session, accounts, reply }: EarlyContext, mechanism: string): void {
  const mechanisms = mechanismsFor(session);
  const name = mechanisms.find((name) => name === mechanism.toUpperCase());
  if (name === undefined) {
    reply.numeric(RPL_SASLMECHS, mechanisms.join(","));
    return reply.numeric(ERR_SASLFAIL, `SASL authentication failed: there is no ${mechanism} here`);
  }
  session.sasl = startExchange(name, accounts, session.origin);
  reply.send(new Line(undefined, "AUTHENTICATE", ["+"]));
}

function go(context: EarlyContext, exchange: Exchange, piece: string): void | Promise<void> {
  const { session, reply } = context;
  const collected = exchange.pieces.add(piece);
  switch (collected.kind) {
    case "more":
      return;
    case "piece too long":
      session.sasl = undefined;
      return reply.numeric(ERR_SASLTOOLONG);
    case "endless":
      return fail(context, "what your client sent is too long");
    case "malformed":
      return fail(context, "what your client sent is malformed");
    case "text":
      return exchange.respond(collected.text).then((step) => follow(context, exchange, step));
  }
}

function follow(context: EarlyContext, exchange: Exchange, step: Step): void | Promise<void> {
  const { session, user, reply } = context;
  if (session.sasl !== exchange) return;
  switch (step.kind) {
    case "challenge":
      for (const piece of toPieces(step.text)) {
        reply.send(new Line(undefined, "AUTHENTICATE", [piece]));
      }
      return;
    case "account":
      session.sasl = undefined;
      logIn(context, step.account);
      reply.numeric(RPL_SASLSUCCESS);
      return user && replayMissed({ ...context, user });
    case "refused":
      return fail(context, step.reason);
  }
}

function fail({ session, reply }: EarlyContext, reason: string): void {
  session.sasl = undefined;
  reply.numeric(ERR_SASLFAIL, `SASL authentication failed: ${reason}`);
}

/** Ends an exchange that the client does not want to go on with. */
export function abort({ session, reply }: EarlyContext): void {
  session.sasl = undefined;
  reply.numeric(ERR_SASLABORTED);
}
