/**
 * AUTHENTICATE: how the bytes of a SASL exchange go over IRC, in base64 and in pieces.
 * https://ircv3.net/specs/extensions/sasl-3.1
 */

/** The mechanisms that are spoken here with everybody. */
export const MECHANISMS = ["PLAIN", "SCRAM-SHA-256"] as const;
/** EXTERNAL is for those whose client has shown a certificate. */
export type MechanismName = typeof MECHANISMS[number] | "EXTERNAL";

/** The most base64 characters in one AUTHENTICATE; exactly so many mean that more follows. */
export const PIECE = 400;
/** The most characters of one response, all its pieces together. */
const RESPONSE = 8192;

/** The pieces of a message, for one AUTHENTICATE each; an empty last piece is `+`. */
export function toPieces(message: string): string[] {
  const base64 = btoa(String.fromCharCode(...new TextEncoder().encode(message)));
  const pieces: string[] = [];
  for (let at = 0; at < base64.length; at += PIECE) pieces.push(base64.slice(at, at + PIECE));
  return pieces.at(-1)?.length === PIECE || pieces.length === 0 ? [...pieces, "+"] : pieces;
}

/**
 * What the pieces so far make: text, or that more has to come, or why they make nothing (`endless`: all
 * together are too long; `malformed`: no base64, or no UTF-8 in it).
 */
export type Collected =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "more" | "piece too long" | "endless" | "malformed" };

/** Puts the pieces of one response together. */
export class Pieces {
  #base64 = "";

  add(piece: string): Collected {
    if (piece.length > PIECE) return { kind: "piece too long" };
    if (piece !== "+") this.#base64 += piece;
    if (this.#base64.length > RESPONSE) return { kind: "endless" };
    if (piece.length === PIECE) return { kind: "more" };
    const base64 = this.#base64;
    this.#base64 = "";
    try {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
      return { kind: "text", text };
    } catch {
      return { kind: "malformed" };
    }
  }
}

/** What PLAIN says: a name and its password. https://www.rfc-editor.org/rfc/rfc4616 */
export interface PlainLogin {
  readonly username: string;
  readonly password: string;
}

/** Takes `authzid NUL authcid NUL password` apart; nobody may act as somebody else. */
export function parsePlain(text: string): PlainLogin | undefined {
  const [authzid, username, password, ...more] = text.split("\0");
  if (!username || !password || more.length > 0) return undefined;
  return authzid === "" || authzid === username ? { username, password } : undefined;
}
