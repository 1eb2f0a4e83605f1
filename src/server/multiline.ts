/**
 * A message of several lines: one batch for those who read such batches, its lines one by one for
 * everybody else. https://ircv3.net/specs/extensions/multiline
 */
import { format } from "../irc/message.ts";
import { byteLength, cutBytes } from "../irc/text.ts";
import {
  Batch,
  Line,
  type LineTags,
  type ReaderKind,
  READS,
  type ReplyTags,
  type Sendable,
} from "./line.ts";

/** A line as its sender wrote it. With `concat` it goes on where the one before it ended. */
export interface TextLine {
  readonly text: string;
  readonly concat: boolean;
}

/** Who says it, with which command, to whom. */
export interface Saying {
  readonly source: string;
  readonly command: string;
  readonly addressed: string;
}

export class Multiline implements Sendable {
  readonly #batch: Batch;
  readonly #plain: readonly Line[];
  readonly #encoded: string[] = [];

  /** `id` names the batch. The tags belong to the message as a whole. */
  constructor(
    id: string,
    { source, command, addressed }: Saying,
    lines: readonly TextLine[],
    tags: LineTags,
  ) {
    const inside = lines.map(({ text, concat }) =>
      new Line(source, command, [addressed, text], { concat })
    );
    this.#batch = new Batch(source, id, "draft/multiline", [addressed], inside, tags);
    const { msgid: _onTheFirstAlone, ...others } = tags;
    this.#plain = lines.filter(({ text }) => text !== "").map(({ text }, i) =>
      new Line(source, command, [addressed, text], i === 0 ? tags : others)
    );
  }

  encode(kind: ReaderKind, tie?: ReplyTags): string {
    if (kind & READS.multiline && kind & READS.batch) return this.#batch.encode(kind, tie);
    if (!tie) return this.#encoded[kind] ??= this.#plain.map((line) => line.encode(kind)).join("");
    const { batch } = tie;
    return this.#plain.map((line, i) => line.encode(kind, i === 0 ? tie : { batch })).join("");
  }
}

/** The lines as one text: the message as it is kept. */
export function joinLines(lines: readonly TextLine[]): string {
  return lines.map(({ text, concat }, i) => i === 0 || concat ? text : `\n${text}`).join("");
}

/** A kept text as lines of at most `limit` bytes on the wire; cut after a space where there is one. */
export function splitLines(text: string, saying: Saying, limit: number): TextLine[] {
  // The longest allowed names leave hardly any room; a text must still get through.
  const room = Math.max(limit - overhead(saying), 64);
  return text.split("\n").flatMap((line) => pieces(line, room));
}

/** Whether the text can be said in one line of at most `limit` bytes on the wire. */
export function fitsOneLine(text: string, saying: Saying, limit: number): boolean {
  return !text.includes("\n") && byteLength(text) <= limit - overhead(saying);
}

/** Bytes of a line without its text: the line ending counts, tags do not. */
function overhead({ source, command, addressed }: Saying): number {
  return byteLength(format({ source, command, params: [addressed, ""] })) + 2;
}

function pieces(line: string, room: number): TextLine[] {
  const all: TextLine[] = [];
  let rest = line;
  do {
    const fitting = cutBytes(rest, room);
    const space = fitting.length < rest.length ? fitting.lastIndexOf(" ") : -1;
    const text = space > 0 ? fitting.slice(0, space + 1) : fitting;
    all.push({ text, concat: all.length > 0 });
    rest = rest.slice(text.length);
  } while (rest !== "");
  return all;
}
