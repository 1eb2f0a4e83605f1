/** The server is gone in mid-conversation. */
import assert from "node:assert/strict";
import { chat } from "../cli/chat.ts";
import { testPostgres } from "../postgres.ts";
import { Person } from "./person.ts";
import { Installation } from "./program.ts";

Deno.test("chat connect from a pipe ends with 75 and says so when its server is gone", async () => {
  await using postgres = await testPostgres();
  await using installation = await Installation.make({ kind: "postgres", url: postgres.url });
  await installation.serve();
  const connect = ["task", "connect", "--user", "ann", "--port", `${installation.port}`];
  await using ann = new Person(connect, {});
  await ann.reads(/You joined #general/);
  await installation.kill();
  const { code, stderr } = await ann.leaves();
  assert.equal(code, 75);
  assert.match(stderr, /^The (server closed the connection|connection broke: .*)\.$/m);
});

Deno.test("chat tail --follow goes on after its server was killed, and prints every message once", async () => {
  await using postgres = await testPostgres();
  await using installation = await Installation.make({ kind: "postgres", url: postgres.url });
  await installation.serve();
  const port = ["--port", `${installation.port}`];
  const send = async (text: string) => {
    const { code, stdout, stderr } = await chat([
      "send",
      "#general",
      text,
      "--user",
      "ann",
      ...port,
    ]);
    assert.equal(code, 0, stderr);
    return stdout.trim();
  };
  const ids = [await send("before it came")];
  const follow = [
    "task",
    "chat",
    "tail",
    "#general",
    "--json",
    "--follow",
    "--user",
    "log",
    ...port,
  ];
  await using tail = new Person(follow, {});
  await tail.reads(/"before it came"/);
  ids.push(await send("while it was there"));
  await tail.reads(/"while it was there"/);
  await installation.kill();
  await installation.serve();
  ids.push(await send("while it was away, or just back"));
  await tail.reads(/"while it was away, or just back"/);
  ids.push(await send("after it was back"));
  await tail.reads(/"after it was back"/);
  const { stdout } = await tail.isStopped("SIGTERM");
  assert.deepEqual(stdout.trim().split("\n").map((line) => JSON.parse(line).id), ids);
});
