/** The capabilities that this server offers under its settings, with their values. */
import type { Settings } from "../config.ts";
import { type Cap, CAPS } from "../irc/caps.ts";

/** By name; the value is shown to clients that ask with CAP LS 302. */
export function offeredCaps(_settings: Settings): ReadonlyMap<Cap, string | undefined> {
  return new Map(CAPS.map((name) => [name, undefined]));
}
