/** USERHOST: where up to five people are, in one line. https://modern.ircdocs.horse/#userhost-message */
import { RPL_USERHOST } from "../../irc/numerics.ts";
import type { Context } from "../command.ts";

const MOST_NICKS = 5;

export function userhost({ network, reply }: Context, ...nicks: string[]): void {
  const found = nicks.slice(0, MOST_NICKS).flatMap((nick) => network.user(nick) ?? []);
  const replies = found.map((user) => {
    const oper = user.modes.has("o") ? "*" : "";
    const presence = user.away === undefined ? "+" : "-";
    return `${user.nick}${oper}=${presence}${user.username}@${user.host}`;
  });
  reply.numeric(RPL_USERHOST, replies.join(" "));
}
