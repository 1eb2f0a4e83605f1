import assert from "node:assert/strict";
import fc from "fast-check";
import {
  completeMask,
  folder,
  isChannelName,
  isNick,
  matchesMask,
  nickOf,
} from "../../src/irc/names.ts";

Deno.test("ascii: only A to Z have a lower case", () => {
  const fold = folder("ascii");
  assert.equal(fold("Ann[]\\^Ä"), "ann[]\\^Ä");
});

Deno.test("unicode: every letter has its lower case, however it was composed", () => {
  const fold = folder("unicode");
  assert.equal(fold("ÄNN"), fold("a\u0308nn"));
  assert.equal(fold("ＡＮＮ"), "ann");
});

Deno.test("folding a folded name changes nothing", () => {
  for (const casemapping of ["ascii", "unicode"] as const) {
    const fold = folder(casemapping);
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (name) => {
      assert.equal(fold(fold(name)), fold(name));
    }));
  }
});

Deno.test("a nick starts with a letter or one of []\\`_^{|} and goes on with digits and - too", () => {
  for (const nick of ["ann", "Ann-2", "[ann]", "_", "`a^{|}", "a1"]) {
    assert.ok(isNick(nick, "ascii"), nick);
  }
  for (
    const nick of [
      "",
      "1ann",
      "-ann",
      "a b",
      "a!b",
      "a@b",
      "#ann",
      "a:b",
      "*",
      "a,b",
      "änn",
      "a\x01",
    ]
  ) {
    assert.ok(!isNick(nick, "ascii"), nick);
  }
});

Deno.test("unicode: a nick may have the letters of every language, but no symbols", () => {
  for (const nick of ["änn", "Жанна", "日本", "a\u0308nn"]) {
    assert.ok(isNick(nick, "unicode"), nick);
  }
  for (const nick of ["😃", "ann\u202e", "\u0308ann", "a nn", "a\u3000b"]) {
    assert.ok(!isNick(nick, "unicode"), nick);
  }
});

Deno.test("a channel's name is # and more, without what ends a name, a list or makes a mask", () => {
  for (const name of ["#a", "##", "#grüße", "#[x]", "#a#b"]) assert.ok(isChannelName(name), name);
  for (const name of ["#", "a", "&a", "#a b", "#a,b", "#a*", "#a?", "#a:b", "#\x07", "#a\u00a0b"]) {
    assert.ok(!isChannelName(name), name);
  }
  for (const hidden of ["\x9b", "\u202e", "\u2066"]) {
    assert.ok(!isChannelName(`#tea${hidden}`), `with ${JSON.stringify(hidden)}`);
  }
});

Deno.test("masks are completed as people mean them", () => {
  const cases = {
    "ann": "ann!*@*",
    "ann!u": "ann!u@*",
    "ann!u@h": "ann!u@h",
    "u@h": "*!u@h",
    "@h": "*!*@h",
    "example.org": "*!*@example.org",
    "2001:db8::*": "*!*@2001:db8::*",
    "*!*@*": "*!*@*",
  };
  for (const [mask, whole] of Object.entries(cases)) assert.equal(completeMask(mask), whole);
});

Deno.test("in a mask * is any text and ? one character", () => {
  const fits = ["*", "ann!u@host", "a*", "*host", "*n!*@*", "a?n!u@host", "*!*@????", "***ann***"];
  for (const mask of fits) assert.ok(matchesMask("ann!u@host", mask), mask);
  for (const mask of ["", "ann", "?", "b*", "*!*@hos", "ann!u@host?", "*x*"]) {
    assert.ok(!matchesMask("ann!u@host", mask), mask);
  }
});

Deno.test("a mask fits exactly what the same regular expression fits", () => {
  const mask = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 8 });
  const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 10 });
  fc.assert(fc.property(mask, text, (mask, text) => {
    const pattern = mask.replaceAll("*", ".*").replaceAll("?", ".");
    assert.equal(matchesMask(text, mask), new RegExp(`^${pattern}$`).test(text));
  }));
});

Deno.test("a mask made to be slow is not", () => {
  const before = performance.now();
  assert.ok(!matchesMask("a".repeat(500), "*a".repeat(200) + "b"));
  assert.ok(performance.now() - before < 500, "a regular expression would still be at it tomorrow");
});

Deno.test("the nick of a source is what stands before the !", () => {
  assert.equal(nickOf("ann!u@host"), "ann");
  assert.equal(nickOf("chat.local"), "chat.local");
});
