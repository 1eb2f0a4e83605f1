/** WALLOPS: an operator's message to everybody who wants such messages (+w). https://modern.ircdocs.horse/#wallops-message */
import { ERR_NEEDMOREPARAMS, ERR_NOPRIVILEGES } from "../../irc/numerics.ts";
import type { Context } from "../command.ts";

export function wallops({ network, user, reply }: Context, text: string): void {
  if (!user.modes.has("o")) return reply.numeric(ERR_NOPRIVILEGES);
  if (text === "") return reply.numeric(ERR_NEEDMOREPARAMS, "WALLOPS");
  const line = network.event(user, "WALLOPS", text);
  for (const reader of network.usersWith("w")) reader.send(line);
}
