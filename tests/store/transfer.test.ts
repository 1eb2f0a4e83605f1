import assert from "node:assert/strict";
import { connectToDb, setDefaultSchema } from "../../src/store/mod.ts";
import type { Database } from "../../src/store/database.ts";
import { exportRows, importRows } from "../../src/store/transfer.ts";
import { SILENT } from "../../src/log.ts";
import { freshDatabase, testPostgres } from "../postgres.ts";
import { append, message, onBoth, stored, temporaryDirectory } from "./databases.ts";

async function exported(db: Database): Promise<string[]> {
  const lines: string[] = [];
  await exportRows(db, (more) => Promise.resolve(void lines.push(...more)), () => {});
  return lines;
}

async function* from(lines: readonly string[]): AsyncGenerator<string> {
  for (const line of lines) yield line;
}

/** An empty database of the kind that is not tested at the moment. */
async function other(embedded: boolean, use: (db: Database) => Promise<void>): Promise<void> {
  await using server = await testPostgres();
  await using database = await freshDatabase(server);
  await using directory = await temporaryDirectory();
  const db = await connectToDb({
    database: embedded ? null : { url: database.url, schema: "elsewhere" },
    dataDir: directory.path,
    log: SILENT,
  });
  try {
    await setDefaultSchema(db, db.schema);
    await use(db);
  } finally {
    await db.close();
  }
}

onBoth("moving everything elsewhere", {
  async "what was exported from one database and imported into another is the same"(
    { db, settings, writer },
  ) {
    const store = await writer();
    const texts = ["plain", "ünïcode 👩‍👩‍👧 \u2028 line", 'quo"te \\ back', "two\nlines", ""];
    for (const text of texts) await append(store, message({ text, tags: new Map([["+x", text]]) }));
    const bob = { id: "g:bob", nick: "bob" };
    const private_ = { kind: "direct", from: { id: "g:ann", nick: "ann" }, to: bob } as const;
    await append(store, message({ target: private_, clientId: "c1", addressed: "bob" }));
    await db.sql`
      insert into accounts (name, folded, verifier, created_at)
      values ('Ann', 'ann', 'verifier', now())`;
    await db.sql`insert into read_markers (account_id, target, read_at)
      select id, '#tea', '2026-01-01T00:00:00.123Z' from accounts`;
    const lines = await exported(db);
    await other(settings !== null, async (elsewhere) => {
      const { rows } = await importRows(elsewhere, from(lines), () => {});
      assert.equal(rows, lines.length - 2);
      assert.deepEqual(await exported(elsewhere), lines);
      const [row] = await elsewhere.sql<{ found: number }>`
        select count(*) as found from messages where words @@ 'ünïcode'`;
      assert.equal(row?.found, 1, "what was imported can be searched");
      const user = await elsewhere.sql`insert into users (username, folded) values ('z', 'z')`;
      assert.deepEqual(user, [], "ids go on after those that were imported");
    });
    await db.sql.script("delete from accounts");
  },

  async "an export that is torn or was changed is refused as a whole"({ db, settings, writer }) {
    const store = await writer();
    stored(await append(store, message()));
    stored(await append(store, message()));
    const lines = await exported(db);
    const torn = lines.slice(0, -1);
    const shortened = [...lines.slice(0, -2), ...lines.slice(-1)];
    const changed = lines.map((line) => line.replace('"text": "text', '"text": "told'));
    await other(settings !== null, async (elsewhere) => {
      for (
        const [damaged, reason] of [
          [torn, /its end is missing/],
          [shortened, /its checksum is another/],
          [changed, /its checksum is another/],
          [["{}", ...lines], /chat db export did not write it/],
          [[...lines, "{}"], /there is more after its end/],
          [["nonsense"], /Line 1 of the export cannot be imported: it is not JSON/],
        ] as const
      ) {
        assert.notDeepEqual(damaged, lines);
        await assert.rejects(importRows(elsewhere, from(damaged), () => {}), { message: reason });
        assert.deepEqual(await elsewhere.sql`select from messages`, []);
      }
    });
  },

  async "nothing is imported into a database that holds something"({ db, writer }) {
    const store = await writer();
    stored(await append(store, message()));
    const lines = await exported(db);
    await assert.rejects(importRows(db, from(lines), () => {}), {
      message: /holds something already/,
    });
  },
});
