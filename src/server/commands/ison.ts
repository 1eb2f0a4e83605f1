/** ISON: which of some nicks are here, in one line. https://www.rfc-editor.org/rfc/rfc1459#section-5.8 */
import { byteLength, packWords } from "../../irc/text.ts";
import { RPL_ISON } from "../../irc/numerics.ts";
import type { Context } from "../command.ts";

/** Asked again and again by clients that do not know MONITOR; some send all nicks as one parameter. */
export function ison({ network, user, reply }: Context, ...params: string[]): void {
  const nicks = params.flatMap((param) => param.split(" "));
  const here = nicks.flatMap((nick) => network.user(nick)?.nick ?? []);
  const room = network.settings.limits.line -
    byteLength(`:${network.name} ${RPL_ISON.code} ${user.nick} :\r\n`);
  // The answer has one line; nicks that do not fit into it were too many to ask for.
  const [line = ""] = packWords(here, room);
  reply.numeric(RPL_ISON, line);
}
