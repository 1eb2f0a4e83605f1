import assert from "node:assert/strict";
import { tableLines, versionLine } from "../../src/cli/db.ts";
import { execute, freshDatabase, testPostgres } from "../postgres.ts";
import { chat } from "./chat.ts";

Deno.test("chat db migrate makes the tables once, and chat db status shows them", async () => {
  await using server = await testPostgres();
  await using database = await freshDatabase(server);
  const db = async (command: string) => {
    const { code, stdout, stderr } = await chat(["db", command, "--database-url", database.url]);
    assert.deepEqual([code, stderr], [0, ""]);
    return stdout.split("\n");
  };
  const [, missing] = await db("status");
  assert.equal(
    missing,
    'The tables in schema "chat_schema" are not made yet: serve does it, or chat db migrate.',
  );
  const [first] = await db("migrate");
  assert.equal(first, "Applied 001_messages.sql.");
  const [upToDate] = await db("migrate");
  assert.match(
    upToDate ?? "",
    /^The tables in schema "chat_schema" are up to date \(version \d+\)\.$/,
  );

  await execute(
    database.url,
    "insert into chat_schema.users (username, folded) values ('Ann', 'ann')",
  );
  const [promise, version, ...tables] = await db("status");
  assert.match(promise ?? "", /^PostgreSQL at .*, schema "chat_schema": /);
  assert.equal(version, upToDate);
  assert.ok(tables.some((line) => /^ {2}users +1 row +\d+ kB$/.test(line)), tables.join("\n"));
});

Deno.test("chat db status does not make an embedded database to look into it", async () => {
  const directory = await Deno.makeTempDir();
  try {
    for (const dataDir of [directory, `${directory}/none`]) {
      assert.deepEqual(await chat(["db", "status", "--data-dir", dataDir]), {
        code: 78,
        stdout: "",
        stderr:
          `There is no database in ${dataDir} yet. Start the server once, or name the right ` +
          "directory with --data-dir.\n",
      });
    }
    assert.deepEqual([...Deno.readDirSync(directory)], []);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("chat db with a database that does not answer ends with 75 and the reason", async () => {
  const { code, stdout, stderr } = await chat([
    "db",
    "status",
    "--database-url",
    "postgres://127.0.0.1:1/x",
  ]);
  assert.deepEqual([code, stdout], [75, ""]);
  assert.match(stderr, /^PostgreSQL at 127\.0\.0\.1:1.* cannot be reached: .*\n$/);
});

Deno.test("the version of the tables is compared to the program's", () => {
  const line = (version: number) => versionLine({ schema: "tea", version, latest: 4 });
  assert.deepEqual([0, 3, 4, 5].map(line), [
    'The tables in schema "tea" are not made yet: serve does it, or chat db migrate.',
    'The tables in schema "tea" have version 3 of 4: serve brings them up to date, or chat db migrate.',
    'The tables in schema "tea" are up to date (version 4).',
    'The tables in schema "tea" have version 5, but this chat knows only 4: use a newer one.',
  ]);
});

Deno.test("tables are shown with their rows and sizes in columns", () => {
  const lines = tableLines([
    { name: "messages", rows: 1_234_567, bytes: 734_003_200 },
    { name: "users", rows: 1, bytes: 8192 },
    { name: "archive", rows: 2, bytes: 5 * 1024 ** 4 },
  ]);
  assert.deepEqual(lines, [
    "  messages    1,234,567 rows     700 MB",
    "  users                1 row     8.0 kB",
    "  archive             2 rows     5.0 TB",
  ]);
});

Deno.test("what chat db export writes, chat db import reads into an empty database", async () => {
  await using server = await testPostgres();
  await using from = await freshDatabase(server);
  await using to = await freshDatabase(server);
  const directory = await Deno.makeTempDir();
  try {
    const file = `${directory}/chat.jsonl`;
    await chat(["db", "migrate", "--database-url", from.url]);
    await execute(
      from.url,
      "insert into chat_schema.users (username, folded) values ('Ann', 'ann')",
    );
    const left = await chat(["db", "export", file, "--database-url", from.url]);
    assert.match(left.stderr, /^Exported 1 rows, sha256 [0-9a-f]{64}\.\n$/);
    const again = await chat(["db", "export", file, "--database-url", from.url]);
    assert.equal(again.code, 78);
    assert.match(again.stderr, /^Cannot write the export to .*: it is there already\.\n$/);
    const arrived = await chat(["db", "import", file, "--database-url", to.url]);
    assert.equal(arrived.stderr, left.stderr.replace("Exported", "Imported"));
    const twice = await chat(["db", "import", file, "--database-url", to.url]);
    assert.equal(twice.code, 78);
    assert.match(twice.stderr, /holds something already \(table users\)/);
    const { stdout } = await chat(["db", "export", "--database-url", to.url]);
    assert.equal(stdout, await Deno.readTextFile(file));
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("chat user erase says how much it has erased, and whom it does not know", async () => {
  await using server = await testPostgres();
  await using database = await freshDatabase(server);
  await chat(["db", "migrate", "--database-url", database.url]);
  await execute(
    database.url,
    "insert into chat_schema.users (username, folded) values ('Ann', 'ann')",
  );
  const erase = (name: string) => chat(["user", "erase", name, "--database-url", database.url]);
  assert.equal((await erase("ann")).stdout, "The text of 0 messages is erased.\n");
  assert.deepEqual(await erase("bob"), {
    code: 69,
    stdout: "",
    stderr: "Nobody called bob has an account or has ever written anything here.\n",
  });
});
