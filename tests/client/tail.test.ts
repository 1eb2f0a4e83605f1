import assert from "node:assert/strict";
import { tail, type Tailing } from "../../src/client/tail.ts";
import { Problem } from "../../src/problem.ts";
import { settled } from "./fake_clock.ts";
import type { FakeWire } from "./fake_wire.ts";
import { CAPS, OPENING, PlayedNetwork } from "./played.ts";

const WITH_HISTORY = "batch draft/chathistory message-tags server-time";

function tailing(wanted: Partial<Tailing> = {}) {
  const network = new PlayedNetwork();
  const texts: string[] = [];
  const notes: string[] = [];
  const run = tail(
    {
      opening: OPENING,
      target: "#tea",
      from: { kind: "newest" },
      count: undefined,
      follow: false,
      ...wanted,
    },
    ({ text }) => void texts.push(text),
    (text) => void notes.push(text),
    network.ground,
  ).then(() => "ended", (error) => error);
  return {
    network,
    run,
    /** Exactly these messages were given since the last look. */
    async gave(...expected: string[]) {
      await settled();
      assert.deepEqual(texts.splice(0), expected);
    },
    noted: (...expected: string[]) => assert.deepEqual(notes.splice(0), expected),
  };
}

/** Message number n, said n seconds after noon by bob. */
function said(n: number, { batch = "" } = {}): string {
  const time = new Date(Date.UTC(2026, 4, 1, 12, 0, n)).toISOString();
  return `@${batch && `batch=${batch};`}msgid=m${n};time=${time} :bob!b@host PRIVMSG #tea :${n}`;
}

/** Messages of the past, as a server gives them. */
function history(...numbers: number[]): string[] {
  return [
    ":irc.test BATCH +h chathistory #tea",
    ...numbers.map((n) => said(n, { batch: "h" })),
    ":irc.test BATCH -h",
  ];
}

/** The server's side of going into the channel; `more` comes before the answer to the PING. */
async function comesIn(server: FakeWire, round: number, ...more: string[]): Promise<void> {
  await server.got("JOIN #tea", `PING round-${round}`);
  await server.line(
    ":ann!ann@host JOIN #tea",
    ...more,
    `:irc.test PONG irc.test round-${round}`,
  );
}

Deno.test("without chathistory, tail gives the last of what the server repeats", async () => {
  const { network, run, gave } = tailing({ count: 2 });
  const server = await network.letIn();
  await comesIn(server, 1, ...history(1, 2, 3));
  await server.got("PING round-2");
  await server.line(":irc.test PONG irc.test round-2");
  await gave("2", "3");
  await server.got("QUIT");
  await server.ends();
  assert.equal(await run, "ended");
});

Deno.test("without chathistory, --since and --after choose from what the server repeats", async () => {
  const since = Date.UTC(2026, 4, 1, 12, 0, 2);
  for (const from of [{ kind: "since", time: since }, { kind: "after", id: "m1" }] as const) {
    const { network, gave, noted } = tailing({ from });
    const server = await network.letIn();
    await comesIn(server, 1, ...history(1, 2, 3), ":irc.test PONG irc.test round-2");
    await server.line(":irc.test PONG irc.test round-2");
    await gave("2", "3");
    noted();
    await server.ends();
  }
  const { network, gave, noted } = tailing({ from: { kind: "after", id: "m0" } });
  const server = await network.letIn();
  await comesIn(server, 1, ...history(1, 2));
  await server.line(":irc.test PONG irc.test round-2");
  await gave("1", "2");
  noted(
    'The server has no history to ask for, and "m0" is not among the messages that it repeats: ' +
      "some may be missing.",
  );
  await server.ends();
});

