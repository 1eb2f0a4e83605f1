/** Rows of a screen as pieces of text, each in one look; how wide they are, and how they are broken. */

import stringWidth from "string-width";

/** A stretch of text; `look` is what stands between `ESC[` and `m`, "" for none. */
export interface Piece {
  readonly text: string;
  readonly look: string;
}

export type Row = readonly Piece[];

/** Attributes and the ordinary sixteen colours only: they are readable on light and dark backgrounds. */
export const LOOK = {
  plain: "",
  dim: "2",
  bold: "1",
  reverse: "7",
  error: "31",
  own: "1",
  mention: "1;33",
  link: "4",
  unread: "1",
  called: "1;35",
  good: "32",
} as const;

const NICK_COLORS = ["36", "32", "34", "33", "35", "96", "92", "94"];
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

export function piece(text: string, look: string = LOOK.plain): Piece {
  return { text, look };
}

/** The same nick always has the same colour. */
export function nickLook(nick: string): string {
  let sum = 0;
  for (const character of nick) sum = (sum * 33 + (character.codePointAt(0) ?? 0)) % 65_521;
  return NICK_COLORS[sum % NICK_COLORS.length] ?? LOOK.plain;
}

/** In columns of a terminal. */
export function widthOf(text: string): number {
  // Most text is ASCII, whose width is known without looking any further.
  return /^[\x20-\x7e]*$/.test(text) ? text.length : stringWidth(text);
}

export function rowWidth(row: Row): number {
  return row.reduce((sum, { text }) => sum + widthOf(text), 0);
}

export function plainText(row: Row): string {
  return row.map(({ text }) => text).join("");
}

/** As much of the beginning as fits; `…` stands for the rest. */
export function shorten(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  if (width <= 0) return "";
  return `${start(text, width - 1)}…`;
}

/** The same for a row. */
export function shortenRow(row: Row, width: number): Row {
  const fitting: Piece[] = [];
  let room = width;
  for (const { text, look } of row) {
    const fits = shorten(text, room);
    fitting.push({ text: fits, look });
    room -= widthOf(fits);
    if (fits !== text || room <= 0) break;
  }
  return fitting;
}

/** The row with spaces at its end, so that it is as wide as that. */
export function padded(row: Row, width: number, look: string = LOOK.plain): Row {
  const short = shortenRow(row, width);
  const missing = width - rowWidth(short);
  return missing > 0 ? [...short, { text: " ".repeat(missing), look }] : short;
}

function start(text: string, width: number): string {
  let fitting = "";
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += widthOf(segment);
    if (used > width) break;
    fitting += segment;
  }
  return fitting;
}

/** Breaks a text into rows of at most `width` columns: between words, or else between graphemes. */
export function wrap(pieces: Row, width: number): Row[] {
  const wrapping = new Wrapping(Math.max(1, width));
  for (const { text, look } of pieces) {
    text.split("\n").forEach((line, i) => {
      if (i > 0) wrapping.next();
      for (const [word] of line.matchAll(/\s+|\S+/g)) wrapping.word(word, look);
    });
  }
  return wrapping.rows;
}

class Wrapping {
  readonly rows: Row[] = [];
  #row: Piece[] = [];
  #used = 0;

  constructor(readonly width: number) {
    this.rows.push(this.#row);
  }

  next(): void {
    this.#row = [];
    this.#used = 0;
    this.rows.push(this.#row);
  }

  word(word: string, look: string): void {
    const width = widthOf(word);
    const isSpace = /^\s/.test(word);
    if (this.#used + width <= this.width) return this.#put(word, look, width);
    // The spaces at which a row is broken are left out.
    if (isSpace) return this.next();
    if (width <= this.width) {
      this.next();
      return this.#put(word, look, width);
    }
    for (const { segment } of graphemes.segment(word)) {
      const width = widthOf(segment);
      if (this.#used + width > this.width && this.#used > 0) this.next();
      this.#put(segment, look, width);
    }
  }

  #put(text: string, look: string, width: number): void {
    const last = this.#row.at(-1);
    if (last?.look === look) this.#row[this.#row.length - 1] = { text: last.text + text, look };
    else this.#row.push({ text, look });
    this.#used += width;
  }
}
