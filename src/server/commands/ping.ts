/** PING and PONG: is the other side there? https://modern.ircdocs.horse/#ping-message */
import { ERR_NOORIGIN } from "../../irc/numerics.ts";
import type { EarlyContext } from "../command.ts";

export function ping({ network, reply }: EarlyContext, token = ""): void {
  if (token === "") return reply.numeric(ERR_NOORIGIN);
  reply.line("PONG", network.name, token);
}

/** Any line shows that a client is there, so a PONG needs nothing more. */
export function pong(): void {}