Deno.test("with chathistory, the newest are asked for", async () => {
  const { network, run, gave } = tailing();
  const server = await network.letIn(WITH_HISTORY);
  await comesIn(server, 1);
  await server.got("CHATHISTORY LATEST #tea * 10", "PING round-2");
  await server.line(...history(1, 2), ":irc.test PONG irc.test round-2");
  await gave("1", "2");
  await server.ends();
  assert.equal(await run, "ended");
});

Deno.test("more than the server gives at once is asked for page by page, backwards", async () => {
  const { network, gave } = tailing({ count: 5 });
  const server = await network.letIn(WITH_HISTORY);
  await server.line(":irc.test 005 ann CHATHISTORY=2 :are supported");
  await comesIn(server, 1);
  await server.got("CHATHISTORY LATEST #tea * 2", "PING round-2");
  await server.line(...history(8, 9), ":irc.test PONG irc.test round-2");
  await server.got("CHATHISTORY BEFORE #tea msgid=m8 2", "PING round-3");
  await server.line(...history(6, 7), ":irc.test PONG irc.test round-3");
  await server.got("CHATHISTORY BEFORE #tea msgid=m6 1", "PING round-4");
  await server.line(...history(5), ":irc.test PONG irc.test round-4");
  await gave("5", "6", "7", "8", "9");
  await server.ends();
});

Deno.test("from a place on, pages are asked for forwards until there are no more", async () => {
  const { network, gave } = tailing({
    from: { kind: "since", time: Date.UTC(2026, 4, 1, 12, 0, 1) },
  });
  const server = await network.letIn(WITH_HISTORY);
  await server.line(":irc.test 005 ann CHATHISTORY=2 :are supported");
  await comesIn(server, 1);
  await server.got("CHATHISTORY AFTER #tea timestamp=2026-05-01T12:00:00.999Z 2", "PING round-2");
  await server.line(...history(1, 2), ":irc.test PONG irc.test round-2");
  await server.got("CHATHISTORY AFTER #tea msgid=m2 2", "PING round-3");
  await server.line(...history(3), ":irc.test PONG irc.test round-3");
  await gave("1", "2", "3");
  await server.ends();
});

Deno.test("--count after a place counts from there", async () => {
  const { network, gave } = tailing({ from: { kind: "after", id: "m1" }, count: 1 });
  const server = await network.letIn(WITH_HISTORY);
  await comesIn(server, 1);
  await server.got("CHATHISTORY AFTER #tea msgid=m1 1", "PING round-2");
  await server.line(...history(2), ":irc.test PONG irc.test round-2");
  await gave("2");
  await server.ends();
});

Deno.test("--follow gives what is said from now on, and nothing from elsewhere", async () => {
  const { network, gave } = tailing({ follow: true, count: 0 });
  const server = await network.letIn(WITH_HISTORY);
  await comesIn(server, 1);
  await server.got();
  await server.line(
    said(1),
    ":bob!b@host PRIVMSG #cake :elsewhere",
    ":bob!b@host PRIVMSG ann :private",
    ":bob!b@host NOTICE #TEA :too",
  );
  await gave("1", "too");
  await server.ends();
});

Deno.test("what there is to know about each connection is told", async () => {
  const { network, noted, run } = tailing({ follow: true });
  network.note = "Its certificate is remembered.";
  const server = await network.letIn(WITH_HISTORY);
  noted("Its certificate is remembered.");
  await server.line(":irc.test 473 ann #tea :Cannot join", ":irc.test PONG irc.test round-1");
  await run;
});

Deno.test("what is said while history comes is given after it, once", async () => {
  const { network, gave } = tailing({ follow: true });
  const server = await network.letIn(WITH_HISTORY);
  await comesIn(server, 1);
  await server.line(said(3), ...history(1, 2, 3), said(4), ":irc.test PONG irc.test round-2");
  await gave("1", "2", "3", "4");
  await server.ends();
});

