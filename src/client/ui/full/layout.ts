/** What stands in a buffer, as rows: time, nick aligned right, text. Rows are kept until something changes. */

import { parseCtcp } from "../../ctcp.ts";
import type { Comings, Entry, Note, Outgoing, Said, Term } from "../../entry.ts";
import type { Texts } from "../../texts/index.ts";
import { clean } from "../clean.ts";
import { formatted } from "./format.ts";
import {
  LOOK,
  nickLook,
  type Piece,
  piece,
  plainText,
  type Row,
  shorten,
  widthOf,
  wrap,
} from "./pieces.ts";

const TIME_WIDTH = 6;
const BAR = "│ ";
/** With fewer columns than this, nicks have less room. */
const NARROW = 60;

/** With fewer columns than this, an explanation stands below what it explains. */
const MIN_BESIDE = 24;

interface Kept {
  readonly width: number;
  readonly version: number;
  readonly rows: readonly Row[];
}

export class Layout {
  readonly #kept = new WeakMap<Entry, Kept>();
  readonly #time: Intl.DateTimeFormat;
  readonly #day: Intl.DateTimeFormat;
  #calls: RegExp | undefined;
  #callWords = "";

  /** `timeZone`: `undefined` for this machine's. `quoted`: the message with this id, if it is known. */
  constructor(
    readonly texts: Texts,
    readonly quoted: (id: string) => Said | undefined,
    timeZone?: string,
  ) {
    const zone = timeZone === undefined ? {} : { timeZone };
    this.#time = new Intl.DateTimeFormat("en-GB", {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      ...zone,
    });
    this.#day = new Intl.DateTimeFormat(texts.locale, {
      weekday: "long",
      day: "numeric",
      month: "long",
      year: "numeric",
      ...zone,
    });
  }

  /** Words that are marked where a message calls us. */
  callsBy(words: readonly string[]): void {
    const joined = words.join("\n");
    if (joined === this.#callWords) return;
    this.#callWords = joined;
    const escaped = words.filter((word) => word !== "")
      .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    this.#calls = escaped.length === 0
      ? undefined
      : new RegExp(`(?<![\\p{L}\\p{N}_])(?:${escaped.join("|")})(?![\\p{L}\\p{N}_])`, "giu");
  }

  /** The rows of an entry, at most `width` columns wide. */
  rows(entry: Entry, width: number): readonly Row[] {
    const kept = this.#kept.get(entry);
    if (kept?.width === width && kept.version === entry.version) return kept.rows;
    const rows = this.#draw(entry, width);
    this.#kept.set(entry, { width, version: entry.version, rows });
    return rows;
  }

  /** "12:30" */
  timeOf(time: number): string {
    return this.#time.format(time);
  }

  /** The day's name if another one begins between these two times. */
  newDay(before: number | undefined, time: number): string | undefined {
    if (before !== undefined && time - before < 86_400_000 && sameHour(before, time)) {
      return undefined;
    }
    const day = this.dayOf(time);
    return before !== undefined && this.dayOf(before) === day ? undefined : day;
  }

  /** "Friday 1 May 2026". Only the words: what stands between them differs from version to version. */
  dayOf(time: number): string {
    return this.#day.formatToParts(time).filter(({ type }) => type !== "literal")
      .map(({ value }) => value).join(" ");
  }

  #draw(entry: Entry, width: number): Row[] {
    switch (entry.kind) {
      case "said":
        return this.#said(entry, width);
      case "outgoing":
        return this.#outgoing(entry, width);
      case "comings":
        return this.#lines(entry.time, piece("↔", LOOK.dim), [this.#comings(entry)], width);
      case "note":
        return this.#note(entry, width);
    }
  }

  #said(said: Said, width: number): Row[] {
    const { from, own, mentions, redacted, replyTo, place } = said;
    const look = own ? LOOK.own : nickLook(from);
    const paragraphs: Row[] = [];
    if (replyTo !== undefined) paragraphs.push(this.#quote(replyTo, width));
    if (redacted) {
      const by = this.texts.redacted(redacted.by, clean(redacted.reason));
      paragraphs.push([piece(`(${by})`, LOOK.dim)]);
    } else {
      const where = place === undefined ? [] : [piece(`${clean(place)} `, LOOK.dim)];
      paragraphs.push([...where, ...this.#words(said, mentions ? this.#calls : undefined, look)]);
    }
    if (said.reactions?.size) {
      paragraphs.push(
        [...said.reactions].map(([reaction, nicks]) =>
          piece(`[${clean(reaction)} ${nicks.map(clean).join(", ")}] `, LOOK.dim)
        ),
      );
    }
    const nick = isAction(said) && !redacted
      ? piece("*", look)
      : piece(clean(said.command === "NOTICE" ? `-${from}-` : from), mentions ? LOOK.called : look);
    return this.#lines(said.time, nick, paragraphs, width);
  }

  #outgoing(outgoing: Outgoing, width: number): Row[] {
    const { state, replyTo, time } = outgoing;
    const quote = replyTo === undefined ? [] : [this.#quote(replyTo, width)];
    const words = this.#words({ ...outgoing, from: "" }, undefined, LOOK.own);
    const rows = state.kind === "sending"
      ? [[...words, piece(` ${this.texts.sending}`, LOOK.dim)]]
      : [words, [piece(this.texts.failed(clean(state.reason)), LOOK.error)]];
    const mark = state.kind === "sending" ? piece("…", LOOK.dim) : piece("✗", LOOK.error);
    return this.#lines(time, mark, [...quote, ...rows], width);
  }

  #note({ time, text, tone, term }: Note, width: number): Row[] {
    const look = { event: LOOK.dim, answer: LOOK.plain, problem: LOOK.error }[tone];
    const words = formatted(text, look, undefined);
    const rows = term ? explained(term, words, roomFor(width)) : [words];
    return this.#lines(time, piece("--", LOOK.dim), rows, width);
  }

  /** What somebody says or does, without who they are where that stands in front. */
  #words(
    said: Pick<Said, "text" | "from">,
    calls: RegExp | undefined,
    look: string,
  ): Piece[] {
    const ctcp = parseCtcp(said.text);
    if (!ctcp) return formatted(said.text, LOOK.plain, calls);
    if (ctcp.command !== "ACTION") {
      const what = clean(`${ctcp.command} ${ctcp.text}`.trim());
      return [piece(this.texts.asksProgram(clean(said.from), what), LOOK.dim)];
    }
    const who = said.from === "" ? [] : [piece(`${clean(said.from)} `, look)];
    return [...who, ...formatted(ctcp.text, LOOK.plain, calls)];
  }

  #quote(id: string, width: number): Row {
    const said = this.quoted(id);
    const words = said ? `${said.from}: ${spokenOf(said)}` : "…";
    return [piece(shorten(`↪ ${clean(words)}`, Math.max(10, width - 24)), LOOK.dim)];
  }

  #comings({ all, more }: Comings): Row {
    const joined = all.filter(({ what }) => what === "join").map(({ nick }) => nick);
    const goings = all.filter(({ what }) => what !== "join");
    const left = goings.map(({ nick, reason }) =>
      reason === "" || goings.length === 1 ? nick : `${nick} (${reason})`
    );
    const why = goings.length === 1 && goings[0]?.reason ? ` (${goings[0].reason})` : "";
    const parts: string[] = [];
    if (joined.length > 0) parts.push(this.texts.joined(joined.join(", ")));
    if (left.length > 0) parts.push(this.texts.left(left.join(", ")) + why);
    if (more > 0) parts.push(this.texts.moreChanges(more));
    return [piece(clean(parts.join(" · ")), LOOK.dim)];
  }

  /** Puts time and nick in front of the first row, and a bar in front of every one. */
  #lines(time: number, nick: Piece, paragraphs: readonly Row[], width: number): Row[] {
    const nickWidth = nickWidthIn(width);
    const front = TIME_WIDTH + nickWidth + 1 + BAR.length;
    const room = roomFor(width);
    const name = shorten(nick.text, nickWidth);
    const space = " ".repeat(nickWidth - widthOf(name));
    const bar = piece(BAR, LOOK.dim);
    const first = [
      piece(`${this.timeOf(time)} `, LOOK.dim),
      piece(space),
      piece(name, nick.look),
      piece(" "),
      bar,
    ];
    const later = [piece(" ".repeat(front - BAR.length)), bar];
    return paragraphs.flatMap((row) => wrap(row, room))
      .map((row, i) => [...(i === 0 ? first : later), ...row]);
  }
}

