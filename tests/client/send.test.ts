import assert from "node:assert/strict";
import { send, type Sending } from "../../src/client/send.ts";
import { Problem } from "../../src/problem.ts";
import { settled } from "./fake_clock.ts";
import type { FakeWire } from "./fake_wire.ts";
import { OPENING, PlayedNetwork } from "./played.ts";

async function* lines(...texts: string[]): AsyncGenerator<string> {
  yield* texts;
}

function sending(wanted: Partial<Sending> = {}) {
  const network = new PlayedNetwork();
  const receipts: string[] = [];
  const notes: string[] = [];
  const run = send(
    { opening: OPENING, target: "bob", lines: lines("hello"), unconfirmed: false, ...wanted },
    (id) => void receipts.push(id),
    (text) => void notes.push(text),
    network.ground,
  ).then(() => "sent", (error) => error);
  return { network, receipts, notes, run };
}

/** The server's side of a good end. */
async function seesOff(server: FakeWire): Promise<void> {
  await server.got("QUIT");
  await server.line("ERROR :Closing link");
  await server.ends();
}

async function problemOf(run: Promise<unknown>, exitCode: number): Promise<string> {
  const problem = await run;
  assert.ok(problem instanceof Problem, `${problem}`);
  assert.equal(problem.exitCode, exitCode);
  return problem.message;
}

Deno.test("a message to a channel is sent from inside it, and its id is given when it is confirmed", async () => {
  const { network, receipts, run } = sending({ target: "#tea" });
  const server = await network.letIn();
  await server.got("JOIN #tea", "PING round-1");
  await server.line(":ann!ann@host JOIN #tea", ":irc.test PONG irc.test round-1");
  await server.got("@label=c1 PRIVMSG #tea :hello", "PING round-2");
  await server.line(":irc.test PONG irc.test round-2");
  assert.deepEqual(receipts, []);
  await server.got();
  await server.line("@label=c1;msgid=m1 :ann!ann@host PRIVMSG #tea :hello");
  assert.deepEqual(receipts, ["m1"]);
  await seesOff(server);
  assert.equal(await run, "sent");
});

Deno.test("what there is to know about the server's certificate is told beside the ids", async () => {
  const { network, receipts, notes, run } = sending();
  network.note = "Its certificate is remembered.";
  const server = await network.letIn();
  await server.got("@label=c1 PRIVMSG bob :hello", "PING round-1");
  await server.line(
    "@label=c1;msgid=m1 :ann!ann@host PRIVMSG bob :hello",
    ":irc.test PONG irc.test round-1",
  );
  await seesOff(server);
  assert.equal(await run, "sent");
  assert.deepEqual([receipts, notes], [["m1"], ["Its certificate is remembered."]]);
});

Deno.test("several lines are on their way at a time, and their ids come in their order", async () => {
  const { network, receipts, run } = sending({ lines: lines("one", "two", "three") });
  const server = await network.letIn();
  await server.got(
    "@label=c1 PRIVMSG bob :one",
    "@label=c2 PRIVMSG bob :two",
    "@label=c3 PRIVMSG bob :three",
    "PING round-1",
  );
  await server.line(
    "@label=c2;msgid=m2 :ann!ann@host PRIVMSG bob :two",
    "@label=c1;msgid=m1 :ann!ann@host PRIVMSG bob :one",
    "@label=c3;msgid=m3 :ann!ann@host PRIVMSG bob :three",
    ":irc.test PONG irc.test round-1",
  );
  assert.deepEqual(receipts, ["m1", "m2", "m3"]);
  await seesOff(server);
  assert.equal(await run, "sent");
});

Deno.test("a channel that does not let us in is a refusal", async () => {
  const { network, run } = sending({ target: "#vip" });
  const server = await network.letIn();
  await server.line(
    ":irc.test 473 ann #vip :Cannot join channel (+i)",
    ":irc.test PONG irc.test round-1",
  );
  await server.ends();
  assert.equal(
    await problemOf(run, 69),
    "Could not join #vip: Cannot join channel (+i)",
  );
});

