import assert from "node:assert/strict";
import { tidy } from "../../src/store/upkeep.ts";
import { append, message, onBoth, stored } from "./databases.ts";

onBoth("looking after the tables", {
  async "old rows are gone for good, the planner knows how many there are, and writing goes on"(
    { db, writer },
  ) {
    const store = await writer();
    for (let i = 0; i < 3; i++) stored(await append(store, message()));
    await db.sql`delete from messages where seq = 2`;
    const [before] = await seen();
    const tidying = tidy(db);
    const meanwhile = stored(await append(store, message()));
    await tidying;
    const [after] = await seen();
    assert.deepEqual([before?.rows, after?.rows], [-1, after?.rows]);
    assert.ok((after?.rows ?? 0) >= 2, `${after?.rows} rows`);
    assert.equal(meanwhile.seq, 4);

    function seen() {
      return db.sql<{ rows: number }>`
        select reltuples::int as rows from pg_class where oid = 'messages'::regclass`;
    }
  },
});
