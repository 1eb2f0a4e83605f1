import assert from "node:assert/strict";
import fc from "fast-check";
import { type Line, LineReader } from "../../src/irc/lines.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const whole = (...texts: string[]): Line[] => texts.map((text) => ({ text, utf8: true }));

Deno.test("lines end in CRLF, LF or CR, and empty ones are nothing", () => {
  const read = new LineReader().push(bytes("one\r\ntwo\nthree\r\r\n\n\r\nfour\n"));
  assert.deepEqual(read, whole("one", "two", "three", "four"));
});

Deno.test("what has no end yet waits for it", () => {
  const reader = new LineReader();
  assert.deepEqual(reader.push(bytes("PRIV")), []);
  assert.deepEqual(reader.push(bytes("MSG ann :hi\r\nPI")), whole("PRIVMSG ann :hi"));
  assert.deepEqual(reader.push(bytes("NG x\r\n")), whole("PING x"));
});

Deno.test("however the bytes are cut, the lines are the same", () => {
  const texts = ["PRIVMSG #tea :grüße 😃", "PING x", "a", "日本語"];
  const stream = bytes(texts.map((text) => `${text}\r\n`).join(""));
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: stream.length })), (cuts) => {
    const reader = new LineReader();
    const at = [0, ...cuts.sort((a, b) => a - b), stream.length];
    const lines = at.slice(1).flatMap((end, i) => reader.push(stream.subarray(at[i], end)));
    assert.deepEqual(lines, whole(...texts));
  }));
  const reader = new LineReader();
  assert.deepEqual(
    [...stream].flatMap((byte) => reader.push(Uint8Array.of(byte))),
    whole(...texts),
  );
});

Deno.test("the caller may use its buffer again", () => {
  const reader = new LineReader();
  const buffer = bytes("PING ");
  reader.push(buffer);
  buffer.fill(0x41);
  assert.deepEqual(reader.push(bytes("x\n")), whole("PING x"));
});

Deno.test("a line that is not UTF-8 is marked, and its neighbours do not suffer", () => {
  const stream = [...bytes("ä\r\n"), ...bytes("hi"), 0xaa, ...bytes("\r\nö\n")];
  const lines = new LineReader().push(Uint8Array.from(stream));
  const broken = { text: "hi\u{FFFD}", utf8: false };
  assert.deepEqual(lines, [...whole("ä"), broken, ...whole("ö")]);
});

Deno.test("half a character at the end of a line is not UTF-8", () => {
  const reader = new LineReader();
  assert.deepEqual(reader.push(Uint8Array.of(0xf0, 0x9f)), []);
  assert.equal(reader.push(Uint8Array.of(0x0a))[0]?.utf8, false);
});

Deno.test("NUL is dropped", () => {
  assert.deepEqual(new LineReader().push(bytes("PI\0NG\n\0\n")), whole("PING"));
});

Deno.test("a stream whose line does not end is given up at the limit", () => {
  const reader = new LineReader(8);
  assert.deepEqual(reader.push(bytes("12345678")), []);
  assert.equal(reader.overflowed, false);
  assert.deepEqual(reader.push(bytes("9")), []);
  assert.equal(reader.overflowed, true);
  assert.deepEqual(reader.push(bytes("\r\nPING x\r\n")), [], "nothing is read after that");
});

Deno.test("the lines before an endless one are still read", () => {
  const reader = new LineReader(8);
  assert.deepEqual(reader.push(bytes("PING x\r\n123456789")), whole("PING x"));
  assert.equal(reader.overflowed, true);
});

Deno.test("a line that is too long ends the stream, even if it comes whole with its end", () => {
  const reader = new LineReader(8);
  assert.deepEqual(reader.push(bytes("PING x\r\n123456789\r\nPING y\r\n")), whole("PING x"));
  assert.equal(reader.overflowed, true);
  const other = new LineReader(8);
  assert.deepEqual(
    other.push(bytes("1234567\nPING a\nPING b\n")),
    whole("1234567", "PING a", "PING b"),
  );
  assert.equal(other.overflowed, false);
});
