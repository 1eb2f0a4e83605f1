/** SETNAME: another realname. https://ircv3.net/specs/extensions/setname */
import { byteLength } from "../../irc/text.ts";
import { announce } from "../announce.ts";
import type { Context } from "../command.ts";
import { REALNAME_BYTES } from "../isupport.ts";

export function setname({ network, user, reply }: Context, realname: string): void {
  if (realname === "" || byteLength(realname) > REALNAME_BYTES) {
    const text = `A realname has 1 to ${REALNAME_BYTES} bytes`;
    return reply.fail("SETNAME", "INVALID_REALNAME", text);
  }
  user.realname = realname;
  announce(network, user, "setname", "SETNAME", [realname]);
}