function nickWidthIn(width: number): number {
  return width < NARROW ? 8 : 12;
}

/** Columns for what is said. */
function roomFor(width: number): number {
  return Math.max(8, width - TIME_WIDTH - nickWidthIn(width) - 1 - BAR.length);
}

/** What explains something stands beside it, or below it where there is no room. */
function explained(term: Term, words: Row, room: number): Row[] {
  const indent = term.columns + 2;
  const beside = room - indent;
  const name = clean(term.text);
  if (beside < MIN_BESIDE) {
    return [[piece(name)], ...wrap(words, room - 2).map((row) => [piece("  "), ...row])];
  }
  const front = piece(name + " ".repeat(Math.max(2, indent - widthOf(name))));
  return wrap(words, beside).map((row, i) => [i === 0 ? front : piece(" ".repeat(indent)), ...row]);
}

/** A line across, with a word in it. */
export function rule(text: string, look: string, width: number): Row {
  const words = shorten(` ${text} `, Math.max(0, width - 4));
  const side = Math.max(0, width - widthOf(words)) / 2;
  return [piece("─".repeat(Math.floor(side)) + words + "─".repeat(Math.ceil(side)), look)];
}

/** A message's text as one line, as somebody would say it. */
export function spokenOf({ text }: Pick<Said, "text">): string {
  const spoken = parseCtcp(text)?.text ?? text;
  return plainText(formatted(spoken, LOOK.plain, undefined)).replace(/\s+/g, " ");
}

/** The row with its nick's place reversed: it is the selected one. */
export function marked(row: Row): Row {
  return row.map((part) => ({ text: part.text, look: part.look ? `${part.look};7` : "7" }));
}

function isAction({ text }: Said): boolean {
  return parseCtcp(text)?.command === "ACTION";
}

/** In every time zone a day ends with an hour or a part of it that is whole; this spares asking for the day. */
function sameHour(before: number, time: number): boolean {
  return Math.floor(before / 900_000) === Math.floor(time / 900_000);
}
