/**
 * ACCEPT: who may write to a user who otherwise wants to hear from registered people only (+R).
 * https://docs.inspircd.org/4/modules/callerid/
 */
import {
  ERR_ACCEPTEXIST,
  ERR_ACCEPTNOT,
  ERR_NOSUCHNICK,
  RPL_ACCEPTLIST,
  RPL_ENDOFACCEPT,
} from "../../irc/numerics.ts";
import { packWords } from "../../irc/text.ts";
import type { Context } from "../command.ts";
import { LIST_BYTES } from "../monitor.ts";

export function accept(context: Context, targets: string): void {
  for (const target of targets.split(",")) {
    if (target === "*") showList(context);
    else if (target.startsWith("-")) remove(context, target.slice(1));
    else if (target !== "") add(context, target);
  }
}

function add({ network, user, reply }: Context, nick: string): void {
  const other = network.user(nick);
  if (!other) return reply.numeric(ERR_NOSUCHNICK, nick);
  if (user.accepts(other)) return reply.numeric(ERR_ACCEPTEXIST, other.nick);
  user.accept(other);
}

/** They are found by the nick that they have now, or had when they were accepted. */
function remove({ network, user, reply }: Context, nick: string): void {
  const key = network.fold(nick);
  const now = network.user(nick)?.party.id;
  const isMeant = ([id, accepted]: [string, string]) =>
    id === now || network.fold(accepted) === key;
  const meant = [...user.accepted].filter(isMeant);
  if (meant.length === 0) return reply.numeric(ERR_ACCEPTNOT, nick);
  for (const [id] of meant) user.accepted.delete(id);
}

function showList({ user, reply }: Context): void {
  for (const nicks of packWords(user.accepted.values(), LIST_BYTES)) {
    reply.numeric(RPL_ACCEPTLIST, ...nicks.split(" "));
  }
  reply.numeric(RPL_ENDOFACCEPT);
}
