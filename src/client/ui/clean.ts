/** Foreign text, made harmless before it comes near a terminal. */

/** Bold, italic, underlined, struck, monospaced, reversed, reset, and colours with their numbers. */
const FORMATTING =
  // deno-lint-ignore no-control-regex
  /[\x02\x0f\x11\x16\x1d\x1e\x1f]|\x03(?:\d{1,2}(?:,\d{1,2})?)?|\x04(?:[\da-fA-F]{6}(?:,[\da-fA-F]{6})?)?/g;

/** Tabs and Unicode's line and paragraph separators: a line stays a line. */
const SPACES = /[\t\u2028\u2029]/g;

/** Control characters (an escape sequence begins with one), and those that reorder the text around them. */
// deno-lint-ignore no-control-regex
const HARMFUL = /[\x00-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069]/g;

/**
 * IRC's formatting is left out, control characters are shown as their pictures (␛ for ESC), and what would
 * reorder the text is shown as `�`. Right-to-left letters and emoji stay as they are.
 */
export function clean(text: string): string {
  return text.replace(FORMATTING, "").replace(SPACES, " ").replace(HARMFUL, picture);
}

function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\ufffd";
}
