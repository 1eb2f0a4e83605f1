import assert from "node:assert/strict";
import fc from "fast-check";
import { byteLength } from "../../src/irc/text.ts";
import { READS } from "../../src/server/line.ts";
import { fitsOneLine, joinLines, Multiline, splitLines } from "../../src/server/multiline.ts";

const SAYING = { source: "ann!ann@host", command: "PRIVMSG", addressed: "#tea" };
const LIMIT = 128;
/** What a line of these has in front of its text, and its line ending. */
const AROUND = byteLength(":ann!ann@host PRIVMSG #tea :\r\n");

const texts = fc.array(
  fc.oneof(
    fc.constantFrom(" ", "\n", "word ", "ü", "🎉", "e\u0301"),
    fc.string({ maxLength: 200 }),
  ),
  { maxLength: 30 },
).map((parts) => parts.join(""));

Deno.test("a text that is split and joined is the same text", () => {
  fc.assert(fc.property(texts, (text) => joinLines(splitLines(text, SAYING, LIMIT)) === text));
});

Deno.test("no line is longer than the limit, and none is cut within a character", () => {
  fc.assert(fc.property(texts, (text) => {
    for (const line of splitLines(text, SAYING, LIMIT)) {
      assert.ok(byteLength(line.text) + AROUND <= LIMIT);
      assert.ok(line.text.isWellFormed() || !text.isWellFormed());
      assert.ok(!line.text.includes("\n"));
    }
  }));
});

Deno.test("a text fits one line exactly as long as it needs no other", () => {
  fc.assert(fc.property(texts, (text) => {
    const lines = splitLines(text, SAYING, LIMIT);
    assert.equal(fitsOneLine(text, SAYING, LIMIT), lines.length === 1);
  }));
});

Deno.test("names as long as they may be leave room for a text", () => {
  const saying = { ...SAYING, addressed: `#${"x".repeat(400)}` };
  const text = "y".repeat(500);
  assert.equal(joinLines(splitLines(text, saying, 128)), text);
});

Deno.test("it is written once for all who read it alike", () => {
  const lines = [{ text: "one", concat: false }, { text: "two", concat: false }];
  const message = new Multiline("m1", SAYING, lines, { msgid: "m1" });
  for (const kind of [0, READS.tags, READS.batch | READS.multiline]) {
    assert.equal(message.encode(kind), message.encode(kind));
    assert.match(message.encode(kind), /one\r\n.*two\r\n/s);
  }
  assert.doesNotMatch(message.encode(READS.batch), /BATCH/);
  assert.doesNotMatch(message.encode(READS.multiline), /BATCH/);
  assert.match(message.encode(READS.batch | READS.multiline), /^:ann!ann@host BATCH \+m1 /);
});
