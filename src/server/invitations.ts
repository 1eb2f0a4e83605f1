/** Codes with which somebody may make an account where registration is by invitation. */
import { createHash, randomBytes } from "node:crypto";

const PREFIX = "invite-";

/** Easy to read out: no letters that look like digits. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
const LENGTH = 20;

/** A new code; 20 of 31 letters are 99 bits, which nobody guesses. */
export function newInvitation(): string {
  let code = "";
  // A byte over the last whole round of letters would make some likelier than others.
  const fair = 256 - 256 % LETTERS.length;
  while (code.length < LENGTH) {
    for (const byte of randomBytes(LENGTH)) {
      if (byte < fair && code.length < LENGTH) code += LETTERS[byte % LETTERS.length];
    }
  }
  return PREFIX + code;
}

/** Whether a text is meant as a code, for clients that have no field for one but have one for an address. */
export function looksLikeInvitation(text: string): boolean {
  return text.toLowerCase().startsWith(PREFIX);
}

/** What is kept of a code: enough to know it again, and of no use to who reads the database. */
export function invitationDigest(code: string): string {
  return createHash("sha256").update(code.trim().toLowerCase()).digest("hex");
}
