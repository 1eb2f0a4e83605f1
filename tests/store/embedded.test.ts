/** The embedded database: its directory, its lock, its end and what comes after. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createLog, SILENT } from "../../src/log.ts";
import { EXIT, Problem } from "../../src/problem.ts";
import { openDirectory } from "../../src/store/embedded/data_directory.ts";
import { embedded } from "../../src/store/embedded/embedded.ts";
import { Database } from "../../src/store/database.ts";
import { MessageWriter, WRITER_OPTIONS } from "../../src/store/messages.ts";
import { openStore, setDefaultSchema } from "../../src/store/mod.ts";
import { append, message, stored, temporaryDirectory } from "./databases.ts";

const TEA = { kind: "channel", key: "#tea" } as const;

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const problem = await work.then(() => undefined, (error) => error);
  assert.ok(problem instanceof Problem, `${problem}`);
  assert.match(problem.message, /^[A-Z].*\.$/);
  return problem;
}

Deno.test("a new database is made from the prepared one, and keeps what it is told", async () => {
  await using directory = await temporaryDirectory();
  const dataDir = join(directory.path, "not", "there yet");
  const lines: string[] = [];
  const log = createLog("info", "text", (line) => lines.push(line));
  const store = await openStore({ database: null, dataDir, log });
  assert.match(store.description, /^embedded PostgreSQL in ".*there yet".*survives a crash and a /);
  assert.deepEqual(lines, [], "deno task pgdata makes the prepared one anew, with all its tables");
  const sent = message();
  assert.equal(stored(await append(store, sent)).seq, 1);
  await store.close();

  const again = await openStore({ database: null, dataDir, log });
  const page = await again.page({ target: TEA, from: "newest", limit: 9, events: false });
  assert.deepEqual(page, [{ ...sent, seq: 1 }]);
  await again.close();
});

Deno.test("without a prepared one that fits it makes its own, and says so", async () => {
  await using directory = await temporaryDirectory();
  const lines: string[] = [];
  const log = createLog("info", "text", (line) => lines.push(line));
  const opened = await openDirectory(directory.path, log, () => Promise.resolve(undefined));
  opened[Symbol.dispose]();
  assert.match(lines.join("\n"), /making a new database; this takes some seconds, once/);
  const store = await openStore({ database: null, dataDir: directory.path, log: SILENT });
  assert.equal(stored(await append(store, message())).seq, 1);
  await store.close();
});

/** Makes a database in a process that may have so many files open. */
async function migrateWith(files: number): Promise<{ code: number; said: string }> {
  await using directory = await temporaryDirectory();
  const { code, stderr } = await new Deno.Command("sh", {
    args: [
      "-c",
      `ulimit -n ${files} && exec "$0" run -A main.ts db migrate --data-dir "$1"`,
      Deno.execPath(),
      join(directory.path, "data"),
    ],
    cwd: new URL("../../", import.meta.url),
    env: { NO_COLOR: "1" },
  }).output();
  return { code, said: new TextDecoder().decode(stderr) };
}

Deno.test("a new database is made where a process may have few files open", async () => {
  assert.deepEqual(await migrateWith(256), { code: 0, said: "" });
});

Deno.test("where a process may have too few files open, that is said", async () => {
  const { code, said } = await migrateWith(80);
  assert.equal(code, EXIT.configuration);
  assert.match(
    said,
    /^The data directory ".*" cannot be used: .* Let the process have more files open \(`ulimit -n`\), or choose another directory with --data-dir\.\n$/,
  );
});

