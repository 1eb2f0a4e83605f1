import assert from "node:assert/strict";
import type { ChatMessage } from "../../../src/client/events.ts";
import { asJson, asText, asTsv } from "../../../src/client/ui/record.ts";
import { NOON } from "../stage.ts";

const MESSAGE: ChatMessage = {
  id: "m1",
  time: NOON + 7,
  target: "#tea",
  isPrivate: false,
  addressed: "#tea",
  from: "bob",
  account: "bobby",
  command: "PRIVMSG",
  text: 'say "hi"',
  tags: new Map([["+draft/reply", "m0"]]),
  own: false,
  replayed: false,
};

Deno.test("JSON has the same keys in the same order, whatever there is", () => {
  assert.equal(
    asJson(MESSAGE),
    '{"id":"m1","time":"2026-05-01T12:00:00.007Z","target":"#tea","from":"bob",' +
      '"account":"bobby","text":"say \\"hi\\"","tags":{"+draft/reply":"m0"}}',
  );
  assert.equal(
    asJson({ ...MESSAGE, id: undefined, account: undefined, tags: new Map(), text: "" }),
    '{"id":null,"time":"2026-05-01T12:00:00.007Z","target":"#tea","from":"bob",' +
      '"account":null,"text":"","tags":{}}',
  );
});

Deno.test("JSON holds the text as it was said, and nothing that a terminal would obey", () => {
  const text = "\x1b[2J\x9b31m\x7f\x01ACTION x\x01 \u2028 你";
  const json = asJson({ ...MESSAGE, text });
  assert.equal(JSON.parse(json).text, text);
  assert.doesNotMatch(json, /\p{Cc}/u);
});

Deno.test("a text line has date, nick and text", () => {
  assert.equal(asText(MESSAGE, "UTC"), '2026-05-01 12:00:00 bob: say "hi"');
  assert.equal(asText(MESSAGE, "America/Lima"), '2026-05-01 07:00:00 bob: say "hi"');
  assert.equal(
    asText({ ...MESSAGE, text: "\x01ACTION waves\x01" }, "UTC"),
    "2026-05-01 12:00:00 * bob waves",
  );
  assert.equal(
    asText({ ...MESSAGE, command: "NOTICE", text: "\x1b[2J" }, "UTC"),
    "2026-05-01 12:00:00 bob (notice): ␛[2J",
  );
});

Deno.test("as text, a message of several lines takes as many", () => {
  assert.equal(
    asText({ ...MESSAGE, text: "one\n  two\x1b" }, "UTC"),
    "2026-05-01 12:00:00 bob: one\n2026-05-01 12:00:00 bob:   two␛",
  );
});

Deno.test("between tabs, a message stays one line with five fields", () => {
  assert.equal(
    asTsv({ ...MESSAGE, text: "one\ttwo\nthree \\ \x1b[2J" }),
    "m1\t2026-05-01T12:00:00.007Z\t#tea\tbob\tone\\ttwo\\nthree \\\\ ␛[2J",
  );
});
