/** Whether somebody may not do what only certain operators may; then they have been told so. */
import { ERR_NOPRIVILEGES, ERR_NOPRIVS } from "../irc/numerics.ts";
import type { Privilege } from "../privileges.ts";
import type { Reply } from "./reply.ts";
import type { User } from "./user.ts";

interface Asking {
  readonly user: User;
  readonly reply: Reply;
}

export function lacks({ user, reply }: Asking, privilege: Privilege): boolean {
  if (user.may(privilege)) return false;
  if (user.modes.has("o")) reply.numeric(ERR_NOPRIVS, privilege);
  else reply.numeric(ERR_NOPRIVILEGES);
  return true;
}
