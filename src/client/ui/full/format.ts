/** IRC's formatting codes, links and mentions, as looks. https://modern.ircdocs.horse/formatting */

import { clean } from "../clean.ts";
import { LOOK, type Piece } from "./pieces.ts";

/** What is on at a place of the text. */
interface Style {
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underlined: boolean;
  readonly struck: boolean;
  readonly reversed: boolean;
  readonly color: string;
  readonly background: string;
}

const NOTHING: Style = {
  bold: false,
  italic: false,
  underlined: false,
  struck: false,
  reversed: false,
  color: "",
  background: "",
};

const SWITCHES: Readonly<Record<string, keyof Style>> = {
  "\x02": "bold",
  "\x1d": "italic",
  "\x1f": "underlined",
  "\x1e": "struck",
  "\x16": "reversed",
};

/** mIRC's sixteen colours, as a terminal numbers them. */
const COLORS = [15, 0, 4, 2, 1, 5, 3, 11, 10, 6, 14, 12, 13, 5, 8, 7];

// deno-lint-ignore no-control-regex
const CODE = /[\x02\x0f\x11\x16\x1d\x1e\x1f]|\x03(?:(\d{1,2})(?:,(\d{1,2}))?)?|\x04[\da-fA-F,]*/g;
const LINK = /\bhttps?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}']/g;

/** The text as pieces, its lines parted by `\n`. `base` is how it looks where nothing else is said. */
export function formatted(text: string, base: string, calls: RegExp | undefined): Piece[] {
  const pieces: Piece[] = [];
  let style = NOTHING;
  let at = 0;
  const upTo = (end: number) => {
    const part = text.slice(at, end);
    if (part !== "") pieces.push(...marked(harmless(part), lookOf(style, base), calls));
  };
  for (const code of text.matchAll(CODE)) {
    upTo(code.index);
    style = changed(style, code);
    at = code.index + code[0].length;
  }
  upTo(text.length);
  return pieces;
}

function changed(style: Style, [code, color, background]: RegExpExecArray): Style {
  const name = SWITCHES[code];
  if (name) return { ...style, [name]: !style[name] };
  if (code === "\x0f") return NOTHING;
  if (!code.startsWith("\x03")) return style;
  return {
    ...style,
    color: color === undefined ? "" : colorCode(color, 38),
    background: background === undefined
      ? color === undefined ? "" : style.background
      : colorCode(background, 48),
  };
}

function colorCode(color: string, kind: 38 | 48): string {
  const number = COLORS[Number(color)];
  return number === undefined ? "" : `${kind};5;${number}`;
}

function lookOf(style: Style, base: string): string {
  const codes = [
    base,
    style.bold ? "1" : "",
    style.italic ? "3" : "",
    style.underlined ? "4" : "",
    style.reversed ? "7" : "",
    style.struck ? "9" : "",
    style.color,
    style.background,
  ];
  return codes.filter((code) => code !== "").join(";");
}

/** Links underlined, calls in their own look. */
function marked(text: string, look: string, calls: RegExp | undefined): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const plain = (end: number) => {
    const part = text.slice(at, end);
    let done = 0;
    for (const call of calls === undefined ? [] : part.matchAll(calls)) {
      if (call.index > done) pieces.push({ text: part.slice(done, call.index), look });
      pieces.push({ text: call[0], look: LOOK.mention });
      done = call.index + call[0].length;
    }
    if (done < part.length) pieces.push({ text: part.slice(done), look });
  };
  for (const link of text.matchAll(LINK)) {
    plain(link.index);
    pieces.push({ text: link[0], look: look === "" ? LOOK.link : `${look};${LOOK.link}` });
    at = link.index + link[0].length;
  }
  plain(text.length);
  return pieces;
}

/** No control character comes near the terminal; the ends of lines stay. */
function harmless(text: string): string {
  return text.split("\n").map(clean).join("\n");
}
