/** What senders hear when the database dies, hangs, or loses its answer, and what is stored then. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { createLog } from "../../src/log.ts";
import type { NewMessage, Outcome } from "../../src/server/store.ts";
import { MessageWriter, WRITER_OPTIONS } from "../../src/store/messages.ts";
import { connectToDb, setDefaultSchema } from "../../src/store/mod.ts";
import { execute, freshDatabase, ownPostgres, testPostgres } from "../postgres.ts";
import { append, message, stored } from "./databases.ts";
import { tap } from "./tap.ts";

/** Milliseconds; a longer one where connecting must succeed, a shorter one where something hangs. */
const DEADLINE = { usual: WRITER_OPTIONS.deadline, long: 20_000, short: 1_500 };

/** For what the machine is busy with besides. */
const SLACK = 1_000;

interface Opened extends AsyncDisposable {
  readonly writer: MessageWriter;
  readonly lines: string[];
}

async function open(url: string, deadline = DEADLINE.usual): Promise<Opened> {
  const lines: string[] = [];
  const log = createLog("debug", "text", (line) => lines.push(line));
  const settings = { url, schema: "chat_schema" };
  const db = await connectToDb({ database: settings, dataDir: "", log });
  await setDefaultSchema(db, "chat_schema");
  const writer = await MessageWriter.open(db, log, { ...WRITER_OPTIONS, deadline });
  return {
    writer,
    lines,
    async [Symbol.asyncDispose]() {
      await writer.close();
      await db.close();
    },
  };
}

interface Sent {
  readonly message: NewMessage;
  readonly outcome: Outcome;
}

/** Ten senders, each of whom waits for an answer before going on, until they are told to stop. */
function load(writer: MessageWriter): { readonly sent: Sent[]; stop(): Promise<Sent[]> } {
  const sent: Sent[] = [];
  let stopped = false;
  const senders = Array.from({ length: 10 }, async (_, i) => {
    for (let n = 0; !stopped; n++) {
      const name = `#${i % 3}`;
      const one = message({
        target: { kind: "channel", key: name, name },
        sender: { id: `g:${i}`, nick: `nick${i}` },
        clientId: n % 2 ? `${n}` : undefined,
      });
      const outcome = await append(writer, one);
      sent.push({ message: one, outcome });
      if (outcome.kind !== "stored") await sleep(20);
    }
  });
  return {
    sent,
    async stop() {
      stopped = true;
      await Promise.all(senders);
      return sent;
    },
  };
}

/** What each sender has heard is what is in the table, and no number is missing there. */
async function assertTrue(url: string, sent: readonly Sent[]): Promise<void> {
  const rows = await execute(
    url,
    "select target, seq::int, msgid from chat_schema.chat_messages order by target, seq",
  );
  const there = new Map(rows.map(({ msgid, seq }) => [msgid, seq]));
  assert.equal(there.size, rows.length);
  for (const { message: { msgid }, outcome } of sent) {
    const known = outcome.kind === "unknown" ? await outcome.settled : outcome;
    assert.equal(there.get(msgid), known.kind === "failed" ? undefined : stored(known).seq, msgid);
  }
  const expected = new Map<unknown, number>();
  for (const { target, seq } of rows) {
    assert.equal(seq, (expected.get(target) ?? 0) + 1);
    expected.set(target, Number(seq));
  }
}

/** Milliseconds until a message is stored, trying again and again. */
async function untilStored(writer: MessageWriter): Promise<number> {
  const started = performance.now();
  while ((await append(writer, message())).kind !== "stored") await sleep(10);
  return performance.now() - started;
}

async function timed<T>(promise: Promise<T>): Promise<[T, number]> {
  const started = performance.now();
  return [await promise, performance.now() - started];
}

