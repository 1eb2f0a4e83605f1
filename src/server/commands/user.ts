/** USER: username and realname, once. https://modern.ircdocs.horse/#user-message */
import { cutBytes } from "../../irc/text.ts";
import {
  ERR_ALREADYREGISTERED,
  ERR_INVALIDUSERNAME,
  ERR_NEEDMOREPARAMS,
} from "../../irc/numerics.ts";
import type { EarlyContext } from "../command.ts";
import { REALNAME_BYTES } from "../isupport.ts";
import { register } from "../registration.ts";

/** Bytes; it is part of lines that must stay within 512. */
const USERNAME_BYTES = 20;

export function user(
  context: EarlyContext,
  username: string,
  _mode: string,
  _unused: string,
  realname: string,
): void | Promise<void> {
  const { session, reply } = context;
  if (context.user) return reply.numeric(ERR_ALREADYREGISTERED);
  if (username === "" || realname === "") return reply.numeric(ERR_NEEDMOREPARAMS, "USER");
  // deno-lint-ignore no-control-regex
  if (/[\s@!:\x00-\x1f\x7f]/.test(username)) return reply.numeric(ERR_INVALIDUSERNAME);
  session.registration.username = cutBytes(username, USERNAME_BYTES);
  session.registration.realname = cutBytes(realname, REALNAME_BYTES);
  return register(context);
}
