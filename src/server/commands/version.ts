/** VERSION: which program the server is, and what it supports. https://modern.ircdocs.horse/#version-message */
import { matchesMask } from "../../irc/names.ts";
import { ERR_NOSUCHSERVER, RPL_VERSION } from "../../irc/numerics.ts";
import type { Context } from "../command.ts";
import { VERSION } from "../version.ts";
import { isupport } from "./isupport.ts";

export function version(context: Context, server?: string): void {
  const { network, reply } = context;
  if (!isThisServer(context, server)) return reply.numeric(ERR_NOSUCHSERVER, server ?? "");
  reply.numeric(RPL_VERSION, VERSION, network.name, network.settings.server.description);
  isupport(context);
}

/** Whether a question is meant for this server: it names it, perhaps with a mask, or somebody on it. */
export function isThisServer({ network }: Context, name = network.name): boolean {
  return matchesMask(network.fold(network.name), network.fold(name)) ||
    network.user(name) !== undefined;
}
