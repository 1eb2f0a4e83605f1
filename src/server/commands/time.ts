/** TIME: what time it is at the server. https://modern.ircdocs.horse/#time-message */
import { ERR_NOSUCHSERVER, RPL_TIME } from "../../irc/numerics.ts";
import type { Context } from "../command.ts";
import { isThisServer } from "./version.ts";

export function time(context: Context, server?: string): void {
  const { network, reply } = context;
  if (!isThisServer(context, server)) return reply.numeric(ERR_NOSUCHSERVER, server ?? "");
  reply.numeric(RPL_TIME, network.name, new Date(network.clock.now()).toUTCString());
}
