/**
 * Masks on a channel's lists. Besides `nick!user@host` there are two extended bans: `a:name` fits whoever
 * is logged in to that account, and `m:` in front of any mask takes only the voice, not the way in.
 * https://modern.ircdocs.horse/#extban-parameter, https://ircv3.net/specs/extensions/account-extban
 */
import { completeMask, matchesMask } from "./names.ts";

/** The extended ban that names an account. */
export const ACCOUNT_EXTBAN = "a";
const MUTE_EXTBAN = "m";
/** All of them. */
export const EXTBANS = [ACCOUNT_EXTBAN, MUTE_EXTBAN] as const;

/** Whom a mask may fit; both texts are folded. */
export interface Maskable {
  /** `nick!user@host` */
  readonly source: string;
  readonly account: string | undefined;
}

/** Completes a mask as people type it: `m:ann` is `m:ann!*@*`. */
export function completeListed(mask: string): string {
  if (mask.startsWith(`${MUTE_EXTBAN}:`)) return `${MUTE_EXTBAN}:${completeListed(mask.slice(2))}`;
  return mask.startsWith(`${ACCOUNT_EXTBAN}:`) ? mask : completeMask(mask);
}

/** Whether the mask takes only the voice. */
export function isMute(mask: string): boolean {
  return mask.startsWith(`${MUTE_EXTBAN}:`);
}

/** Whether a folded, completed mask fits somebody. */
export function fits(mask: string, { source, account }: Maskable): boolean {
  if (isMute(mask)) return fits(mask.slice(2), { source, account });
  if (mask.startsWith(`${ACCOUNT_EXTBAN}:`)) {
    return account !== undefined && matchesMask(account, mask.slice(2));
  }
  return matchesMask(withoutTilde(source), withoutTilde(mask));
}

/** Elsewhere `~` marks a username that nobody has verified; masks are written with it by habit. */
function withoutTilde(text: string): string {
  return text.replace("!~", "!");
}
