/** NICK: what a user is called. https://modern.ircdocs.horse/#nick-message */
import { byteLength } from "../../irc/text.ts";
import { isNick } from "../../irc/names.ts";
import {
  ERR_ERRONEUSNICKNAME,
  ERR_NICKNAMEINUSE,
  ERR_NONICKNAMEGIVEN,
} from "../../irc/numerics.ts";
import { tellNeighbours } from "../announce.ts";
import type { EarlyContext } from "../command.ts";
import { isServiceNick } from "../credentials.ts";
import { register } from "../registration.ts";

export function nick(context: EarlyContext, wanted = ""): void | Promise<void> {
  const { network, session, user, reply } = context;
  const { settings } = network;
  if (wanted === "") return reply.numeric(ERR_NONICKNAMEGIVEN);
  if (
    !isNick(wanted, settings.server.casemapping) || byteLength(wanted) > settings.limits.nickLen
  ) {
    return reply.numeric(ERR_ERRONEUSNICKNAME, wanted);
  }
  if (!user) {
    // Whether it is free shows when registration is complete: the client may log in before that.
    session.registration.nick = wanted;
    return register(context);
  }
  if (wanted === user.nick || refusesNick(context, wanted)) return;
  tellNeighbours(network, user, "NICK", wanted);
  network.renameUser(user, wanted);
}

/** Refuses a nick that somebody else has, or that is the name of somebody else's account. */
export function refusesNick(context: EarlyContext, wanted: string): boolean {
  const { network, session, user, accounts, reply } = context;
  const holder = network.user(wanted);
  const owner = network.settings.accounts.reserveNicks ? accounts.ofNick(wanted) : undefined;
  const isReserved = owner !== undefined && owner.id !== session.login?.id;
  const isTaken = (holder !== undefined && holder !== user) || isServiceNick(wanted);
  if (!isReserved && !isTaken) return false;
  reply.numeric(ERR_NICKNAMEINUSE, wanted);
  if (isReserved) {
    const text =
      `${wanted} belongs to the account ${owner.name}. Log in to it with SASL, or choose ` +
      `another nick and then send: NS IDENTIFY ${owner.name} <password>`;
    reply.note("NICK", "NICK_RESERVED", wanted, text);
  }
  return true;
}
