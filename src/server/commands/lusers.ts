/** LUSERS: how many there are. https://modern.ircdocs.horse/#lusers-message */
import {
  RPL_GLOBALUSERS,
  RPL_LOCALUSERS,
  RPL_LUSERCHANNELS,
  RPL_LUSERCLIENT,
  RPL_LUSERME,
  RPL_LUSEROP,
  RPL_LUSERUNKNOWN,
} from "../../irc/numerics.ts";
import type { Context } from "../command.ts";

export function lusers({ network, reply }: Context): void {
  const users = [...network.users.values()];
  const all = users.length;
  const invisible = users.filter((user) => user.modes.has("i")).length;
  const opers = users.filter((user) => user.modes.has("o")).length;
  const unknown = [...network.sessions].filter((session) => !session.user).length;
  const { maxUsers } = network;
  reply.numeric(
    RPL_LUSERCLIENT,
    `There are ${all - invisible} users and ${invisible} invisible on 1 servers`,
  );
  reply.numeric(RPL_LUSEROP, opers);
  reply.numeric(RPL_LUSERUNKNOWN, unknown);
  reply.numeric(RPL_LUSERCHANNELS, network.channels.size);
  reply.numeric(RPL_LUSERME, `I have ${all} clients and 0 servers`);
  reply.numeric(RPL_LOCALUSERS, all, maxUsers, `Current local users ${all}, max ${maxUsers}`);
  reply.numeric(RPL_GLOBALUSERS, all, maxUsers, `Current global users ${all}, max ${maxUsers}`);
}
