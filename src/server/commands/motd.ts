/** MOTD: the message of the day. https://modern.ircdocs.horse/#motd-message */
import { ERR_NOMOTD, RPL_ENDOFMOTD, RPL_MOTD, RPL_MOTDSTART } from "../../irc/numerics.ts";
import type { Context } from "../command.ts";

export function motd({ network, reply }: Context): void {
  const lines = network.settings.motd;
  if (lines === null) return reply.numeric(ERR_NOMOTD);
  reply.numeric(RPL_MOTDSTART, `- ${network.name} Message of the day - `);
  for (const line of lines) reply.numeric(RPL_MOTD, `- ${line}`);
  reply.numeric(RPL_ENDOFMOTD);
}
