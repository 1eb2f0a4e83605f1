import assert from "node:assert/strict";
import { completed, connectCommand } from "../../src/cli/connect.ts";
import { sendCommand } from "../../src/cli/send.ts";
import { parseTime, tailCommand } from "../../src/cli/tail.ts";

/** Somebody who gives these answers, and the questions that they heard. */
function somebody(...answers: (string | undefined)[]) {
  const asked: string[] = [];
  return {
    asked,
    ask: (question: string, hint: string) => {
      asked.push(`${hint} ${question}`.trimStart());
      return Promise.resolve(answers.shift());
    },
  };
}

/** No server answers on this machine. */
const nowhere = () => Promise.resolve(false);

Deno.test("without options, server, port, own port and name are asked for", async () => {
  const ann = somebody("irc.example.org", "6667", "", "ann");
  assert.deepEqual(await completed({}, ann.ask, nowhere), {
    host: "irc.example.org",
    port: 6667,
    localPort: undefined,
    user: "ann",
  });
  assert.deepEqual(ann.asked.slice(0, 3), [
    "Server address [127.0.0.1]: ",
    "Server port [5555]: ",
    "Own port [any]: ",
  ]);
  assert.match(ann.asked[3] ?? "", /^Your name \[.+\]: $/);
});

Deno.test("Enter takes the default, and a wrong port is asked for again", async () => {
  const ann = somebody("", "abc", "0", "", "40000", "ann");
  assert.deepEqual(await completed({}, ann.ask, nowhere), {
    host: "127.0.0.1",
    port: 5555,
    localPort: 40000,
    user: "ann",
  });
  const again = "A port is a whole number from 1 to 65535. Server port [5555]: ";
  assert.deepEqual(ann.asked.slice(2, 4), [again, again]);
});

Deno.test("who says only their name is connected to this machine's server, where there is one", async () => {
  const ann = somebody();
  const local = (host: string, port: number) =>
    Promise.resolve(`${host}:${port}` === "127.0.0.1:5555");
  assert.deepEqual(await completed({ user: "ann" }, ann.ask, local), {
    host: "127.0.0.1",
    port: 5555,
    localPort: undefined,
    user: "ann",
  });
  assert.deepEqual(ann.asked, []);
  const far = somebody("irc.example.org", "");
  const { host, port } = await completed({ user: "ann" }, far.ask, nowhere);
  assert.deepEqual([host, port], ["irc.example.org", 5555]);
  assert.deepEqual(far.asked, ["Server address [127.0.0.1]: ", "Server port [5555]: "]);
  const named = somebody("");
  await completed({ user: "ann", host: "irc.example.org" }, named.ask, () => Promise.resolve(true));
  assert.deepEqual(named.asked, ["Server port [5555]: "]);
});

Deno.test("what is given is not asked for", async () => {
  const ann = somebody("");
  const given = { host: "localhost", user: "ann" };
  assert.deepEqual(await completed(given, ann.ask, nowhere), {
    ...given,
    port: 5555,
    localPort: undefined,
  });
  assert.deepEqual(ann.asked, ["Server port [5555]: "]);
});

Deno.test("somebody may leave instead of answering", async () => {
  await assert.rejects(completed({}, somebody(undefined).ask, nowhere), { exitCode: 130 });
});

Deno.test("where nobody can be asked, everything has its default", async () => {
  const { host, port, localPort, user } = await completed({}, undefined, nowhere);
  assert.deepEqual([host, port, localPort], ["127.0.0.1", 5555, undefined]);
  assert.notEqual(user, "");
});

Deno.test("a time is a date, a date with a time, or how long ago", () => {
  const now = Date.UTC(2026, 4, 1, 12);
  assert.equal(parseTime("90m", now), now - 90 * 60_000);
  assert.equal(parseTime("7d", now), now - 7 * 86_400_000);
  assert.equal(parseTime("2026-05-01T12:30:00Z", now), now + 30 * 60_000);
  assert.equal(parseTime("2026-05-01", now), new Date(2026, 4, 1).getTime());
  assert.equal(parseTime("2026-05-01T12:30", now), new Date(2026, 4, 1, 12, 30).getTime());
  for (const text of ["yesterday", "5", "2026-99-99", "", "-5m", "May 2026"]) {
    assert.throws(() => parseTime(text, now), { code: "commander.invalidArgument" });
  }
});

Deno.test("wrong options are named before anything is connected", async () => {
  for (
    const [command, args, complaint] of [
      [connectCommand(), ["--port", "99999"], /--port.*whole number from 1 to 65535/],
      [connectCommand(), ["--local-port", "x"], /--local-port.*whole number/],
      [tailCommand(), ["#tea", "--since", "soon"], /--since.*A time is a date/],
      [tailCommand(), ["#tea", "--count", "-1"], /--count.*A count is a whole number/],
      [tailCommand(), ["#tea", "--after", "m1", "--since", "1d"], /--after.*cannot be used with/],
      [tailCommand(), [], /missing required argument 'target'/],
      [sendCommand(), ["a b", "x"], /Cannot send to "a b"/],
      [sendCommand(), ["#a,#b", "x"], /Cannot send to "#a,#b"/],
      [sendCommand(), ["#tea", " "], /There is nothing to send/],
      [sendCommand(), ["#tea", "x", "--id", "k"], /--id works only together with --account/],
      [tailCommand(), ["a b"], /Cannot read "a b"/],
      [tailCommand(), ["#tea", "--after", "m 1"], /"m 1" cannot be a message's id/],
    ] as const
  ) {
    const quiet = command.exitOverride().configureOutput({ writeErr() {} });
    await assert.rejects(quiet.parseAsync(args, { from: "user" }), complaint);
  }
});
