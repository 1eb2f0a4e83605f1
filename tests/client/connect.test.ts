import assert from "node:assert/strict";
import { connect } from "../../src/client/connect.ts";
import type { Opening } from "../../src/client/open.ts";
import { Drawing } from "../../src/client/ui/draw.ts";
import { Problem } from "../../src/problem.ts";
import { Desk } from "./desk.ts";
import { OPENING, PlayedNetwork } from "./played.ts";

const GENERAL = [{ name: "#general", key: undefined }];

function started(
  { interactive = true, ...opening }: Partial<Opening> & { interactive?: boolean } = {},
) {
  const network = new PlayedNetwork();
  const desk = new Desk(interactive);
  const run = connect(
    { ...OPENING, join: GENERAL, again: interactive, ...opening },
    desk,
    network.ground,
    new Drawing("UTC"),
  ).then(() => "left", (error) => error);
  return { network, desk, run };
}

/** Ann is in #general, and what was printed on the way is wiped. */
async function inGeneral(options: Parameters<typeof started>[0] = {}) {
  const start = started(options);
  const server = await start.network.letIn();
  await server.got("JOIN #general", "PING round-1");
  await server.line(
    ":ann!ann@host JOIN #general",
    ":irc.test 353 ann = #general :ann bob",
    ":irc.test 366 ann #general :End of NAMES list",
    ":irc.test PONG irc.test round-1",
  );
  await start.desk.shows(
    "12:00 -- Connected to tea, 127.0.0.1:5555, as ann. /help lists the commands.",
    "-- Friday 1 May 2026",
    "12:00 -- You joined #general",
    "12:00 -- In #general (2): ann, bob",
  );
  return { ...start, server };
}

Deno.test("somebody comes in, talks to all and to one, and leaves", async () => {
  const { desk, server, run } = await inGeneral();
  assert.equal(desk.prompted, "[ann #general] ");
  await desk.types("hello");
  await desk.types("@bob: psst");
  await server.got("@label=c1 PRIVMSG #general :hello", "@label=c2 PRIVMSG bob :psst");
  await desk.shows();
  await server.line(
    "@label=c1 :ann!ann@host PRIVMSG #general :hello",
    "@label=c2 :ann!ann@host PRIVMSG bob :psst",
    ":bob!b@host PRIVMSG ann :what?",
    ":bob!b@host PRIVMSG #general :hi ann",
    ":bob!b@host QUIT :chao",
  );
  await desk.shows(
    "12:00 ann: hello",
    "12:00 [private to bob] ann: psst",
    "12:00 [private] bob: what?",
    "12:00 bob: hi ann",
    "12:00 -- bob has left (chao)",
  );
  await desk.types("chao");
  await server.got("PING round-2");
  await server.line(":irc.test PONG irc.test round-2");
  await server.got("QUIT chao");
  await server.line("ERROR :Closing link");
  await server.ends();
  assert.equal(await run, "left");
});

Deno.test("the prompt and plain text follow /join, /query and /part", async () => {
  const { desk, server } = await inGeneral();
  const typing = desk.typing("/join #tea");
  await server.got("JOIN #tea", "PING round-2");
  await server.line(":ann!ann@host JOIN #tea", ":irc.test PONG irc.test round-2");
  await typing;
  assert.equal(desk.prompted, "[ann #tea] ");
  await server.line(":bob!b@host PRIVMSG #general :still here?", ":bob!b@host PRIVMSG #tea :hi");
  await desk.shows(
    "12:00 -- You joined #tea",
    "12:00 #general bob: still here?",
    "12:00 bob: hi",
  );
  await desk.types("/query bob");
  assert.equal(desk.prompted, "[ann bob, private] ");
  await server.line(":bob!b@host NICK rob");
  assert.equal(desk.prompted, "[ann rob, private] ");
  await desk.types("hello rob");
  await server.got("@label=c1 PRIVMSG rob :hello rob");
  const back = desk.typing("/join #tea");
  await server.got("JOIN #tea", "PING round-3");
  await server.line(":irc.test PONG irc.test round-3");
  await back;
  assert.equal(desk.prompted, "[ann #tea] ");
  await desk.types("/part");
  await server.got("PART #tea");
  await server.line(":ann!ann@host PART #tea");
  assert.equal(desk.prompted, "[ann #general] ");
  await server.line(":ann!ann@host KICK #general ann");
  assert.equal(desk.prompted, "[ann] ");
  await server.line(":ann!ann@host NICK anna");
  assert.equal(desk.prompted, "[anna] ");
  await server.ends();
});

