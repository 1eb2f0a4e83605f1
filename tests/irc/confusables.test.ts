import assert from "node:assert/strict";
import { looksOf } from "../../src/irc/confusables.ts";

Deno.test("letters of other scripts look like the Latin ones", () => {
  assert.equal(looksOf("\u0435van"), "evan");
  assert.equal(looksOf("\u0440\u0430\u0443\u0440\u0430l"), "paypal");
  assert.equal(looksOf("\u03bf\u03bd\u03b9"), "ovi");
});

Deno.test("letters with accents, and those that look like no Latin one, are what they are", () => {
  for (const name of ["ann", "zoë", "дым", "日本", "l1|"]) assert.equal(looksOf(name), name);
});