Deno.test("backends that are ended in the middle of batches cost nobody a message", async () => {
  await using server = await testPostgres();
  await using database = await freshDatabase(server);
  await using opened = await open(database.url, DEADLINE.long);
  const senders = load(opened.writer);
  for (let i = 0; i < 5; i++) {
    // One that is tried again must not be hit again.
    const goal = senders.sent.length + 50;
    while (senders.sent.length < goal) await sleep(5);
    await execute(
      database.url,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
  }
  const sent = await senders.stop();
  assert.deepEqual(sent.filter(({ outcome }) => outcome.kind !== "stored"), []);
  assert.ok(sent.length > 100);
  await assertTrue(database.url, sent);
});

Deno.test("a commit whose answer is lost is looked up, and is there once", async () => {
  await using server = await testPostgres();
  await using database = await freshDatabase(server);
  await using line = await tap(database.url);
  await using opened = await open(line.url, DEADLINE.long);
  line.loseNextAnswer();
  const sent = [message(), message({ clientId: "x" }), message({ clientId: "x" })];
  const outcomes = await Promise.all(sent.map((one) => append(opened.writer, one)));
  assert.deepEqual(outcomes.map(({ kind }) => kind), ["stored", "stored", "duplicate"]);
  assert.deepEqual(outcomes.map((outcome) => stored(outcome).seq), [1, 2, 2]);
  assert.match(opened.lines.join("\n"), /did not say whether a batch is stored/);
  assert.equal(stored(await append(opened.writer, message())).seq, 3);
});

Deno.test("what a silent network has swallowed is unknown, and then known not to be stored", async () => {
  await using server = await testPostgres();
  await using database = await freshDatabase(server);
  await using line = await tap(database.url);
  await using opened = await open(line.url, DEADLINE.short);
  stored(await append(opened.writer, message()));
  line.fallSilent();
  const [outcome, took] = await timed(append(opened.writer, message()));
  assert.equal(outcome.kind, "unknown");
  assert.ok(took < DEADLINE.short + SLACK, `${took}`);
  line.recover();
  assert.ok(outcome.kind === "unknown" && (await outcome.settled).kind === "failed");
  assert.equal(stored(await append(opened.writer, message())).seq, 2);
});

Deno.test("a message that waits for a lock too long fails and is not stored later", async () => {
  await using server = await testPostgres();
  await using database = await freshDatabase(server);
  await using opened = await open(database.url, DEADLINE.short);
  const locking = await connectToDb({
    database: { url: database.url, schema: "chat_schema" },
    dataDir: "",
    log: createLog("error", "text", () => {}),
  });
  try {
    await locking.sql.begin(async (sql) => {
      await sql.script("lock table targets in share mode");
      const [outcome, took] = await timed(append(opened.writer, message()));
      assert.match(JSON.stringify(outcome), /"failed".*connection to the database was lost/);
      assert.ok(took < DEADLINE.short + SLACK, `${took}`);
    });
  } finally {
    await locking.close();
  }
  assert.equal(stored(await append(opened.writer, message())).seq, 1);
});

Deno.test("a database that is read-only refuses, and is used again when it is not", async () => {
  await using server = await testPostgres();
  await using database = await freshDatabase(server);
  await using opened = await open(database.url);
  const readOnly = async (value: string) => {
    const name = new URL(database.url).pathname.slice(1);
    await execute(
      server.url,
      `alter database ${name} set default_transaction_read_only = ${value}`,
    );
    await execute(
      server.url,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
    );
  };
  await readOnly("on");
  const refused = /The database refuses the message/;
  while (!refused.test(JSON.stringify(await append(opened.writer, message())))) await sleep(20);
  await readOnly("off");
  await untilStored(opened.writer);
  assert.equal(stored(await append(opened.writer, message())).seq, 2);
});

Deno.test("a server that crashes, or is frozen", async (t) => {
  await using server = await ownPostgres();

  await t.step("a crash under load loses nothing, and refuses at once until it is up", async () => {
    await using database = await freshDatabase(server);
    await using opened = await open(database.url);
    const senders = load(opened.writer);
    await sleep(200);
    const restarted = server.restart(500);
    await sleep(300);
    const [refused, took] = await timed(append(opened.writer, message()));
    assert.match(JSON.stringify(refused), /"failed".*database does not answer/);
    assert.ok(took < SLACK, `${took}`);
    await restarted;
    assert.ok(await untilStored(opened.writer) < 2_000 + SLACK);
    await sleep(200);
    const sent = await senders.stop();
    await assertTrue(database.url, sent);
  });

  await t.step("frozen for longer than the deadline, nobody is left waiting", async () => {
    await using database = await freshDatabase(server);
    await using opened = await open(database.url, DEADLINE.short);
    stored(await append(opened.writer, message()));
    await server.freeze();
    try {
      const sent = [message(), message()];
      const onItsWay = append(opened.writer, sent[0] ?? message());
      await sleep(50);
      const waiting = append(opened.writer, sent[1] ?? message());
      const [[first, second], took] = await timed(Promise.all([onItsWay, waiting]));
      assert.equal(first.kind, "unknown");
      assert.match(JSON.stringify(second), /"failed".*database does not answer/);
      assert.ok(took < DEADLINE.short + SLACK, `${took}`);
      const [refused, tookNow] = await timed(append(opened.writer, message()));
      assert.equal(refused.kind, "failed");
      assert.ok(tookNow < SLACK, `${tookNow}`);
      server.thaw();
      assert.ok(await untilStored(opened.writer) < 2_000 + SLACK);
      const outcomes = [first, second];
      await assertTrue(
        database.url,
        sent.map((one, i) => ({ message: one, outcome: outcomes[i] ?? first })),
      );
    } finally {
      server.thaw();
    }
  });

  await t.step("closing while it is frozen does not take longer than the deadline", async () => {
    await using database = await freshDatabase(server);
    const opened = await open(database.url, DEADLINE.short);
    await server.freeze();
    try {
      const outcome = append(opened.writer, message());
      const [, took] = await timed(opened.writer.close());
      assert.equal((await outcome).kind, "unknown");
      assert.ok(took < DEADLINE.short + SLACK, `${took}`);
    } finally {
      server.thaw();
      await opened[Symbol.asyncDispose]();
    }
  });
});
