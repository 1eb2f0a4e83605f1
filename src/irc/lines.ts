/**
 * Cuts a stream of bytes into lines. Works on bytes, because a chunk may end in the middle of a
 * UTF-8 character; decodes all complete lines of a chunk in one call, and copies none of its bytes,
 * because that is fast (bench/micro/irc.bench.ts).
 */
import { concat } from "./bytes.ts";

/** A received line without its ending. `utf8` is false where bytes had to be replaced by U+FFFD. */
export interface Line {
  readonly text: string;
  readonly utf8: boolean;
}

/** A line longer than this, in bytes, means that the other side does not speak IRC. */
export const MAX_LINE_BYTES = 16_384;

const LF = 0x0a;
const CR = 0x0d;
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });
const NOTHING = new Uint8Array(0);

export class LineReader {
  #rest: Uint8Array = NOTHING;

  /** True once a line grew over MAX_LINE_BYTES: nothing more can be read from this stream. */
  overflowed = false;

  constructor(readonly maxLineBytes = MAX_LINE_BYTES) {}

  /** Takes the next bytes of the stream and returns the lines that they complete. */
  push(chunk: Uint8Array): Line[] {
    if (this.overflowed) return [];
    const end = chunk.lastIndexOf(LF) + 1;
    if (end === 0) {
      this.#keep(chunk);
      return [];
    }
    const complete = this.#completed(firstBytes(chunk, end));
    const fitting = this.#fitting(complete);
    if (fitting < complete.length) this.overflowed = true;
    else if (end < chunk.length) this.#keep(chunk.subarray(end));
    return decode(firstBytes(complete, fitting));
  }

  /** What was left of the chunks before, and these bytes. */
  #completed(bytes: Uint8Array): Uint8Array {
    if (this.#rest.length === 0) return bytes;
    const complete = concat([this.#rest, bytes]);
    this.#rest = NOTHING;
    return complete;
  }

  /** How many of the bytes come before the first line that is too long. */
  #fitting(bytes: Uint8Array): number {
    if (bytes.length <= this.maxLineBytes) return bytes.length;
    for (let start = 0; start < bytes.length;) {
      const end = bytes.indexOf(LF, start);
      if (end - start > this.maxLineBytes) return start;
      start = end + 1;
    }
    return bytes.length;
  }

  #keep(bytes: Uint8Array): void {
    if (this.#rest.length + bytes.length > this.maxLineBytes) {
      this.overflowed = true;
      this.#rest = NOTHING;
    } else if (bytes.length > 0) {
      // Copied in any case: the caller reuses its buffer.
      this.#rest = concat([this.#rest, bytes]);
    }
  }
}

/** A view of them is made only where they are not all there is. */
function firstBytes(bytes: Uint8Array, length: number): Uint8Array {
  return length === bytes.length ? bytes : bytes.subarray(0, length);
}

function decode(bytes: Uint8Array): Line[] {
  const text = lenient.decode(bytes);
  // It stands for bytes that are not UTF-8, but somebody may have sent it as well.
  if (text.includes("\ufffd")) return decodeOneByOne(bytes);
  return split(text, true);
}

/** The slow way, for a chunk in which some line is not UTF-8: the others must not suffer. */
function decodeOneByOne(bytes: Uint8Array): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < bytes.length;) {
    let end = start;
    while (end < bytes.length && bytes[end] !== LF && bytes[end] !== CR) end++;
    const line = bytes.subarray(start, end);
    start = end + 1;
    try {
      lines.push(...split(strict.decode(line), true));
    } catch {
      lines.push(...split(lenient.decode(line), false));
    }
  }
  return lines;
}

/** CR ends a line like LF, so that neither can ever be inside one; NUL is dropped; empty lines too. */
function split(text: string, utf8: boolean): Line[] {
  if (text.includes("\0")) text = text.replaceAll("\0", "");
  const lines: Line[] = [];
  let cr = -1, lf = -1;
  for (let start = 0, end; start < text.length; start = end + 1) {
    if (cr < start) cr = indexOrEnd(text, "\r", start);
    if (lf < start) lf = indexOrEnd(text, "\n", start);
    end = Math.min(cr, lf);
    if (end > start) lines.push({ text: text.slice(start, end), utf8 });
  }
  return lines;
}

function indexOrEnd(text: string, character: string, start: number): number {
  const at = text.indexOf(character, start);
  return at < 0 ? text.length : at;
}
