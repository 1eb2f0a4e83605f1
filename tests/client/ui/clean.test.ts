import assert from "node:assert/strict";
import fc from "fast-check";
import { clean } from "../../../src/client/ui/clean.ts";

Deno.test("escape sequences arrive as text that can be seen, and move nothing", () => {
  assert.equal(clean("\x1b[2Jboo\x1b]0;title\x07"), "␛[2Jboo␛]0;title␇");
  assert.equal(clean("a\rb\nc\x08\x7f"), "a␍b␊c␈␡");
  assert.equal(clean("\x9b31mred\x85"), "�31mred�");
});

Deno.test("IRC's formatting is left out, with the numbers of its colours", () => {
  assert.equal(clean("\x02bold\x02 \x1ditalic\x1d \x0304,12red\x03 1\x0f"), "bold italic red 1");
  assert.equal(clean("\x04ff0000red\x04 \x11mono\x11\x16\x1e\x1f"), "red mono");
  assert.equal(clean("\x033three"), "three");
});

Deno.test("what would reorder the text is shown as a mark, right-to-left letters are not touched", () => {
  assert.equal(clean("abc\u202egnp.exe"), "abc�gnp.exe");
  assert.equal(clean("\u2066a\u2069\u061c"), "�a��");
  assert.equal(clean("שלום مرحبا"), "שלום مرحبا");
});

Deno.test("a line stays a line", () => {
  assert.equal(clean("a\tb\u2028c\u2029d"), "a b c d");
});

Deno.test("emoji and letters with marks stay as they are", () => {
  for (const text of ["👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "e\u0301 你好", "plain"]) assert.equal(clean(text), text);
});

Deno.test("whatever comes, no control character is left", () => {
  const anything = fc.string({
    unit: fc.integer({ min: 0, max: 0x2100 }).map((code) => String.fromCharCode(code)),
  });
  fc.assert(fc.property(anything, (text) => {
    assert.doesNotMatch(clean(text), /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
  }));
});
