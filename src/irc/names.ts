/**
 * Names of people and channels: when two are the same, which are allowed, and masks.
 * https://modern.ircdocs.horse/#casemapping-parameter, https://modern.ircdocs.horse/#clients
 */

/** How names are compared: only A-Z have a lower case, or every letter of Unicode has. */
export type Casemapping = "ascii" | "unicode";

/** `#Tea` and `#tea` are one channel: names are compared in the form that this function gives. */
export function folder(casemapping: Casemapping): (name: string) => string {
  return casemapping === "ascii" ? foldAscii : foldUnicode;
}

// Nearly all names are ASCII, and this is asked for every message.
function isAscii(name: string): boolean {
  for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) > 0x7f) return false;
  return true;
}

function foldAscii(name: string): string {
  if (isAscii(name)) return name.toLowerCase();
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function foldUnicode(name: string): string {
  if (isAscii(name)) return name.toLowerCase();
  return name.normalize("NFKC").toLowerCase().normalize("NFC");
}

const ASCII_NICK = /^[A-Za-z[\]\\`_^{|}][A-Za-z0-9[\]\\`_^{|}-]*$/;
const UNICODE_NICK = /^[\p{L}[\]\\`_^{|}][\p{L}\p{M}\p{N}[\]\\`_^{|}-]*$/u;

/** Whether the characters may be a nick; its length is the caller's business. */
export function isNick(name: string, casemapping: Casemapping): boolean {
  return (casemapping === "ascii" ? ASCII_NICK : UNICODE_NICK).test(name);
}

/**
 * `#` and at least one character that cannot be taken for the end of the name, a list or a mask, controls no
 * terminal and does not reorder the text around it.
 */
export function isChannelName(name: string): boolean {
  // deno-lint-ignore no-control-regex
  return /^#[^\s,:*?\x00-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069]+$/.test(name);
}

/** Whether a target is meant as a channel, valid or not. */
export function looksLikeChannel(name: string): boolean {
  return name.startsWith("#");
}

/** Completes a mask as people type it: `ann` is `ann!*@*`, `@example.org` is `*!*@example.org`. */
export function completeMask(mask: string): string {
  const at = mask.lastIndexOf("@");
  const bang = mask.indexOf("!");
  if (bang >= 0 && at > bang) return mask;
  if (bang >= 0) return `${mask}@*`;
  if (at > 0) return `*!${mask}`;
  if (at === 0) return `*!*${mask}`;
  return mask.includes(".") || mask.includes(":") ? `*!*@${mask}` : `${mask}!*@*`;
}

/**
 * Whether `text` fits `mask`, in which `*` stands for any text and `?` for one character. Both must be
 * folded. Takes at most length x length steps, whatever the mask: no regular expression is made of it.
 */
export function matchesMask(text: string, mask: string): boolean {
  let t = 0, m = 0, star = -1, retry = 0;
  while (t < text.length) {
    if (mask[m] === "*") {
      star = m++;
      retry = t;
    } else if (m < mask.length && (mask[m] === "?" || mask[m] === text[t])) {
      m++;
      t++;
    } else if (star >= 0) {
      m = star + 1;
      t = ++retry;
    } else return false;
  }
  while (mask[m] === "*") m++;
  return m === mask.length;
}

/** The nick in front of a source such as `ann!ann@example.org`; a server's source is its whole name. */
export function nickOf(source: string): string {
  const bang = source.indexOf("!");
  return bang < 0 ? source : source.slice(0, bang);
}
