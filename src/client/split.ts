/** Long texts, cut into pieces that fit an IRC line. */

const encoder = new TextEncoder();
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/**
 * Cuts `text` into pieces of at most `maxBytes` bytes of UTF-8 (at least 4): between words where that is
 * possible, else between what people see as characters, and only where even such a one is too long,
 * within it. A space at a cut is dropped.
 */
export function split(text: string, maxBytes: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (byteLength(rest) > maxBytes) {
    const fitting = longestStart(rest, maxBytes);
    const space = rest[fitting.length] === " " ? fitting.length : fitting.lastIndexOf(" ");
    // A single huge word after a short one is not worth a nearly empty line.
    const piece = space > fitting.length / 2 ? rest.slice(0, space) : fitting;
    pieces.push(piece);
    rest = rest.slice(piece.length).replace(/^ /, "");
  }
  if (rest !== "") pieces.push(rest);
  return pieces;
}

function longestStart(text: string, maxBytes: number): string {
  let bytes = 0;
  let end = 0;
  // No piece holds more UTF-16 units than bytes, so the rest need not be looked at.
  for (const { segment, index } of graphemes.segment(text.slice(0, maxBytes + 1))) {
    bytes += byteLength(segment);
    if (bytes > maxBytes) return end > 0 ? text.slice(0, end) : codePoints(segment, maxBytes);
    end = index + segment.length;
  }
  return text.slice(0, end);
}

function codePoints(text: string, maxBytes: number): string {
  let start = "";
  for (const character of text) {
    if (byteLength(start + character) > maxBytes) break;
    start += character;
  }
  return start;
}
