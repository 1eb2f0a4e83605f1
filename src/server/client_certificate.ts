/** A client's certificate, by which it is known again: whoever has its key is the one who has added it. */

/** The SHA-256 as it is kept, of however people and OpenSSL write it; `undefined`: it is none. */
export function fingerprintOf(text: string): string | undefined {
  const digits = text.replaceAll(":", "").toLowerCase();
  return /^[0-9a-f]{64}$/.test(digits) ? digits : undefined;
}
