/** Pieces of a line with what they are, and how that looks. Foreign text passes through here, cleaned. */

import { clean } from "./clean.ts";

export type Look = "plain" | "dim" | "nick" | "own" | "private" | "error";

export interface Span {
  readonly look: Look;
  readonly text: string;
}

/** Bold, dim and the ordinary colours: they are readable on light and dark backgrounds. */
const CODES: Readonly<Record<Exclude<Look, "nick">, string>> = {
  plain: "",
  dim: "2",
  own: "1",
  private: "1;35",
  error: "31",
};
const NICK_COLORS = ["36", "32", "34", "33", "96", "92", "94"];

/** The line as it goes to a terminal or a file. */
export function paint(spans: readonly Span[], colors: boolean): string {
  return spans.map(({ look, text }) => {
    const harmless = clean(text);
    const code = look === "nick" ? nickColor(harmless) : CODES[look];
    return colors && code !== "" ? `\x1b[${code}m${harmless}\x1b[0m` : harmless;
  }).join("");
}

/** The same nick always has the same colour. */
function nickColor(nick: string): string {
  let sum = 0;
  for (const character of nick) sum = (sum * 33 + (character.codePointAt(0) ?? 0)) % 65_521;
  return NICK_COLORS[sum % NICK_COLORS.length] ?? "";
}
