import assert from "node:assert/strict";
import type { ChatMessage, Happening } from "../../../src/client/events.ts";
import { Drawing, type View } from "../../../src/client/ui/draw.ts";
import { paint } from "../../../src/client/ui/style.ts";
import { NOON } from "../stage.ts";

/** Looking at #tea. */
const view: View = { shows: (target) => target !== "#tea", server: "127.0.0.1:5555" };

/** The lines of these events, all at noon, without the day's. */
function drawn(...happenings: Happening[]): string[] {
  const drawing = new Drawing("UTC");
  return happenings
    .flatMap((happening) => drawing.draw({ ...happening, time: NOON }, view))
    .map(({ spans }) => paint(spans, false))
    .filter((line) => line !== "-- Friday 1 May 2026");
}

function message(said: Partial<ChatMessage>): Happening {
  return {
    kind: "message",
    message: {
      id: undefined,
      time: NOON,
      target: "#tea",
      isPrivate: false,
      addressed: said.target ?? "#tea",
      from: "bob",
      account: undefined,
      command: "PRIVMSG",
      text: "hello",
      tags: new Map(),
      own: false,
      replayed: false,
      ...said,
    },
    confirms: undefined,
  };
}

Deno.test("a message says who said what, and where, unless one is looking there", () => {
  assert.deepEqual(
    drawn(
      message({}),
      message({ target: "#cake" }),
      message({ addressed: "@#tea" }),
      message({ text: "\x01ACTION waves\x01" }),
      message({ target: "#cake", text: "\x01ACTION waves" }),
      message({ command: "NOTICE", text: "done" }),
      message({ text: "\x01VERSION\x01" }),
    ),
    [
      "12:00 bob: hello",
      "12:00 #cake bob: hello",
      "12:00 @#tea bob: hello",
      "12:00 * bob waves",
      "12:00 #cake * bob waves",
      "12:00 bob (notice): done",
      "12:00 bob asks this program for VERSION",
    ],
  );
});

Deno.test("private messages are marked, and say with whom", () => {
  const bob = { target: "bob", isPrivate: true };
  assert.deepEqual(
    drawn(
      message({ ...bob }),
      message({ ...bob, from: "ann", own: true }),
      message({ ...bob, text: "\x01ACTION waves\x01" }),
      message({ ...bob, command: "NOTICE" }),
    ),
    [
      "12:00 [private] bob: hello",
      "12:00 [private to bob] ann: hello",
      "12:00 [private] * bob waves",
      "12:00 [private] bob (notice): hello",
    ],
  );
});

Deno.test("nobody can say something that looks as if another one, or the client, had said it", () => {
  for (
    const line of drawn(message({ text: "12:00 ann: I agree" }), message({ text: "-- You left" }))
  ) {
    assert.match(line, /^12:00 bob: /);
  }
});

Deno.test("comings and goings are sentences", () => {
  const channel = "#tea";
  assert.deepEqual(
    drawn(
      { kind: "join", channel, nick: "ann", own: true },
      { kind: "join", channel, nick: "bob", own: false },
      { kind: "part", channel, nick: "bob", own: false, reason: "tired" },
      { kind: "part", channel, nick: "ann", own: true, reason: "" },
      { kind: "kick", channel, nick: "bob", own: false, by: "ann", reason: "noise" },
      { kind: "kick", channel, nick: "ann", own: true, by: "bob", reason: "" },
      { kind: "quit", nick: "bob", reason: "chao", channels: ["#tea"] },
      { kind: "nick", from: "bob", to: "rob", own: false },
      { kind: "nick", from: "ann", to: "anna", own: true },
      { kind: "topic", channel, topic: "green", by: undefined },
      { kind: "topic", channel, topic: "black", by: "bob" },
      { kind: "topic", channel, topic: "", by: "bob" },
      { kind: "mode", channel, by: "bob", change: "+o ann" },
      { kind: "names", channel, names: ["+zoe", "@bob", "ann"] },
      { kind: "names", channel, names: Array(41).fill("x") },
      { kind: "names", channel, names: [] },
      { kind: "invite", channel, by: "bob" },
    ),
    [
      "12:00 -- You joined #tea",
      "12:00 -- bob joined #tea",
      "12:00 -- bob left #tea (tired)",
      "12:00 -- You left #tea",
      "12:00 -- ann removed bob from #tea (noise)",
      "12:00 -- bob removed you from #tea",
      "12:00 -- bob has left (chao)",
      "12:00 -- bob is now called rob",
      "12:00 -- You are now called anna",
      "12:00 -- Topic of #tea: green",
      "12:00 -- bob set the topic of #tea: black",
      "12:00 -- bob removed the topic of #tea",
      "12:00 -- bob set +o ann on #tea",
      "12:00 -- In #tea (3): ann, @bob, +zoe",
      "12:00 -- In #tea (41): too many to name",
      "12:00 -- In #tea (0): nobody",
      "12:00 -- bob invites you to #tea. /join #tea accepts",
    ],
  );
});

Deno.test("what concerns the connection says what happens next", () => {
  const pending = { label: "c1", target: "#tea", command: "PRIVMSG", text: "hello" } as const;
  assert.deepEqual(
    drawn(
      { kind: "registered", nick: "ann", network: "tea" },
      { kind: "registered", nick: "ann", network: undefined },
      { kind: "lost", reason: "The server closed the connection.", seconds: 1.2 },
      { kind: "lost", reason: "No server answers.", seconds: undefined },
      { kind: "failed", pending, reason: "#tea: Cannot send to channel", again: false },
      { kind: "refused-channel", channel: "#vip", reason: "Cannot join channel (+i)" },
      { kind: "accepted", pending, id: undefined },
    ),
    [
      "12:00 -- Connected to tea, 127.0.0.1:5555, as ann. /help lists the commands.",
      "12:00 -- Connected to 127.0.0.1:5555, as ann. /help lists the commands.",
      "12:00 -- The server closed the connection. (trying again in 2 s)",
      '12:00 -- Not delivered to #tea: "hello" (#tea: Cannot send to channel)',
      "12:00 -- Could not join #vip: Cannot join channel (+i)",
    ],
  );
});

Deno.test("a line tells where a day begins, in the time zone of the reader", () => {
  const drawing = new Drawing("Europe/Madrid");
  const at = (time: string) =>
    drawing.draw({ ...message({}), time: Date.parse(time) }, view)
      .map(({ spans }) => paint(spans, false));
  assert.deepEqual(at("2026-04-30T21:59:00Z"), ["-- Thursday 30 April 2026", "23:59 bob: hello"]);
  assert.deepEqual(at("2026-04-30T22:00:00Z"), ["-- Friday 1 May 2026", "00:00 bob: hello"]);
  assert.deepEqual(at("2026-05-01T21:59:00Z"), ["23:59 bob: hello"]);
});

Deno.test("colours are around cleaned text, and none without colours", () => {
  const spans = [{ look: "error", text: "bad \x1b[0m" }, { look: "plain", text: " ok" }] as const;
  assert.equal(paint(spans, true), "\x1b[31mbad ␛[0m\x1b[0m ok");
  assert.equal(paint(spans, false), "bad ␛[0m ok");
});

Deno.test("the same nick always has the same colour", () => {
  const colored = (nick: string) => paint([{ look: "nick", text: nick }], true);
  const color = (nick: string) => colored(nick).replace(nick, "");
  assert.equal(color("ann"), color("ann"));
  assert.ok(new Set(["ann", "bob", "carl", "dora"].map(color)).size > 2);
});
