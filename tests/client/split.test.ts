import assert from "node:assert/strict";
import fc from "fast-check";
import { byteLength, split } from "../../src/client/split.ts";

Deno.test("a text that fits is not cut", () => {
  assert.deepEqual(split("one two", 7), ["one two"]);
  assert.deepEqual(split("", 7), []);
});

Deno.test("a long text is cut between words", () => {
  assert.deepEqual(split("one two three four", 9), ["one two", "three", "four"]);
  assert.deepEqual(split("one two three", 7), ["one two", "three"]);
});

Deno.test("a word that is too long is cut between characters, not between bytes", () => {
  assert.deepEqual(split("ääää", 5), ["ää", "ää"]);
  assert.deepEqual(split("abcdefghij", 4), ["abcd", "efgh", "ij"]);
});

Deno.test("what people see as one character stays whole, unless it alone is too long", () => {
  const family = "👩‍👩‍👧";
  assert.equal(byteLength(family), 18);
  assert.deepEqual(split(`ab${family}`, 18), ["ab", family]);
  assert.deepEqual(split("e\u0301e\u0301", 4), ["e\u0301", "e\u0301"]);
  assert.deepEqual(split(family, 8), ["👩‍", "👩‍", "👧"]);
});

Deno.test("a huge word after a short one begins on the same line", () => {
  assert.deepEqual(split(`x ${"y".repeat(12)}`, 8), ["x yyyyyy", "yyyyyy"]);
});

Deno.test("no piece is too long or empty, and nothing but spaces at the cuts is lost", () => {
  fc.assert(fc.property(
    fc.string({
      unit: fc.constantFrom("a", " ", "ä", "👩", "\u200d", "\u0301", "你"),
      maxLength: 60,
    }),
    fc.integer({ min: 4, max: 30 }),
    (text, maxBytes) => {
      const pieces = split(text, maxBytes);
      for (const piece of pieces) {
        assert.ok(piece !== "" && byteLength(piece) <= maxBytes, JSON.stringify(piece));
      }
      // At each cut a space may be missing, which only the whole can tell.
      const whole = new RegExp(`^${pieces.join(" ?")} ?$`);
      assert.match(text, whole, JSON.stringify(pieces));
    },
  ));
});
