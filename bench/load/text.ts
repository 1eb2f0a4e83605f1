/**
 * The text of a message in a load run: of fixed width, so that it can be read back from the end of a
 * line with a few additions, however long the tags and names in front of it are.
 */

const SENDER_DIGITS = 4;
const COUNT_DIGITS = 8;
/** Tenths of a millisecond since the run began. */
const TIME_DIGITS = 8;
const PADDING = "x".repeat(44);
/** Bytes of every text. */
export const TEXT_BYTES = SENDER_DIGITS + COUNT_DIGITS + TIME_DIGITS + PADDING.length;

const ZERO = 0x30;

/** The `count`th message of a sender, sent (or due) at `time` milliseconds. */
export function textOf(sender: number, count: number, time: number): string {
  return digits(sender, SENDER_DIGITS) + digits(count, COUNT_DIGITS) +
    digits(Math.round(time * 10), TIME_DIGITS) + PADDING;
}

/** A message that came: who sent it, the how many-th it is, when it was sent, and when it was read. */
export type OnMessage = (sender: number, count: number, time: number, now: number) => void;

/** Tells what stands in a text that ends right before `end`, and was read `now`. */
export function readText(bytes: Uint8Array, end: number, now: number, tell: OnMessage): void {
  const start = end - TEXT_BYTES;
  tell(
    number(bytes, start, SENDER_DIGITS),
    number(bytes, start + SENDER_DIGITS, COUNT_DIGITS),
    number(bytes, start + SENDER_DIGITS + COUNT_DIGITS, TIME_DIGITS) / 10,
    now,
  );
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, "0");
}

function number(bytes: Uint8Array, start: number, width: number): number {
  let value = 0;
  for (let i = start; i < start + width; i++) value = value * 10 + (bytes[i] ?? ZERO) - ZERO;
  return value;
}
