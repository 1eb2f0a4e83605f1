import assert from "node:assert/strict";
import { eraseTexts, removeBefore } from "../../src/store/forget.ts";
import { append, message, onBoth, stored } from "./databases.ts";

onBoth("what shall be forgotten", {
  async "somebody's texts are erased everywhere, and their places stay"({ db, writer }) {
    const store = await writer();
    const bob = { id: "a:7", nick: "Bob" };
    const asGuest = stored(await append(store, message({ sender: { id: "g:b", nick: "bob" } })));
    const asBob = stored(
      await append(store, message({ sender: bob, tags: new Map([["+x", "1"]]) })),
    );
    const renamed = stored(await append(store, message({ sender: { ...bob, nick: "bobby" } })));
    const anns = stored(await append(store, message()));
    assert.equal(await eraseTexts(db.sql, "BOB", "7"), 3);
    const rows = await db.sql<{ msgid: string; seq: number; text: string; erased: boolean }>`
      select msgid, seq, text, redacted_at is not null and tags = '{}' and words is null as erased
      from messages order by seq`;
    assert.deepEqual(rows, [
      { msgid: asGuest.msgid, seq: 1, text: "", erased: true },
      { msgid: asBob.msgid, seq: 2, text: "", erased: true },
      { msgid: renamed.msgid, seq: 3, text: "", erased: true },
      { msgid: anns.msgid, seq: 4, text: anns.text, erased: false },
    ]);
    assert.equal(await eraseTexts(db.sql, "bob", "7"), 0, "once is enough");
  },

  async "old messages are removed, and later ones keep their numbers"({ db, writer }) {
    const store = await writer();
    const old = stored(await append(store, message({ time: 1_000_000 })));
    const young = stored(await append(store, message({ time: 2_000_000 })));
    assert.equal(await removeBefore(db.sql, 2_000_000), 1);
    assert.deepEqual(await db.sql`select msgid, seq from messages`, [{
      msgid: young.msgid,
      seq: 2,
    }]);
    const next = stored(await append(store, message()));
    assert.deepEqual([old.seq, next.seq], [1, 3]);
  },
});
