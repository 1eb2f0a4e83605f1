/** SQL as templates, transactions and LISTEN, the same on both databases. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { onBoth, onPostgres, type TestDatabase } from "./databases.ts";

/** A table of numbers, gone when the test is over. */
async function withNumbers({ db }: TestDatabase, test: () => Promise<void>): Promise<void> {
  await db.sql.script("create table numbers (n int primary key)");
  try {
    await test();
  } finally {
    await db.sql.script("drop table numbers");
  }
}

async function numbers({ db }: TestDatabase): Promise<number[]> {
  const rows = await db.sql<{ n: number }>`select n from numbers order by n`;
  return rows.map(({ n }) => n);
}

onBoth("sql", {
  async "values of all kinds come back as they were"({ db }) {
    const text = 'x\', "y" \\ {1,2} $1 🎉';
    const [row] = await db.sql`
      select ${1}::int as int, ${2 ** 53 - 1}::int8 as large, ${"9007199254740993"}::int8 as larger,
        ${text}::text as text, ${[text, null]}::text[] as texts, ${{ a: [text] }}::jsonb as json,
        ${null}::text as none, ${new Date(86_400_123)}::timestamptz as date, ${true}::bool as bool`;
    assert.deepEqual(row, {
      int: 1,
      large: 2 ** 53 - 1,
      larger: 9007199254740993n,
      text,
      texts: [text, null],
      json: { a: [text] },
      none: null,
      date: new Date(86_400_123),
      bool: true,
    });
  },

  async "pieces are spliced in, with their values in the right places"({ db: { sql } }) {
    const piece = sql`n > ${1} and ${sql`n < ${5}`}`;
    const rows = await sql`
      select n from generate_series(1, ${9}::int) as n where ${piece} and n <> ${3}`;
    assert.deepEqual(rows, [{ n: 2 }, { n: 4 }]);
  },

  async "an error of the database is what it is, and the next query works"({ db: { sql } }) {
    await assert.rejects(async () => await sql`select 1 / ${0}::int`, { code: "22012" });
    assert.deepEqual(await sql`select 1 as one`, [{ one: 1 }]);
  },

  async "many queries at once all get their own answers"({ db: { sql } }) {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) => sql<{ i: number }>`select ${i}::int as i`),
    );
    assert.deepEqual(answers.map(([row]) => row?.i), Array.from({ length: 200 }, (_, i) => i));
  },

  async "a transaction is carried out as a whole or not at all"(database) {
    const { sql } = database.db;
    await withNumbers(database, async () => {
      await sql.begin((sql) =>
        sql.script("insert into numbers values (1); insert into numbers values (2)")
      );
      const failing = sql.begin(async (sql) => {
        await sql`insert into numbers values (3)`;
        throw new Error("no");
      });
      await assert.rejects(failing, /^Error: no$/);
      assert.deepEqual(await numbers(database), [1, 2]);
    });
  },

  async "a transaction within a transaction can fail alone"(database) {
    await withNumbers(database, async () => {
      await database.db.sql.begin(async (sql) => {
        await sql`insert into numbers values (1)`;
        const inner = sql.begin(async (sql) => {
          await sql`insert into numbers values (2)`;
          await sql`insert into numbers values (1)`;
        });
        await assert.rejects(inner, { code: "23505" });
        await sql`insert into numbers values (3)`;
      });
      assert.deepEqual(await numbers(database), [1, 3]);
    });
  },

  async "a transaction in which an error was overlooked is not taken for a success"(database) {
    await withNumbers(database, async () => {
      const overlooking = database.db.sql.begin(async (sql) => {
        await sql`insert into numbers values (1)`;
        await sql.script("nonsense").catch(() => {});
      });
      await assert.rejects(overlooking, /rolled back/);
      assert.deepEqual(await numbers(database), []);
    });
  },

  async "a plain query inside of a transaction belongs to it, instead of waiting for ever"(
    database,
  ) {
    const { sql } = database.db;
    await withNumbers(database, async () => {
      let later: (() => Promise<number[]>) | undefined;
      await sql.begin(async () => {
        await sql`insert into numbers values (1)`;
        await sql.begin(() => sql.script("insert into numbers values (2)"));
        assert.deepEqual(await numbers(database), [1, 2]);
        later = () => numbers(database);
      });
      assert.deepEqual(await later?.(), [1, 2]);
    });
  },

  async "others do not see a transaction before it is committed"(database) {
    const { sql } = database.db;
    await withNumbers(database, async () => {
      const inside = Promise.withResolvers<void>();
      const failing = sql.begin(async (sql) => {
        await sql`insert into numbers values (1)`;
        inside.resolve();
        await sleep(50);
        throw new Error("no");
      });
      await inside.promise;
      const [seen] = await Promise.all([numbers(database), assert.rejects(failing)]);
      assert.deepEqual(seen, []);
    });
  },

  async "what is notified is heard, after COMMIT, by everybody who listens"({ db }) {
    const heard: string[][] = [[], []];
    const ready = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const listening = heard.map((texts, i) =>
      db.listen("a channel", (text) => texts.push(text), () => ready[i]?.resolve())
    );
    try {
      await Promise.all(ready.map(({ promise }) => promise));
      await db.sql`select pg_notify('a channel', ${"one"})`;
      await db.sql.begin(async (sql) => {
        await sql`select pg_notify('a channel', 'two')`;
        throw new Error("no");
      }).catch(() => {});
      await db.sql`select pg_notify('a channel', ${"three"})`;
      while (heard.some((texts) => texts.length < 2)) await sleep(10);
      assert.deepEqual(heard, [["one", "three"], ["one", "three"]]);
    } finally {
      for (const listener of listening) listener[Symbol.dispose]();
    }
  },

  async "what is notified elsewhere is not heard, and whoever comes later hears too"({ db }) {
    const heard: string[] = [];
    const listen = (channel: string) =>
      new Promise<Disposable>((resolve) => {
        const listening = db.listen(
          channel,
          (text) => heard.push(`${channel}: ${text}`),
          () => resolve(listening),
        );
      });
    using _tea = await listen("tea");
    using _coffee = await listen("coffee");
    for (const channel of ["milk", "coffee", "tea"]) {
      await db.sql`select pg_notify(${channel}, 'ready')`;
    }
    while (heard.length < 2) await sleep(10);
    assert.deepEqual(heard, ["coffee: ready", "tea: ready"]);
  },
});

onPostgres("connections that are ended from outside", {
  async "are replaced: the next query works, and listening goes on"({ db }) {
    const { sql } = db;
    const end = () =>
      sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`;
    const heard: string[] = [];
    let ready = Promise.withResolvers<void>();
    using _listening = db.listen("c", (text) => heard.push(text), () => ready.resolve());
    await ready.promise;
    ready = Promise.withResolvers();
    // Two at once, so that there is more than one connection to lose.
    await Promise.all([sql`select pg_sleep(0.05)`, sql`select pg_sleep(0.05)`]);
    await end();
    await ready.promise;
    await sql`select pg_notify('c', 'again')`;
    assert.equal((await Promise.all([1, 2, 3].map(() => sql`select 1 as one`))).length, 3);
    while (heard.length === 0) await sleep(10);
    assert.deepEqual(heard, ["again"]);
  },

  async "in the middle of a transaction leave nothing of it"(database) {
    await withNumbers(database, async () => {
      const broken = database.db.sql.begin(async (sql) => {
        await sql`insert into numbers values (1)`;
        await sql`select pg_terminate_backend(pg_backend_pid())`;
      });
      await assert.rejects(broken);
      assert.deepEqual(await numbers(database), []);
    });
  },
});
