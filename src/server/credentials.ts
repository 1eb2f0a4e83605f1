/** What an account may be called, which password it may have, and what is kept of it. */
import type { Settings } from "../config.ts";
import { isNick } from "../irc/names.ts";
import { formatVerifier, makeVerifier } from "../irc/scram.ts";
import { byteLength } from "../irc/text.ts";

/** Rounds of PBKDF2 for a new password; "lowest" is the least that RFC 7677 allows, for tests. */
export const ITERATIONS = { lowest: 4096, default: 600_000 } as const;

/** Names under which services answer; nobody else may have them. */
export const SERVICE_NICKS: readonly string[] = ["NickServ", "ChanServ"];

/**
 * Why something cannot be had: the code of a standard reply, and a sentence for people.
 * https://ircv3.net/specs/extensions/account-registration
 */
export interface Refusal {
  readonly code:
    | "ACCOUNT_EXISTS"
    | "BAD_ACCOUNT_NAME"
    | "INVALID_CODE"
    | "INVALID_EMAIL"
    | "TEMPORARILY_UNAVAILABLE"
    | "UNACCEPTABLE_PASSWORD"
    | "WEAK_PASSWORD";
  readonly text: string;
}

/** Why nobody may have an account of that name, or `undefined`. */
export function refusesAccountName(
  name: string,
  { server, limits }: Settings,
): Refusal | undefined {
  const refusal = (text: string): Refusal => ({ code: "BAD_ACCOUNT_NAME", text });
  if (isServiceNick(name)) return refusal(`"${name}" is a service of this server; choose another`);
  if (!isNick(name, server.casemapping)) {
    return refusal(`"${name}" cannot be a nick, so it cannot be an account either; choose another`);
  }
  if (name.length > limits.nickLen) {
    return refusal(`"${name}" is longer than ${limits.nickLen} characters; choose a shorter one`);
  }
  return undefined;
}

export function isServiceNick(nick: string): boolean {
  return SERVICE_NICKS.some((name) => name.toLowerCase() === nick.toLowerCase());
}

/** Why a password may not be chosen, or `undefined`. The text does not quote it. */
export function refusesPassword(password: string, { accounts }: Settings): Refusal | undefined {
  const { minPasswordLength, maxPasswordBytes } = accounts.registration;
  if ([...password].length < minPasswordLength) {
    const text =
      `That password is too short; choose one of at least ${minPasswordLength} characters`;
    return { code: "WEAK_PASSWORD", text };
  }
  if (byteLength(password) > maxPasswordBytes) {
    const text = `That password is too long; choose one of at most ${maxPasswordBytes} bytes`;
    return { code: "UNACCEPTABLE_PASSWORD", text };
  }
  if (password.includes("\0")) {
    const text = "A password cannot have a NUL character in it; choose another";
    return { code: "UNACCEPTABLE_PASSWORD", text };
  }
  return undefined;
}

/** Why an email address, or that there is none, cannot be accepted, or `undefined`. */
export function refusesEmail(
  email: string | undefined,
  { accounts }: Settings,
): Refusal | undefined {
  const refusal = (text: string): Refusal => ({ code: "INVALID_EMAIL", text });
  if (email === undefined) {
    const isRequired = accounts.registration.emailRequired;
    return isRequired ? refusal("An account needs an email address here; send one") : undefined;
  }
  return /^[^\s@]+@[^\s@]+$/.test(email)
    ? undefined
    : refusal(`"${email}" is not an email address; send one such as ann@example.org`);
}

/** All that is kept of a new password. Takes long on purpose, but not on the main loop. */
export async function keptPassword(password: string, { accounts }: Settings): Promise<string> {
  return formatVerifier(await makeVerifier(password, ITERATIONS[accounts.passwordHashCost]));
}
