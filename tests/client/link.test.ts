import assert from "node:assert/strict";
import { Link, pause } from "../../src/client/link.ts";
import { EXIT, Problem } from "../../src/problem.ts";
import { FakeClock, settled } from "./fake_clock.ts";
import { FakeWire } from "./fake_wire.ts";

const NO_SERVER = new Problem("No server answers.", EXIT.tryAgain);

/** A link whose connections and time are the test's; what it tells is collected as text. */
function linked({ again = true, reachable = true } = {}) {
  const clock = new FakeClock();
  const told: string[] = [];
  const wires: FakeWire[] = [];
  const link: Link = new Link(
    () => {
      if (!reachable) return Promise.reject(NO_SERVER);
      const wire = new FakeWire();
      wires.push(wire);
      return Promise.resolve(wire);
    },
    again,
    {
      opened: () => void told.push("opened"),
      heard: ({ text }) => {
        told.push(text);
        if (text.includes(" 001 ")) link.accepted();
      },
      lost: (reason, seconds) => void told.push(`lost (${seconds?.toFixed(1)}): ${reason}`),
    },
    clock,
    () => 0.5,
  );
  const run = link.run().then(() => "ended", (error) => error);
  return {
    link,
    clock,
    run,
    wires,
    reachable: (is: boolean) => void (reachable = is),
    /** The latest connection. */
    async wire(): Promise<FakeWire> {
      await settled();
      const wire = wires.at(-1);
      assert.ok(wire, "there is no connection");
      return wire;
    },
    told: (...expected: string[]) => assert.deepEqual(told.splice(0), expected),
  };
}

Deno.test("lines are cut from bytes as they come", async () => {
  const { link, wire, told, run } = linked();
  const server = await wire();
  await server.says(":irc.test NOT");
  await server.says("ICE * :one\r\n:irc.test NOTICE * :two\r");
  await server.says("\n");
  told("opened", ":irc.test NOTICE * :one", ":irc.test NOTICE * :two");
  await link.fail("enough");
  assert.equal(await run, "enough");
});

Deno.test("the lines of one turn go out in one write, in order", async () => {
  const { link, wire, run } = linked();
  const server = await wire();
  link.send("NICK ann");
  link.send("USER ann 0 * :Ann");
  await server.got("NICK ann", "USER ann 0 * :Ann");
  server.reads = false;
  link.send("PING 1");
  await settled();
  link.send("PING 2");
  server.reads = true;
  await settled();
  await server.got("PING 1", "PING 2");
  await server.ends();
  await run;
});

Deno.test("without a server, run says so at once", async () => {
  const { run, told } = linked({ reachable: false });
  assert.equal(await run, NO_SERVER);
  told("lost (undefined): No server answers.");
});

Deno.test("a connection that ends before the server let us in is not tried again", async () => {
  const { wire, run, told } = linked();
  await (await wire()).ends();
  const problem = await run;
  assert.ok(problem instanceof Problem);
  assert.equal(problem.message, "The server closed the connection.");
  assert.equal(problem.exitCode, EXIT.tryAgain);
  told("opened", "lost (undefined): The server closed the connection.");
});

Deno.test("a lost connection is made again, after pauses that grow to half a minute", async () => {
  const { clock, wires, wire, reachable, told, link, run } = linked();
  await (await wire()).line(":irc.test 001 ann :Welcome");
  reachable(false);
  await (await wire()).breaks("Connection reset by peer");
  told(
    "opened",
    ":irc.test 001 ann :Welcome",
    "lost (1.0): The connection broke: Connection reset by peer.",
  );
  for (const seconds of [2, 4, 8, 16, 30, 30]) {
    await clock.pass(clock.next() ?? 0);
    told(`lost (${seconds}.0): No server answers.`);
  }
  reachable(true);
  await clock.pass(29_000);
  assert.equal(wires.length, 1);
  await clock.pass(1_000);
  assert.equal(wires.length, 2);
  await (await wire()).line(":irc.test 001 ann :Welcome");
  // A connection that held starts the pauses again.
  await clock.pass(31_000);
  await (await wire()).ends();
  told("opened", ":irc.test 001 ann :Welcome", "lost (1.0): The server closed the connection.");
  await link.end();
  assert.equal(await run, "ended");
});

Deno.test("whoever does not want to wait for the next attempt has it at once", async () => {
  const { clock, wires, wire, told, link, run } = linked();
  await (await wire()).line(":irc.test 001 ann :Welcome");
  link.retry();
  await (await wire()).ends();
  told("opened", ":irc.test 001 ann :Welcome", "lost (1.0): The server closed the connection.");
  await settled();
  assert.equal(wires.length, 1, "an earlier wish does not count");
  link.retry();
  await settled();
  assert.equal(wires.length, 2);
  assert.equal(clock.elapsed(), 0);
  told("opened");
  const ending = link.end();
  await (await wire()).ends();
  await ending;
  assert.equal(await run, "ended");
});

