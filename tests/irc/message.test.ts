import assert from "node:assert/strict";
import fc from "fast-check";
import { cutToLine, format, type Message, parse } from "../../src/irc/message.ts";

const message = (parts: Partial<Message>): Message => ({
  tags: new Map(),
  source: undefined,
  command: "PRIVMSG",
  params: [],
  ...parts,
});

Deno.test("a line is a command and its parameters, the last of which may hold spaces", () => {
  assert.deepEqual(
    parse("privmsg #tea :hello  there"),
    message({ params: ["#tea", "hello  there"] }),
  );
});

Deno.test("tags and a source may stand in front, with any number of spaces between the parts", () => {
  assert.deepEqual(
    parse("@label=1;+draft/reply=m1  :ann!u@host   PRIVMSG   #tea   :hi"),
    message({
      tags: new Map([["label", "1"], ["+draft/reply", "m1"]]),
      source: "ann!u@host",
      params: ["#tea", "hi"],
    }),
  );
});

Deno.test("a colon begins the last parameter only where a parameter begins", () => {
  assert.deepEqual(parse("MODE #c +b a:b::c")?.params, ["#c", "+b", "a:b::c"]);
  assert.deepEqual(parse("TOPIC #c :")?.params, ["#c", ""]);
  assert.deepEqual(parse("TOPIC #c ::)")?.params, ["#c", ":)"]);
});

Deno.test("spaces at the end of a line are no parameter", () => {
  assert.deepEqual(parse("JOIN #tea  ")?.params, ["#tea"]);
});

Deno.test("what holds no command is no message", () => {
  for (const line of ["", "   ", ":ann", ":ann ", "@label=1", "@label=1 :ann", ":"]) {
    assert.equal(parse(line), undefined, line);
  }
});

Deno.test("values of tags are escaped as the specification's table says", () => {
  const tags = parse(String.raw`@a=\:\s\\\r\n;b=\b\;c;d=;e=1;e=2 PING`)?.tags;
  const expected = [["a", "; \\\r\n"], ["b", "b"], ["c", ""], ["d", ""], ["e", "2"]] as const;
  assert.deepEqual(tags, new Map(expected));
});

Deno.test("the text of a message has a colon in front even where it needs none", () => {
  assert.equal(format({ command: "PRIVMSG", params: ["#tea", "hi"] }), "PRIVMSG #tea :hi");
  assert.equal(format({ command: "JOIN", params: ["#tea"] }), "JOIN #tea");
});

Deno.test("whatever is put together is taken apart to the same", () => {
  const word = fc.stringMatching(/^[^\s:\0@][^\s\0]*$/u).filter((text) => !/\p{Cs}/u.test(text));
  const last = fc.string({ unit: "grapheme" }).filter((text) => !/[\r\n\0]/.test(text));
  const tags = fc.uniqueArray(
    fc.tuple(fc.stringMatching(/^\+?[a-z]+(\/[a-z]+)?$/), fc.string({ unit: "grapheme" })),
    { selector: ([key]) => key },
  ).map((entries) => new Map(entries));
  const params = fc.tuple(fc.array(word), fc.array(last, { maxLength: 1 }));
  const messages = fc.record({
    tags,
    source: fc.option(word, { nil: undefined }),
    command: fc.stringMatching(/^[A-Z]+$/),
    params: params.map((both) => both.flat()),
  }, { noNullPrototype: true });
  fc.assert(fc.property(messages, (message) => {
    assert.deepEqual(parse(format(message)), message);
  }));
});

Deno.test("a line that is too long loses the end of its longest parameter, but no half character", () => {
  const line = { source: "ann", command: "TOPIC", params: ["#tea", "äää"] };
  const bytes = ":ann TOPIC #tea ".length + 2;
  assert.deepEqual(cutToLine(line, bytes + 6), ["#tea", "äää"]);
  assert.deepEqual(cutToLine(line, bytes + 5), ["#tea", "ää"]);
  assert.deepEqual(cutToLine(line, bytes + 1), ["#tea", ""]);
  assert.deepEqual(cutToLine({ ...line, params: ["longest", "x"] }, 20), ["longe", "x"]);
});
