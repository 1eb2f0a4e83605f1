/** WHOWAS: who had a nick before. https://modern.ircdocs.horse/#whowas-message */
import {
  ERR_NONICKNAMEGIVEN,
  ERR_WASNOSUCHNICK,
  RPL_ENDOFWHOWAS,
  RPL_WHOISSERVER,
  RPL_WHOWASUSER,
} from "../../irc/numerics.ts";
import type { Context } from "../command.ts";

export function whowas({ network, reply }: Context, nick = "", count = "0"): void {
  if (nick === "") return reply.numeric(ERR_NONICKNAMEGIVEN);
  const found = network.whowas.find(nick);
  const most = Number.parseInt(count);
  if (found.length === 0) reply.numeric(ERR_WASNOSUCHNICK, nick);
  for (const { nick, username, host, realname, until } of most > 0 ? found.slice(0, most) : found) {
    reply.numeric(RPL_WHOWASUSER, nick, username, host, "*", realname);
    reply.numeric(RPL_WHOISSERVER, nick, network.name, new Date(until).toUTCString());
  }
  reply.numeric(RPL_ENDOFWHOWAS, nick);
}