Deno.test("a channel that does not let us in changes nothing", async () => {
  const { desk, server } = await inGeneral();
  const typing = desk.typing("/join #vip");
  await server.line(
    ":irc.test 473 ann #vip :Cannot join channel (+i)",
    ":irc.test PONG irc.test round-2",
  );
  await typing;
  assert.equal(desk.prompted, "[ann #general] ");
  await desk.shows("12:00 -- Could not join #vip: Cannot join channel (+i)");
  await server.ends();
});

Deno.test("mistakes in typing are told, and never sent", async () => {
  const { desk, server } = await inGeneral();
  await server.got();
  await desk.types("/jion #tea");
  await desk.types("/clear");
  await server.got();
  assert.equal(desk.cleared, 1);
  await desk.shows(
    '-- There is no command "/jion". Did you mean /join? Two slashes send it as text: //jion #tea',
  );
  await server.ends();
});

Deno.test("a lost connection is made again; what was not confirmed is told, what is typed is kept", async () => {
  const { desk, server, network } = await inGeneral();
  await desk.types("hello");
  await server.ends();
  await desk.shows(
    '12:00 -- Not delivered to #general: "hello" ' +
      "(The connection was lost before the server confirmed it.)",
    "12:00 -- The server closed the connection. (trying again in " +
      `${Math.ceil((network.clock.next() ?? 0) / 1000)} s)`,
  );
  assert.equal(desk.prompted, "[ann #general, no connection] ");
  assert.equal(await desk.types("are you there?"), false);
  await desk.shows("-- There is no connection now, so nothing was sent. Your line is still here.");
  await network.clock.pass(2000);
  assert.equal(network.count, 2);
  const again = await network.letIn();
  await again.got("JOIN #general", "PING round-2");
  await again.line(":ann!ann@host JOIN #general", ":irc.test PONG irc.test round-2");
  assert.equal(await desk.types("are you there?"), true);
  await again.got("@label=c2 PRIVMSG #general :are you there?");
  await again.ends();
});

Deno.test("what is typed in the moment of coming in waits until we are in our channels", async () => {
  const { desk, network } = started();
  const server = await network.letIn();
  await server.got("JOIN #general", "PING round-1");
  assert.equal(await desk.types("hello"), "waiting");
  await server.line(":ann!ann@host JOIN #general", ":irc.test PONG irc.test round-1");
  await server.got("@label=c1 PRIVMSG #general :hello");
  await server.ends();
});

Deno.test("what is typed in the moment of coming in is kept if that moment ends badly", async () => {
  const { desk, network } = started();
  const server = await network.letIn();
  const typing = desk.typing("hello");
  await server.ends();
  assert.equal(await typing, false);
});

Deno.test("a name that is in use is asked for again where somebody can answer", async () => {
  const { network, desk } = started();
  desk.answers.push("anna");
  const first = await network.wire();
  await first.line(":irc.test 433 * ann :Nickname is already in use");
  await desk.shows('The name "ann" is in use on this server. Choose another one.');
  assert.deepEqual(desk.asked, ["Your name: "]);
  const second = await network.letIn(undefined, "anna");
  assert.equal(desk.prompted, "[anna #general] ");
  await second.ends();
});

Deno.test("a name that is in use ends a program, or somebody without an answer", async () => {
  for (const interactive of [true, false]) {
    const { network, run } = started({ interactive });
    await (await network.wire()).line(":irc.test 433 * ann :Nickname is already in use");
    const problem = await run;
    assert.ok(problem instanceof Problem && problem.exitCode === 69);
    assert.equal(problem.message, 'The name "ann" is in use on this server. Choose another one.');
  }
});

