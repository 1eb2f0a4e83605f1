/** Texts are limited in bytes, but must be cut between characters. */

const utf8 = new TextEncoder();

/** Bytes of the text in UTF-8. Counted, not encoded: it is asked of every message. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    bytes += unit < 0x800 ? 1 : 2;
    // Two units that make one character have four bytes together.
    if (isHigh(unit) && isLow(text.charCodeAt(i + 1))) i++;
  }
  return bytes;
}

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000;

/** The longest beginning of the text that has at most so many bytes and ends between characters. */
export function cutBytes(text: string, bytes: number): string {
  if (text.length * 3 <= bytes) return text;
  const { read } = utf8.encodeInto(text, new Uint8Array(Math.max(0, bytes)));
  return text.slice(0, read);
}

/** Words in as few texts as hold them, a space or comma between, each of at most so many bytes. */
export function packWords(
  words: Iterable<string>,
  bytes: number,
  separator: " " | "," = " ",
): string[] {
  const texts: string[] = [];
  let text = "";
  let room = bytes;
  for (const word of words) {
    const length = byteLength(word) + 1;
    if (text !== "" && length > room) {
      texts.push(text);
      text = "";
      room = bytes;
    }
    room -= text === "" ? length - 1 : length;
    text += text === "" ? word : `${separator}${word}`;
  }
  return text === "" ? texts : [...texts, text];
}
