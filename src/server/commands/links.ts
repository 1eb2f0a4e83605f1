/** LINKS: servers linked to this one; there are none. https://modern.ircdocs.horse/#links-message */
import { RPL_ENDOFLINKS } from "../../irc/numerics.ts";
import type { Context } from "../command.ts";

export function links({ reply }: Context): void {
  reply.numeric(RPL_ENDOFLINKS, "*");
}
