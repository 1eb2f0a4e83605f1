/** MOTD: the message of the day. https://modern.ircdocs.horse/#motd-message */
import {
  ERR_NOMOTD,
  ERR_NOSUCHSERVER,
  RPL_ENDOFMOTD,
  RPL_MOTD,
  RPL_MOTDSTART,
} from "../../irc/numerics.ts";
import type { Context } from "../command.ts";
import { isThisServer } from "./version.ts";

export function motd(context: Context, server?: string): void {
  const { network, reply } = context;
  if (!isThisServer(context, server)) return reply.numeric(ERR_NOSUCHSERVER, server ?? "");
  const lines = network.settings.motd;
  if (lines === null) return reply.numeric(ERR_NOMOTD);
  reply.numeric(RPL_MOTDSTART, `- ${network.name} Message of the day - `);
  for (const line of lines) reply.numeric(RPL_MOTD, `- ${line}`);
  reply.numeric(RPL_ENDOFMOTD);
}
