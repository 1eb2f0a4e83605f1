/** Whatever bytes come, in whatever pieces, they become the same lines, and lines become messages or nothing. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { LineReader } from "../../src/irc/lines.ts";
import { format, parse } from "../../src/irc/message.ts";

/** Bytes that mean something in a line are in it more often than by chance. */
const byte = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(...new TextEncoder().encode("\r\n\0 :;=@\\,#+A1é\u{1f600}")),
  },
  { weight: 1, arbitrary: fc.nat({ max: 255 }) },
);
const stream = fc.array(byte, { maxLength: 400 }).map((bytes) => Uint8Array.from(bytes));
const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 6 });

/** The property: a stream of bytes, cut somewhere. */
export const parserHolds = fc.property(stream, cuts, (bytes, cuts) => {
  const whole = new LineReader().push(bytes);
  const reader = new LineReader();
  const pieces: Uint8Array[] = [];
  let start = 0;
  for (const cut of cuts.toSorted((a, b) => a - b)) {
    pieces.push(bytes.subarray(start, cut));
    start = Math.max(start, Math.min(cut, bytes.length));
  }
  pieces.push(bytes.subarray(start));
  assert.deepEqual(
    pieces.flatMap((piece) => reader.push(piece)),
    whole,
    "where it is cut is all the same",
  );
  for (const { text } of whole) {
    assert.ok(!/[\r\n\0]/.test(text), "no line has an ending within");
    staysTheSame(text);
  }
});

/** What was understood can be said again, and is understood as the same. */
function staysTheSame(text: string): void {
  const message = parse(text);
  // A word that is no command is answered as an unknown one; it need not be one that can be said.
  if (!message || !/^(?:[A-Z]+|\d{3})$/.test(message.command)) return;
  const { command, params, tags, source } = message;
  // A middle parameter with a space, or one that begins with a colon, was never one in a line.
  const said = format({ command, params, tags, ...(source === undefined ? {} : { source }) });
  const again = parse(said);
  assert.deepEqual(
    again && { ...again, tags: [...again.tags] },
    { ...message, tags: [...tags] },
    said,
  );
}
