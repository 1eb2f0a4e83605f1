/** NICK: what a user is called. https://modern.ircdocs.horse/#nick-message */
import { byteLength } from "../../irc/text.ts";
import { isNick } from "../../irc/names.ts";
import {
  ERR_ERRONEUSNICKNAME,
  ERR_NICKNAMEINUSE,
  ERR_NONICKNAMEGIVEN,
} from "../../irc/numerics.ts";
import type { EarlyContext } from "../command.ts";
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
  const holder = network.user(wanted);
  if (holder && holder !== user) return reply.numeric(ERR_NICKNAMEINUSE, wanted);
  if (!user) {
    session.registration.nick = wanted;
    return register(context);
  }
  if (wanted === user.nick) return;
  network.tellNeighbours(user, "NICK", wanted);
  network.renameUser(user, wanted);
}
