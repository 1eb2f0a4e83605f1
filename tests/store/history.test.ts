/** Pages of history: bounds, both directions, and indexes that lead there. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Bound, NewMessage, PageQuery, StoredMessage } from "../../src/server/store.ts";
import type { Connection } from "../../src/store/connection.ts";
import { readPage } from "../../src/store/history.ts";
import { createSql } from "../../src/store/sql.ts";
import { append, message, onBoth, onPostgres, stored, type TestDatabase } from "./databases.ts";

const TEA = { kind: "channel", key: "#tea" } as const;

/** Fills #tea, and writes something elsewhere in between. */
async function fill(
  database: TestDatabase,
  differing: readonly Partial<NewMessage>[],
): Promise<StoredMessage[]> {
  const writer = await database.writer();
  const outcomes = differing.map((one) => {
    void append(writer, message({ target: { kind: "channel", key: "#other", name: "#other" } }));
    return append(writer, message(one));
  });
  return (await Promise.all(outcomes)).map(stored);
}

/** What a page is, said in the simplest way. */
function expected(all: readonly StoredMessage[], query: PageQuery): StoredMessage[] {
  const { after, before, from, limit, events } = query;
  const is =
    (bound: Bound | undefined, compare: (a: number, b: number) => boolean) =>
    (one: StoredMessage) => {
      if (!bound) return true;
      if ("time" in bound) return compare(one.time, bound.time);
      if ("seq" in bound) return compare(one.seq, bound.seq);
      const there = all.find(({ msgid }) => msgid === bound.msgid);
      return there !== undefined && compare(one.seq, there.seq);
    };
  const found = all.filter(is(after, (a, b) => a > b)).filter(is(before, (a, b) => a < b))
    .filter(({ kind }) => events || kind === "PRIVMSG" || kind === "NOTICE");
  return from === "oldest" ? found.slice(0, limit) : found.slice(-limit);
}

