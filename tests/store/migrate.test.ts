/** The tables are brought up to date, once, whoever begins. */
import assert from "node:assert/strict";
import { SILENT } from "../../src/log.ts";
import { EXIT } from "../../src/problem.ts";
import { connectToDb, openStore, schemaStatus, setDefaultSchema } from "../../src/store/mod.ts";
import { freshDatabase, testPostgres } from "../postgres.ts";
import { onBoth, onPostgres } from "./databases.ts";

onBoth("migrations", {
  async "make the schema and its tables, once"({ db }) {
    const before = db.schema;
    const schema = 'a "new" schema';
    await db.use(schema);
    const { latest } = await schemaStatus(db);
    assert.deepEqual(await schemaStatus(db), { schema, version: 0, latest });
    const applied = await setDefaultSchema(db, schema);
    assert.equal(applied.length, latest);
    assert.match(applied[0] ?? "", /^001_\w+\.sql$/);
    assert.deepEqual(await schemaStatus(db), { schema, version: latest, latest });
    assert.deepEqual(await setDefaultSchema(db, schema), []);
    assert.deepEqual(await db.sql`select * from chat_messages`, []);
    await setDefaultSchema(db, before);
  },

  async "of a newer program are left alone"({ db, settings }) {
    const before = db.schema;
    await setDefaultSchema(db, "newer");
    await db.sql`insert into migrations (version, name) values (999, '999_future.sql')`;
    await assert.rejects(setDefaultSchema(db, "newer"), {
      name: "Problem",
      exitCode: EXIT.configuration,
      message: /^The schema "newer" in .* has version 999, but this program knows only \d+\. .*\.$/,
    });
    if (settings) {
      const database = { ...settings, schema: "newer" };
      const opening = openStore({ database, dataDir: "", log: SILENT });
      await assert.rejects(opening, { exitCode: EXIT.configuration, message: /has version 999/ });
    }
    await setDefaultSchema(db, before);
  },
});

onPostgres("migrations", {
  async "of two programs that start at once are applied once"({ settings }) {
    const database = settings && { ...settings, schema: "at once" };
    const dbs = await Promise.all(
      [1, 2, 3].map(() => connectToDb({ database, dataDir: "", log: SILENT })),
    );
    const applied = await Promise.all(dbs.map((db) => setDefaultSchema(db, "at once")));
    assert.deepEqual(applied.map(({ length }) => Math.sign(length)).sort(), [0, 0, 1]);
    for (const db of dbs) await db.close();
  },
});

Deno.test("who may not make a schema may use one that is there", async () => {
  await using server = await testPostgres();
  await using database = await freshDatabase(server);
  const open = (url: string, schema: string) =>
    openStore({ database: { url, schema }, dataDir: "", log: SILENT });
  await (await open(database.url, "theirs")).close();
  const admin = await connectToDb({
    database: { url: database.url, schema: "theirs" },
    dataDir: "",
    log: SILENT,
  });
  const role = new URL(database.url).pathname.slice(1);
  try {
    await admin.sql.script(`
      create role ${role} login password 'x';
      grant usage on schema theirs to ${role};
      grant all on all tables in schema theirs to ${role}`);
    const url = new URL(database.url);
    if (url.searchParams.has("user")) url.searchParams.set("user", role);
    else url.username = role;
    if (url.password) url.password = "x";
    await (await open(url.href, "theirs")).close();
    await assert.rejects(open(url.href, "not there"), {
      exitCode: EXIT.configuration,
      message:
        /^The user "\w+" may not do what is needed in PostgreSQL at .*: permission denied for database \w+\. Have an administrator run: grant create on database .*\.$/,
    });
  } finally {
    await admin.sql.script(`drop owned by ${role}; drop role ${role}`);
    await admin.close();
  }
});
