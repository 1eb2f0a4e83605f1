/** RPL_ISUPPORT's tokens as lines. https://modern.ircdocs.horse/#rplisupport-005 */

/** A token without a value has the value `undefined`. */
export type IsupportTokens = ReadonlyMap<string, string | undefined>;

const TOKENS_PER_LINE = 13;

/** The tokens, cut into lines of at most 13 as the specification asks. */
export function isupportLines(tokens: IsupportTokens): string[][] {
  const all = [...tokens].map(([name, value]) => value === undefined ? name : `${name}=${value}`);
  const lines: string[][] = [];
  for (let at = 0; at < all.length; at += TOKENS_PER_LINE) {
    lines.push(all.slice(at, at + TOKENS_PER_LINE));
  }
  return lines;
}
