import assert from "node:assert/strict";
import { nextChore, Upkeep } from "../../src/store/upkeep.ts";
import { onBoth, type TestDatabase } from "./databases.ts";

const NEVER = { due: 2_000_000_000, pressing: 2_000_000_000 };

/** Does whatever there is to do, as if nobody wrote for a long time; gives what was done. */
async function tidy({ db, log }: TestDatabase, ages = NEVER): Promise<string[]> {
  const upkeep = new Upkeep(db, log, ages);
  const done: string[] = [];
  for (;;) {
    await counted(db.sql);
    const chore = await nextChore(db.sql, ages);
    await upkeep.look();
    if (!chore) return done;
    done.push(chore.statement);
    assert.ok(done.length < 1000, `it does not end: ${done.slice(-5).join("; ")}`);
    await upkeep.look();
  }
}

/** What was changed is in the statistics. */
async function counted(sql: TestDatabase["db"]["sql"]): Promise<void> {
  await sql`select pg_stat_force_next_flush()`;
  await sql`select pg_stat_clear_snapshot()`;
}

/** Of a table: rows that are gone but still there, changes, and rows as the planner knows them. */
async function seen({ db }: TestDatabase) {
  await counted(db.sql);
  const [row] = await db.sql<{ dead: number; modified: number; rows: number }>`
    select n_dead_tup as dead, n_mod_since_analyze as modified,
      (select reltuples::int from pg_class where oid = 'users'::regclass) as rows
    from pg_stat_user_tables where relid = 'users'::regclass`;
  return row;
}

let made = 0;

async function add({ db }: TestDatabase, count: number): Promise<void> {
  await db.sql`
    insert into users (username, folded)
    select 'u' || i, 'u' || i from generate_series(${made + 1}::int, ${made += count}::int) i`;
}

onBoth("looking after the tables", {
  async "room of old rows is used again, and the planner knows what there is"(database) {
    await tidy(database);
    await add(database, 400);
    await database.db.sql`delete from users where id % 2 = 0`;
    const table = `${database.db.schema}.users`;
    const done = (await tidy(database)).filter((statement) => statement.endsWith(` ${table}`));
    assert.deepEqual(done, [`vacuum (freeze) ${table}`, `analyze ${table}`]);
    assert.deepEqual(await seen(database), { dead: 0, modified: 0, rows: 200 });
  },

  async "where nothing has changed there is nothing to do"(database) {
    await tidy(database);
    await add(database, 10);
    assert.deepEqual(await tidy(database), []);
  },

  async "nothing is done while somebody writes, and it is made up for later"(database) {
    const { db, log } = database;
    await tidy(database);
    await add(database, 400);
    const upkeep = new Upkeep(db, log, NEVER);
    for (let i = 0; i < 3; i++) {
      await add(database, 1);
      await counted(db.sql);
      await upkeep.look();
    }
    assert.ok(((await seen(database))?.modified ?? 0) >= 403);
    await upkeep.look();
    assert.equal((await seen(database))?.modified, 0);
  },

  async "what presses does not wait for a quiet moment"(database) {
    const { db, log, lines } = database;
    await add(database, 1);
    const before = lines.length;
    await new Upkeep(db, log, { due: 1, pressing: 1 }).look();
    assert.match(lines.slice(before).join("\n"), /a table was looked after statement="vacuum/);
  },

  async "transaction ids do not run out: no table keeps old ones, the system's own included"(
    database,
  ) {
    const { db } = database;
    for (let i = 0; i < 600; i++) await db.sql`select pg_current_xact_id()`;
    assert.ok(await age() >= 600);
    await tidy(database, { due: 500, pressing: 2_000_000_000 });
    assert.ok(await age() < 500, `the database is ${await age()} transactions old`);

    async function age(): Promise<number> {
      const [row] = await db.sql<{ age: number }>`
        select max(age(datfrozenxid)) as age from pg_database where datname = current_database()`;
      return row?.age ?? NaN;
    }
  },
});
