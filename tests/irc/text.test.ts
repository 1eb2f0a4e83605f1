import assert from "node:assert/strict";
import fc from "fast-check";
import { byteLength, cutBytes, packWords } from "../../src/irc/text.ts";

Deno.test("bytes are counted as in UTF-8", () => {
  assert.equal(byteLength("aä€😃"), 1 + 2 + 3 + 4);
});

Deno.test("a text is cut between characters, as late as possible", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), fc.nat(40), (text, bytes) => {
    const cut = cutBytes(text, bytes);
    const next = [...text][[...cut].length] ?? "";
    assert.ok(text.startsWith(cut));
    assert.ok(byteLength(cut) <= bytes);
    assert.ok(next === "" || byteLength(cut + next) > bytes);
  }));
});

Deno.test("nothing is left of a text where there is no room", () => {
  assert.equal(cutBytes("tea", 0), "");
  assert.equal(cutBytes("tea", -3), "");
});

Deno.test("words are packed into as few texts as hold them, in their order", () => {
  assert.deepEqual(packWords(["ab", "cd", "ef"], 5), ["ab cd", "ef"]);
  assert.deepEqual(packWords(["ä", "ö"], 4), ["ä", "ö"]);
  assert.deepEqual(packWords([], 5), []);
});

Deno.test("a word that is longer than a text gets one for itself", () => {
  assert.deepEqual(packWords(["a", "longer", "b"], 3), ["a", "longer", "b"]);
});

Deno.test("bytes are counted as an encoder would make them", () => {
  const encoded = (text: string) => new TextEncoder().encode(text).length;
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    assert.equal(byteLength(text), encoded(text));
  }));
  for (const text of ["", "é", "€", "👩‍👩‍👧", "\ud800", "\ud800x", "\udc00\ud800"]) {
    assert.equal(byteLength(text), encoded(text));
  }
});