/** Opens the store in a process of its own, and holds it until that is killed. */
async function otherProcess(dataDir: string): Promise<{ kill(): Promise<void>; pid: number }> {
  const mod = new URL("../../src/store/mod.ts", import.meta.url);
  const log = new URL("../../src/log.ts", import.meta.url);
  const program = `
    const { openStore } = await import("${mod}");
    const { SILENT } = await import("${log}");
    await openStore({ database: null, dataDir: Deno.args[0], log: SILENT });
    console.log("open");
    setInterval(() => {}, 1000);`;
  await using directory = await temporaryDirectory();
  const file = join(directory.path, "hold.ts");
  await Deno.writeTextFile(file, program);
  const config = new URL("../../deno.json", import.meta.url).pathname;
  const child = spawn(Deno.execPath(), ["run", "-A", "--config", config, file, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = new Promise<void>((resolve) => child.on("close", () => resolve()));
  await Promise.race([
    new Promise((resolve) => child.stdout.once("data", resolve)),
    gone.then(() => Promise.reject(new Error("the other process did not open the store"))),
  ]);
  return {
    pid: child.pid ?? 0,
    async kill() {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

Deno.test("two processes never have one directory open", async () => {
  await using directory = await temporaryDirectory();
  const place = { database: null, dataDir: directory.path, log: SILENT };
  const other = await otherProcess(directory.path);
  try {
    const problem = await problemOf(openStore(place));
    assert.equal(problem.exitCode, EXIT.tryAgain);
    const { message } = problem;
    assert.ok(message.includes(`(process ${other.pid})`) && message.includes(directory.path));
  } finally {
    await other.kill();
  }
  const store = await openStore(place);
  const problem = await problemOf(openStore(place));
  assert.ok(problem.message.includes(`(process ${Deno.pid})`));
  assert.equal(stored(await append(store, message())).seq, 1);
  await store.close();
});

Deno.test("a directory that cannot be used is named, with the reason", async () => {
  await using directory = await temporaryDirectory();
  const file = join(directory.path, "file");
  await Deno.writeTextFile(file, "");
  const readOnly = join(directory.path, "read-only");
  await Deno.mkdir(readOnly, { mode: 0o500 });
  // Root may write everywhere but where the system does not let it.
  const forbidden = Deno.uid() === 0 ? "/proc/chat" : join(readOnly, "data");
  for (const dataDir of [join(file, "data"), forbidden]) {
    const problem = await problemOf(openStore({ database: null, dataDir, log: SILENT }));
    assert.equal(problem.exitCode, EXIT.configuration);
    assert.ok(problem.message.startsWith(`The data directory "${dataDir}" cannot be used: `));
  }
});

Deno.test("a database that is damaged is not started, and not touched", async () => {
  await using directory = await temporaryDirectory();
  const store = await openStore({ database: null, dataDir: directory.path, log: SILENT });
  await store.close();
  const control = join(directory.path, "pgdata", "global", "pg_control");
  await Deno.writeFile(control, new Uint8Array(8192));
  const place = { database: null, dataDir: directory.path, log: SILENT };
  const problem = await problemOf(openStore(place));
  assert.equal(problem.exitCode, EXIT.configuration);
  assert.match(problem.message, /^The embedded database in ".*" does not start: /);
  assert.deepEqual(await Deno.readFile(control), new Uint8Array(8192));
});

Deno.test("an engine that is busy or dies", async (t) => {
  await using directory = await temporaryDirectory();
  const lines: string[] = [];
  const log = createLog("info", "text", (line) => lines.push(line));
  const db = await Database.open(await embedded(directory.path, log), "chat_schema");
  await setDefaultSchema(db, "chat_schema");
  try {
    await t.step("a message that is behind a long query is unknown, and then stored", async () => {
      const options = { ...WRITER_OPTIONS, deadline: 300 };
      const writer = await MessageWriter.open(db, log, options);
      const long = db.sql.script("select count(*) from generate_series(1, 6000000)");
      // The query is with the engine before the message is.
      await new Promise((resolve) => setTimeout(resolve, 30));
      const outcome = await append(writer, message());
      assert.equal(outcome.kind, "unknown");
      await long;
      assert.ok(outcome.kind === "unknown");
      assert.equal(stored(await outcome.settled).seq, 1);
      assert.equal(stored(await append(writer, message())).seq, 2);
      await writer.close();
    });

    await t.step("after it died it is started again, with everything that was stored", async () => {
      const writer = await MessageWriter.open(db, log, { ...WRITER_OPTIONS, deadline: 60_000 });
      assert.equal(stored(await append(writer, message())).seq, 3);
      // PGlite cannot read what follows such a statement, and gives up.
      await assert.rejects(db.sql.script("copy users from stdin"), /database has stopped/);
      assert.equal(stored(await append(writer, message())).seq, 4);
      const [row] = await db.sql`select count(*) as messages, max(seq) as last from messages`;
      assert.deepEqual(row, { messages: 4, last: 4 });
      await writer.close();
    });
  } finally {
    await db.close();
  }
});