onBoth("history", {
  async "whatever is asked for, the page is what one would pick by hand"(database) {
    const kinds = ["PRIVMSG", "NOTICE", "JOIN", "TOPIC"] as const;
    const all = await fill(
      database,
      // Two of each four were sent in the same millisecond.
      Array.from({ length: 24 }, (_, i) => ({
        kind: kinds[i % 4] ?? "PRIVMSG",
        time: 1_700_000_000_000 + Math.floor(i / 2) * 3,
      })),
    );
    const bound = fc.option(
      fc.oneof(
        fc.integer({ min: 0, max: 25 }).map((seq) => ({ seq })),
        fc.integer({ min: -1, max: 36 }).map((ms) => ({ time: 1_700_000_000_000 + ms })),
        fc.integer({ min: 0, max: 23 }).map((i) => ({ msgid: all[i]?.msgid ?? "" })),
        fc.constant({ msgid: "nowhere" }),
      ),
      { nil: undefined },
    );
    const query = fc.record({
      target: fc.constant(TEA),
      after: bound,
      before: bound,
      from: fc.constantFrom("oldest" as const, "newest" as const),
      limit: fc.integer({ min: 1, max: 30 }),
      events: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(query, async (query) => {
        assert.deepEqual(await readPage(database.db.sql, query), expected(all, query));
      }),
      { numRuns: 200 },
    );
  },

  async "where there is nothing, nothing comes"({ db }) {
    const query = { from: "newest", limit: 10, events: true } as const;
    assert.deepEqual(await readPage(db.sql, { ...query, target: TEA }), []);
    const target = { kind: "direct", parties: ["g:1", "g:2"] } as const;
    assert.deepEqual(await readPage(db.sql, { ...query, target }), []);
  },

  async "times go by the clock, even when it was set back"(database) {
    const times = [10, 20, 30, 5, 15].map((minute) => 1_700_000_000_000 + minute * 60_000);
    const all = await fill(database, times.map((time) => ({ time })));
    const page = (query: Partial<PageQuery>) =>
      readPage(database.db.sql, { target: TEA, from: "newest", limit: 10, events: false, ...query })
        .then((found) => found.map(({ seq }) => seq));
    assert.deepEqual(await page({ before: { time: 1_700_000_000_000 + 12 * 60_000 } }), [1, 4]);
    assert.deepEqual(await page({ after: { time: 1_700_000_000_000 + 12 * 60_000 } }), [2, 3, 5]);
    assert.deepEqual(await page({ after: { msgid: all[1]?.msgid ?? "" } }), [3, 4, 5]);
  },

  async "a STATUSMSG comes to those of that rank alone"(database) {
    await fill(database, ["#tea", "@#tea", "+#tea"].map((addressed) => ({ addressed })));
    const page = async (prefixes: string | undefined) => {
      const query = { target: TEA, from: "newest", limit: 10, events: false, prefixes } as const;
      return (await readPage(database.db.sql, query)).map(({ addressed }) => addressed);
    };
    assert.deepEqual(await page("@%+"), ["#tea", "@#tea", "+#tea"]);
    assert.deepEqual(await page("+"), ["#tea", "+#tea"]);
    assert.deepEqual(await page(""), ["#tea"]);
    assert.deepEqual(await page(undefined), ["#tea", "@#tea", "+#tea"]);
  },

  async "the views have the columns that others build upon"(database) {
    const ann = { id: "a:1", nick: "Zoe" }, bob = { id: "g:2", nick: "bob" };
    await fill(database, [
      { account: "Ann", tags: new Map([["+a", "b"]]), text: "to all", sender: ann },
      { target: { kind: "direct", from: ann, to: bob }, sender: ann, text: "to bob" },
      { kind: "JOIN", text: "" },
    ]);
    const { sql } = database.db;
    const messages = await sql`
      select * from chat_messages where target <> '#other' order by kind desc, seq desc`;
    assert.deepEqual(
      messages.map(({ sent_at, msgid, ...rest }) => {
        assert.ok(sent_at instanceof Date && typeof msgid === "string");
        return rest;
      }),
      [
        {
          target: "#Tea",
          seq: 1,
          sender: "Zoe",
          account: "Ann",
          kind: "PRIVMSG",
          text: "to all",
          tags: { "+a": "b" },
        },
        {
          target: "bob",
          seq: 1,
          sender: "Zoe",
          account: null,
          kind: "PRIVMSG",
          text: "to bob",
          tags: {},
        },
        {
          target: "#Tea",
          seq: 2,
          sender: "ann",
          account: null,
          kind: "JOIN",
          text: "",
          tags: {},
        },
      ],
    );
    const [conversation, ...rest] = await sql`
      select c.*, one.username as one, other.username as other
      from conversations c
      join users one on one.id = user1_id join users other on other.id = user2_id`;
    assert.deepEqual(rest, []);
    assert.deepEqual(
      [conversation?.one, conversation?.other, conversation?.messages],
      ["Zoe", "bob", "to bob"],
    );
    assert.ok(conversation?.timestamp instanceof Date);
  },
});

onPostgres("history of a large channel", {
  async "is read by index, wherever the page is"({ db }) {
    const { sql } = db;
    await sql.script(`
      insert into targets (key, name, last_seq) values ('#tea', '#tea', 30000);
      insert into messages (target_id, seq, msgid, sent_at, kind, source, sender, sender_id,
          sender_party, addressed, text, tags)
        select id, n, 'm' || n, to_timestamp(1700000000 + n), 'PRIVMSG', 'ann', 'ann', 1, 'g:1',
          '#tea', 'text ' || n, '{}'
        from targets, generate_series(1, 30000) as n;
      analyze messages`);
    const time = { time: (1_700_000_000 + 15_000) * 1000 }, msgid = { msgid: "m15000" };
    const bounds: Pick<PageQuery, "after" | "before">[] = [
      {},
      { after: msgid },
      { before: msgid },
      { after: time },
      { before: time },
      { after: msgid, before: { time: time.time + 900_000 } },
      { after: { time: time.time - 900_000 }, before: msgid },
      { before: { seq: 15_000 } },
    ];
    const connection = await db.connect(5_000);
    for (const bound of bounds) {
      for (const from of ["oldest", "newest"] as const) {
        const query = { ...bound, target: TEA, from, limit: 50, events: false };
        assert.equal((await readPage(sql, query)).length, 50);
        const pages = await pagesRead(connection, query);
        assert.ok(pages > 0 && pages < 150, `${JSON.stringify(query)}: ${pages} pages read`);
      }
    }
    await connection.end();
  },
});

/** How many pages of the table and its indexes the query looks at. */
async function pagesRead(connection: Connection, query: PageQuery): Promise<number> {
  let pages = 0;
  const explaining = createSql(async ({ text, values }) => {
    const explain = `explain (analyze, buffers, format json) ${text}`;
    const [row] = await connection.run({ text: explain, values });
    const plan = JSON.stringify(row?.["QUERY PLAN"]);
    const count = (kind: string) =>
      Number(RegExp(`"Shared ${kind} Blocks":(\\d+)`).exec(plan)?.[1]);
    pages += count("Hit") + count("Read");
    return [];
  }, connection.sql);
  await readPage(explaining, query);
  return pages;
}