Deno.test("the pauses differ from client to client", () => {
  const pauses = (random: number) =>
    [1, 2, 3, 9].map((failures) => pause(failures, random).toFixed(1));
  assert.deepEqual(pauses(0), ["0.8", "1.6", "3.2", "24.0"]);
  assert.deepEqual(pauses(1), ["1.2", "2.4", "4.8", "36.0"]);
});

Deno.test("a program is told of a lost connection instead", async () => {
  const { wire, run, told } = linked({ again: false });
  await (await wire()).line(":irc.test 001 ann :Welcome");
  await (await wire()).ends();
  const problem = await run;
  assert.ok(problem instanceof Problem && problem.exitCode === EXIT.tryAgain);
  told(
    "opened",
    ":irc.test 001 ann :Welcome",
    "lost (undefined): The server closed the connection.",
  );
});

Deno.test("after a minute of silence the server is asked, after half another the link is dead", async () => {
  const { clock, wire, told, link, run } = linked();
  const server = await wire();
  await server.line(":irc.test 001 ann :Welcome");
  await clock.pass(59_000);
  await server.got();
  await clock.pass(1_000);
  await server.got("PING :still there?");
  await server.line(":irc.test PONG irc.test :still there?");
  await clock.pass(59_000);
  await server.got();
  await clock.pass(1_000);
  await server.got("PING :still there?");
  told("opened", ":irc.test 001 ann :Welcome", ":irc.test PONG irc.test :still there?");
  await clock.pass(30_000);
  assert.ok(server.closed);
  told("lost (1.0): The server said nothing for 90 seconds.");
  await link.end();
  await run;
});

Deno.test("a server that never lets us in is not waited for", async () => {
  const { clock, wire, run } = linked();
  const server = await wire();
  await clock.pass(20_000);
  await server.line(":irc.test NOTICE * :Looking up your hostname");
  await clock.pass(10_000);
  const problem = await run;
  assert.ok(problem instanceof Problem);
  assert.equal(problem.message, "The server did not let us in within 30 seconds.");
});

Deno.test("what does not speak IRC is recognised by its endless lines", async () => {
  const { wire, run } = linked();
  await (await wire()).says("x".repeat(20_000));
  const problem = await run;
  assert.ok(problem instanceof Problem && problem.exitCode === EXIT.protocol);
  assert.equal(problem.message, "What answers there does not speak IRC.");
});

Deno.test("a server that does not read is left before memory runs out", async () => {
  const { wire, link, run } = linked();
  const server = await wire();
  server.reads = false;
  for (let i = 0; i < 5000 && !server.closed; i++) {
    link.send(`PRIVMSG #tea :${"x".repeat(400)}`);
    if (i === 0) await settled();
  }
  const problem = await run;
  assert.ok(problem instanceof Problem);
  assert.equal(problem.message, "The server does not read what is sent to it.");
});

Deno.test("an orderly end waits for the server to close, but not for ever", async () => {
  const patient = linked();
  await (await patient.wire()).line(":irc.test 001 ann :Welcome");
  patient.link.send("QUIT :chao");
  const ended = patient.link.end();
  const server = await patient.wire();
  await server.got("QUIT :chao");
  assert.ok(!server.closed);
  await server.ends();
  await ended;
  assert.equal(await patient.run, "ended");

  const stubborn = linked();
  await (await stubborn.wire()).line(":irc.test 001 ann :Welcome");
  const late = stubborn.link.end();
  await stubborn.clock.pass(2_000);
  await late;
  assert.equal(await stubborn.run, "ended");
  assert.ok((await stubborn.wire()).closed);
});

Deno.test("an end during a pause ends the pause", async () => {
  const { wire, link, run } = linked();
  await (await wire()).line(":irc.test 001 ann :Welcome");
  await (await wire()).ends();
  await link.end();
  assert.equal(await run, "ended");
});

Deno.test("an end while a connection is being made does not wait for it", async () => {
  let answer: (wire: FakeWire) => void = () => {};
  const link = new Link(
    () => new Promise<FakeWire>((resolve) => void (answer = resolve)),
    true,
    { opened: () => assert.fail("it was not wanted any more"), heard() {}, lost() {} },
    new FakeClock(),
  );
  const run = link.run();
  await settled();
  await link.end();
  await run;
  const late = new FakeWire();
  answer(late);
  await settled();
  assert.ok(late.closed);
});

Deno.test("a mistake in hearing a line is not taken for a broken connection", async () => {
  const wire = new FakeWire();
  const bug = new Error("a bug");
  const link = new Link(() => Promise.resolve(wire), true, {
    opened() {},
    heard() {
      throw bug;
    },
    lost: () => assert.fail("the connection is not lost"),
  });
  const rejected = assert.rejects(link.run(), bug);
  await settled();
  await wire.line("PING 1");
  await rejected;
  assert.ok(wire.closed);
});
