/** The whole server as a process: how it starts, what it keeps, how it ends. */
import assert from "node:assert/strict";
import { chat } from "../cli/chat.ts";
import { Client } from "../faults/client.ts";
import { Load } from "../faults/load.ts";
import { installed, PLAN } from "../faults/fault.ts";
import { violations } from "../faults/checker.ts";
import { Random } from "../faults/random.ts";
import { readRows } from "../faults/table.ts";
import { freePort, testPostgres } from "../postgres.ts";
import { EMBEDDED, Installation } from "./program.ts";

const SECOND = 1_000;
/** What a busy machine may add; ms. */
const MARGIN = 500;

Deno.test("a restart keeps the history, and somebody who joins sees the last lines of it", async () => {
  await using installation = await Installation.make(EMBEDDED);
  await installation.serve();
  const tell = (text: string) =>
    chat(["send", "#general", text, "--user", "ann", "--port", `${installation.port}`]);
  assert.equal((await tell("before the restart")).code, 0);
  await installation.stop();
  await installation.serve();
  assert.equal((await tell("after the restart")).code, 0);

  const bob = await Client.connect(installation.port);
  const seen: (string | undefined)[] = [];
  bob.onMessage = ({ command, params }) => command === "PRIVMSG" && seen.push(params[1]);
  await bob.enter({ nick: "bob", password: undefined }, ["#general"]);
  assert.deepEqual(seen, ["before the restart", "after the restart"]);
  bob.cut();
  await bob.ended;
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.test(`at ${signal} a busy server tells everybody, ends with 0 within a second and loses nothing`, async () => {
    await using postgres = await testPostgres();
    await using installation = await installed({ kind: "postgres", url: postgres.url });
    const server = await installation.serve();
    const ann = await Client.connect(installation.port);
    await ann.enter({ nick: "ann", password: undefined }, []);
    const load = await Load.begin(installation.port, new Random(1), PLAN);
    await load.acknowledges(100);
    const farewell = ann.hears(({ command }) => command === "ERROR");
    const { code, after, log } = await server.stop(signal);
    assert.match((await farewell).params[0] ?? "", /shutting down/);
    assert.equal(code, 0);
    assert.ok(after < SECOND + MARGIN, `it took ${after} ms`);
    assert.match(log, /"text":"ending","signal":"SIG/);
    await ann.ended;

    await installation.serve();
    const records = await load.end();
    await installation.stop();
    const rows = await installation.look(readRows);
    assert.deepEqual(violations({ ...records, rows }), []);
  });
}

Deno.test("a second server on the same data directory is refused in one sentence, and the first goes on", async () => {
  await using installation = await Installation.make(EMBEDDED);
  const first = await installation.serve();
  const { code, stdout, stderr } = await chat([
    "serve",
    "--port",
    "0",
    "--data-dir",
    installation.dataDir,
  ]);
  assert.deepEqual({ code, stdout }, { code: 75, stdout: "" });
  assert.match(stderr, /^Another chat server \(process \d+\) has the data directory [^\n]*\n$/);
  assert.ok(stderr.includes(installation.dataDir), stderr);
  const ann = await Client.connect(installation.port);
  await ann.enter({ nick: "ann", password: undefined }, ["#general"]);
  ann.cut();
  await ann.ended;
  assert.equal((await first.stop()).code, 0);
});

Deno.test("a PostgreSQL that does not answer stops the start with 75 and one sentence, without its password", async () => {
  const port = await freePort();
  const url = `postgres://ann:s3cret@127.0.0.1:${port}/chat`;
  const { code, stdout, stderr } = await chat(["serve", "--port", "0", "--database-url", url]);
  assert.deepEqual({ code, stdout }, { code: 75, stdout: "" });
  assert.match(stderr, /^[^\n]*PostgreSQL[^\n]*\n$/);
  assert.ok(stderr.includes(`127.0.0.1:${port}`), stderr);
  assert.ok(!stderr.includes("s3cret"), stderr);
});

for (const command of [["connect"], ["send", "#general", "hello"], ["tail", "#general"]]) {
  Deno.test(`chat ${command[0]} says in one sentence that no server is there, and ends with 75`, async () => {
    const port = await freePort();
    const { code, stdout, stderr } = await chat([...command, "--port", `${port}`]);
    assert.deepEqual({ code, stdout }, { code: 75, stdout: "" });
    assert.match(stderr, new RegExp(`^No server answers at 127\\.0\\.0\\.1:${port}\\.[^\\n]*\\n$`));
  });
}
