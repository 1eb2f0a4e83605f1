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
  const all = network.users.size;
  const invisible = network.usersWith("i").size;
  const { maxUsers } = network;
  reply.numeric(
    RPL_LUSERCLIENT,
    `There are ${all - invisible} users and ${invisible} invisible on 1 servers`,
  );
  reply.numeric(RPL_LUSEROP, network.usersWith("o").size);
  reply.numeric(RPL_LUSERUNKNOWN, network.unregistered);
  reply.numeric(RPL_LUSERCHANNELS, network.channels.size);
  reply.numeric(RPL_LUSERME, `I have ${all} clients and 0 servers`);
  reply.numeric(RPL_LOCALUSERS, all, maxUsers, `Current local users ${all}, max ${maxUsers}`);
  reply.numeric(RPL_GLOBALUSERS, all, maxUsers, `Current global users ${all}, max ${maxUsers}`);
}
