/** INFO: what the server is. https://modern.ircdocs.horse/#info-message */
import { ERR_NOSUCHSERVER, RPL_ENDOFINFO, RPL_INFO } from "../../irc/numerics.ts";
import type { Context } from "../command.ts";
import { VERSION } from "../version.ts";
import { isThisServer } from "./version.ts";

export function info(context: Context, server?: string): void {
  const { network, reply } = context;
  if (!isThisServer(context, server)) return reply.numeric(ERR_NOSUCHSERVER, server ?? "");
  const { description, network: networkName } = network.settings.server;
  const lines = [
    `${VERSION}, a chat server that speaks IRC and keeps every message in PostgreSQL`,
    `${networkName}: ${description}`,
    `Running since ${new Date(network.startedAt).toUTCString()}`,
  ];
  for (const line of lines) reply.numeric(RPL_INFO, line);
  reply.numeric(RPL_ENDOFINFO);
}
