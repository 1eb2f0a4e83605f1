/** WALLOPS: an operator's message to everybody who wants such messages (+w). https://modern.ircdocs.horse/#wallops-message */
import { ERR_NEEDMOREPARAMS } from "../../irc/numerics.ts";
import { eventLine } from "../announce.ts";
import type { Context } from "../command.ts";
import { lacks } from "../lacks.ts";

export function wallops(context: Context, text: string): void {
  const { network, user, reply, audit } = context;
  if (lacks(context, "wallops")) return;
  if (text === "") return reply.numeric(ERR_NEEDMOREPARAMS, "WALLOPS");
  audit.record(user, "WALLOPS");
  const line = eventLine(network, user, "WALLOPS", text);
  for (const reader of network.usersWith("w")) reader.send(line);
}