Deno.test("what comes after a refused message is not sent", async () => {
  let asked = 0;
  async function* many(): AsyncGenerator<string> {
    for (asked = 1; asked <= 100; asked++) yield `line ${asked}`;
  }
  const { network, run, receipts } = sending({ lines: many() });
  const server = await network.letIn();
  assert.equal(asked, 17);
  await server.line(
    "@label=c1;msgid=m1 :ann!ann@host PRIVMSG bob :line 1",
    ...Array.from({ length: 15 }, (_, i) => `@label=c${i + 2} :irc.test 401 ann bob :No such nick`),
    ":irc.test PONG irc.test round-1",
  );
  await server.ends();
  assert.equal(
    await problemOf(run, 69),
    '"line 2" was not delivered to bob: bob: No such nick',
  );
  assert.deepEqual(receipts, ["m1"]);
  assert.equal(asked, 17);
});

Deno.test("a database that is away is a reason to try again", async () => {
  const { network, run } = sending();
  const server = await network.letIn();
  await server.line(
    "@label=c1 :irc.test FAIL PRIVMSG MESSAGE_NOT_STORED bob :It cannot be kept now",
  );
  await server.line(":irc.test PONG irc.test round-1");
  await server.ends();
  assert.equal(await problemOf(run, 75), '"hello" was not delivered to bob: It cannot be kept now');
});

Deno.test("a connection that is lost before the confirmation is a reason to try again", async () => {
  const { network, run } = sending();
  const server = await network.letIn();
  await server.ends();
  assert.equal(
    await problemOf(run, 75),
    '"hello" was not delivered to bob: ' +
      "The connection was lost before the server confirmed it.",
  );
});

Deno.test("a server that confirms nothing within half a minute is not waited for", async () => {
  const { network, run } = sending();
  const server = await network.letIn();
  await server.line(":irc.test PONG irc.test round-1");
  await network.clock.pass(30_000);
  await server.ends();
  assert.equal(
    await problemOf(run, 75),
    "The server has confirmed nothing for 30 s. What it was sent may be lost.",
  );
});

Deno.test("nothing is sent to a server that cannot confirm, unless that is wanted", async () => {
  const { network, run } = sending();
  const server = await network.letIn("server-time");
  await seesOff(server);
  assert.equal(
    await problemOf(run, 76),
    "The server at 127.0.0.1:5555 does not confirm messages (it has no echo-message), so nothing " +
      "was sent. --unconfirmed sends all the same.",
  );

  const unconfirmed = sending({ unconfirmed: true });
  const simple = await unconfirmed.network.letIn("");
  await simple.got("PRIVMSG bob :hello", "PING round-1");
  await simple.line(":irc.test PONG irc.test round-1");
  await seesOff(simple);
  assert.equal(await unconfirmed.run, "sent");
  assert.deepEqual(unconfirmed.receipts, []);
});

Deno.test("a complaint of a server that confirms nothing is about what was sent", async () => {
  const { network, run } = sending({ unconfirmed: true });
  const server = await network.letIn("");
  await server.line(
    ":irc.test 401 ann bob :No such nick/channel",
    ":irc.test PONG irc.test round-1",
  );
  await server.ends();
  assert.equal(await problemOf(run, 69), "bob: No such nick/channel");
});

Deno.test("input that is no text is told after what came before it was confirmed", async () => {
  const problem = new Problem("A line of the input is not UTF-8.", 64);
  async function* broken(): AsyncGenerator<string> {
    yield "hello";
    await settled();
    throw problem;
  }
  const { network, run, receipts } = sending({ lines: broken() });
  const server = await network.letIn();
  await server.got("@label=c1 PRIVMSG bob :hello", "PING round-1");
  await server.line(
    "@label=c1;msgid=m1 :ann!ann@host PRIVMSG bob :hello",
    ":irc.test PONG irc.test round-1",
  );
  await seesOff(server);
  assert.equal(await run, problem);
  assert.deepEqual(receipts, ["m1"]);
});

Deno.test("a name that is in use is a refusal", async () => {
  const { network, run } = sending();
  await (await network.wire()).line(":irc.test 433 * ann :Nickname is already in use");
  assert.equal(
    await problemOf(run, 69),
    'The name "ann" is in use on this server. Choose another one.',
  );
});
