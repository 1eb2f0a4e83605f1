/** KILL: an operator ends somebody's connections. https://modern.ircdocs.horse/#kill-message */
import { cutBytes } from "../../irc/text.ts";
import { ERR_NOSUCHNICK } from "../../irc/numerics.ts";
import { eventLine } from "../announce.ts";
import type { Context } from "../command.ts";
import { lacks } from "../lacks.ts";
import { errorLine } from "../network.ts";

export function kill(context: Context, nick: string, comment = ""): void {
  const { network, user, reply, audit } = context;
  if (lacks(context, "kill")) return;
  const victim = network.user(nick);
  if (!victim) return reply.numeric(ERR_NOSUCHNICK, nick);
  const said = cutBytes(
    comment === "" ? "No reason given" : comment,
    network.settings.limits.kickLen,
  );
  audit.record(user, "KILL", victim.source, said);
  const reason = `Killed (${user.nick} (${said}))`;
  const last = errorLine(`Closing link: ${network.name} (${reason})`);
  victim.send(eventLine(network, user, "KILL", victim.nick, said));
  for (const session of victim.sessions) session.close(reason, last);
  // Somebody who stays on while no client is connected leaves as well.
  if (network.user(nick) === victim) network.removeUser(victim, reason);
}
