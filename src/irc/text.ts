/** Texts are limited in bytes, but must be cut between characters. */

const utf8 = new TextEncoder();

/** Bytes of the text in UTF-8. */
export function byteLength(text: string): number {
  return utf8.encode(text).length;
}

/** The longest beginning of the text that has at most so many bytes and ends between characters. */
export function cutBytes(text: string, bytes: number): string {
  if (text.length * 3 <= bytes) return text;
  const { read } = utf8.encodeInto(text, new Uint8Array(bytes));
  return text.slice(0, read);
}