Deno.test("a program's lines wait until it is in, and it leaves when all are confirmed", async () => {
  const { network, desk, run } = started({ interactive: false });
  const typing = desk.types("hello");
  const server = await network.letIn();
  await server.got("JOIN #general", "PING round-1");
  assert.equal(await typing, "waiting");
  await server.line(":ann!ann@host JOIN #general", ":irc.test PONG irc.test round-1");
  await server.got("@label=c1 PRIVMSG #general :hello");
  desk.ends();
  await server.got("PING round-2");
  await server.line(":irc.test PONG irc.test round-2");
  await server.got();
  await server.line("@label=c1 :ann!ann@host PRIVMSG #general :hello");
  await server.got("QUIT chao");
  await server.ends();
  assert.equal(await run, "left");
  await desk.shows(
    "12:00 -- Connected to tea, 127.0.0.1:5555, as ann. /help lists the commands.",
    "-- Friday 1 May 2026",
    "12:00 -- You joined #general",
    "12:00 #general ann: hello",
  );
});

Deno.test("a program learns that lines were refused", async () => {
  const { network, desk, run, server } = await inGeneral({ interactive: false });
  await desk.types("/jion #tea");
  await desk.types("@dora: hello");
  await server.line("@label=c1 :irc.test 401 ann dora :No such nick/channel");
  desk.ends();
  await server.line(":irc.test PONG irc.test round-2");
  await server.ends();
  const problem = await run;
  assert.ok(problem instanceof Problem && problem.exitCode === 69);
  assert.equal(problem.message, "2 lines were refused; see above.");
  assert.equal(network.count, 1);
});

Deno.test("a program does not wait for ever for a confirmation", async () => {
  const { network, desk, run, server } = await inGeneral({ interactive: false });
  await desk.types("hello");
  desk.ends();
  await server.line(":irc.test PONG irc.test round-2");
  await network.clock.pass(30_000);
  await server.ends();
  const problem = await run;
  assert.ok(problem instanceof Problem && problem.exitCode === 75);
  assert.equal(problem.message, "1 message was not confirmed by the server, and may be lost.");
});

Deno.test("a program is not connected again", async () => {
  const { run, server } = await inGeneral({ interactive: false });
  await server.line("ERROR :Shutting down");
  await server.ends();
  const problem = await run;
  assert.ok(problem instanceof Problem && problem.exitCode === 75);
  assert.equal(problem.message, "The server closed the connection: Shutting down");
});

Deno.test("a program's lines are sent no faster than they are confirmed", async () => {
  const { desk, server } = await inGeneral({ interactive: false });
  for (let i = 1; i <= 16; i++) assert.equal(await desk.types(`line ${i}`), true);
  await server.got(
    ...Array.from({ length: 16 }, (_, i) => `@label=c${i + 1} PRIVMSG #general :line ${i + 1}`),
  );
  assert.equal(await desk.types("line 17"), "waiting");
  await server.got();
  await server.line("@label=c1 :ann!ann@host PRIVMSG #general :line 1");
  await server.got("@label=c17 PRIVMSG #general :line 17");
  await server.ends();
});

Deno.test("an interrupt leaves at once, and in order", async () => {
  const { desk, server, run } = await inGeneral();
  await desk.types("hello");
  await server.got("@label=c1 PRIVMSG #general :hello");
  desk.interrupts();
  await server.got("QUIT chao");
  await server.ends();
  const problem = await run;
  assert.ok(problem instanceof Problem && problem.exitCode === 130);
});

Deno.test("a web server at the other end is recognised", async () => {
  const { network, run } = started({ interactive: false });
  await (await network.wire()).line("HTTP/1.1 400 Bad Request", "Connection: close");
  const problem = await run;
  assert.ok(problem instanceof Problem && problem.exitCode === 76);
  assert.equal(
    problem.message,
    'What answers does not speak IRC. It said: "HTTP/1.1 400 Bad Request"',
  );
});
