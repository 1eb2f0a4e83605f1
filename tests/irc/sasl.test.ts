import assert from "node:assert/strict";
import { parsePlain, Pieces, toPieces } from "../../src/irc/sasl.ts";

Deno.test("a message goes out in pieces that come together again, whatever its length", () => {
  for (const length of [0, 1, 299, 300, 301, 600, 1000]) {
    const message = "é".repeat(length % 2) + "x".repeat(length - length % 2);
    const pieces = toPieces(message);
    const collector = new Pieces();
    const collected = pieces.map((piece) => collector.add(piece));
    assert.deepEqual(collected.pop(), { kind: "text", text: message });
    assert.ok(collected.every(({ kind }) => kind === "more"));
  }
});

Deno.test("an empty message is a plus, and so is the end of one that fills its last piece", () => {
  assert.deepEqual(toPieces(""), ["+"]);
  assert.deepEqual(toPieces("x".repeat(300)).map((piece) => piece.length), [400, 1]);
});

Deno.test("PLAIN needs a name and a password, and lets nobody act as somebody else", () => {
  assert.deepEqual(parsePlain("\0ann\0a b"), { username: "ann", password: "a b" });
  assert.deepEqual(parsePlain("ann\0ann\0x"), { username: "ann", password: "x" });
  for (const text of ["", "ann", "\0ann", "\0ann\0", "\0\0x", "bob\0ann\0x", "\0ann\0x\0"]) {
    assert.equal(parsePlain(text), undefined);
  }
});