Deno.test("a private conversation can be followed, both sides of it", async () => {
  const { network, gave } = tailing({ target: "bob", follow: true });
  const server = await network.letIn(CAPS);
  await server.got("PING round-1");
  await server.line(":irc.test PONG irc.test round-1");
  await server.line(
    ":bob!b@host PRIVMSG ann :psst",
    ":ann!ann@host PRIVMSG Bob :what?",
    ":dora!d@host PRIVMSG ann :hi",
  );
  await gave("psst", "what?");
  await server.ends();
});

Deno.test("after a lost connection, --follow goes on from the last message", async () => {
  const { network, gave, noted, run } = tailing({ follow: true });
  const first = await network.letIn(WITH_HISTORY);
  await comesIn(first, 1);
  await first.line(...history(1), ":irc.test PONG irc.test round-2");
  await first.line(said(2));
  await gave("1", "2");
  await first.ends();
  const seconds = Math.ceil((network.clock.next() ?? 0) / 1000);
  noted(`The server closed the connection. (trying again in ${seconds} s)`);
  await network.clock.pass(2_000);
  const second = await network.letIn(WITH_HISTORY);
  await second.got("JOIN #tea", "PING round-3");
  await second.line(":ann!ann@host JOIN #tea", ":irc.test PONG irc.test round-3");
  await second.got("CHATHISTORY AFTER #tea msgid=m2 100", "PING round-4");
  await second.line(...history(3, 4), said(5), ":irc.test PONG irc.test round-4");
  await gave("3", "4", "5");
  await second.line("ERROR :Bye");
  await second.ends();
  await settled();
  assert.equal(await Promise.race([run, Promise.resolve("still there")]), "still there");
});

Deno.test("without chathistory, what is repeated after a lost connection is given once", async () => {
  const { network, gave } = tailing({ follow: true });
  const first = await network.letIn();
  await comesIn(first, 1, ...history(1, 2));
  await first.line(":irc.test PONG irc.test round-2");
  await gave("1", "2");
  await first.ends();
  await network.clock.pass(2_000);
  const second = await network.letIn();
  await second.line(
    ":ann!ann@host JOIN #tea",
    ...history(1, 2, 3),
    ":irc.test PONG irc.test round-3",
  );
  await second.line(":irc.test PONG irc.test round-4");
  await gave("3");
  await second.ends();
});

Deno.test("a connection that is lost while history comes does no harm", async () => {
  const { network, gave } = tailing({ follow: true });
  const first = await network.letIn(WITH_HISTORY);
  await comesIn(first, 1);
  await first.line(said(1, { batch: "" }));
  await first.ends();
  await gave();
  await network.clock.pass(2_000);
  const second = await network.letIn(WITH_HISTORY);
  await second.line(":ann!ann@host JOIN #tea", ":irc.test PONG irc.test round-3");
  await second.line(...history(2), ":irc.test PONG irc.test round-4");
  await gave("2");
  await second.ends();
});

Deno.test("a channel that does not let us in is a refusal", async () => {
  const { network, run } = tailing({ follow: true });
  const server = await network.letIn();
  await server.line(":irc.test 474 ann #tea :Cannot join channel (+b)");
  await server.line(":irc.test PONG irc.test round-1");
  await server.ends();
  const problem = await run;
  assert.ok(problem instanceof Problem && problem.exitCode === 69);
  assert.equal(problem.message, "Could not join #tea: Cannot join channel (+b)");
});

Deno.test("when nobody reads any more, tail ends as it is told to", async () => {
  const network = new PlayedNetwork();
  const gone = new Deno.errors.BrokenPipe("nobody reads");
  const run = tail(
    { opening: OPENING, target: "#tea", from: { kind: "newest" }, count: undefined, follow: true },
    () => {
      throw gone;
    },
    () => {},
    network.ground,
  ).catch((error) => error);
  const server = await network.letIn();
  await comesIn(server, 1);
  await server.line(":irc.test PONG irc.test round-2");
  await server.line(said(1));
  assert.equal(await run, gone);
});
