/** ISUPPORT: what the server tells of itself, once more. https://ircv3.net/specs/extensions/extended-isupport */
import { isupportLines } from "../../irc/isupport.ts";
import { ERR_NOTREGISTERED, RPL_ISUPPORT } from "../../irc/numerics.ts";
import type { EarlyContext } from "../command.ts";
import { isupport as tokens } from "../isupport.ts";
import { numericLine } from "../line.ts";

/** Also sent with the welcome and by VERSION. */
export function isupport({ network, session, user, reply }: EarlyContext): void {
  const isExtended = session.has("draft/extended-isupport");
  if (!user && !isExtended) return reply.numeric(ERR_NOTREGISTERED);
  const lines = isupportLines(tokens(network.settings)).map((some) =>
    numericLine(network.name, session.nick, RPL_ISUPPORT, ...some)
  );
  if (isExtended) reply.batch("draft/isupport", [], lines);
  else for (const line of lines) reply.send(line);
}
