/** A user's own modes. https://modern.ircdocs.horse/#user-modes */
import {
  formatModeChanges,
  isUserMode,
  type ModeChange,
  parseModeChanges,
} from "../../irc/modes.ts";
import { ERR_UMODEUNKNOWNFLAG, RPL_UMODEIS } from "../../irc/numerics.ts";
import { eventLine } from "../announce.ts";
import type { Context } from "../command.ts";
import type { Network } from "../network.ts";
import type { User } from "../user.ts";

export function showUserModes({ user, reply }: Context): void {
  reply.numeric(RPL_UMODEIS, `+${[...user.modes].sort().join("")}`);
}

export function changeUserModes({ network, user, reply }: Context, params: string[]): void {
  const wanted = parseModeChanges(params, () => false);
  const changed = wanted.filter((change) => changeUserMode(network, user, change));
  if (changed.length > 0) {
    user.send(eventLine(network, user, "MODE", user.nick, ...formatModeChanges(changed)));
  }
  if (wanted.some(({ letter }) => !isUserMode(letter))) reply.numeric(ERR_UMODEUNKNOWNFLAG);
}

/** False if nothing changed by that. Nobody becomes an operator this way, but one may cease to be it. */
function changeUserMode(network: Network, user: User, { sign, letter }: ModeChange): boolean {
  const on = sign === "+";
  if (!isUserMode(letter) || (letter === "o" && on)) return false;
  return network.setUserMode(user, letter, on);
}
