/**
 * What autovacuum does in a PostgreSQL server, for the embedded one, which has a single process and so
 * nobody to do it: room of old rows is used again, the planner knows what there is, and transaction ids
 * do not run out. While a table is looked after nothing can be written, so it is done when nobody writes,
 * one table at a time, and only where there is something to do.
 * https://www.postgresql.org/docs/current/routine-vacuuming.html
 */
import type { Log } from "../log.ts";
import type { Database } from "./database.ts";
import type { Sql } from "./sql.ts";

/** Milliseconds between two looks: as long must nobody have written. */
const LOOK_EVERY = 30_000;
const AFTER_FAILURE = 60 * 60 * 1000;
/** What took longer is worth a line in the log; ms. */
const LONG = 1_000;

/** Ages in transactions at which a table is vacuumed, and at which even if others have to wait. */
export interface Ages {
  readonly due: number;
  /** PostgreSQL stops taking anything at 2,100 million. */
  readonly pressing: number;
}

const AGES: Ages = { due: 10_000_000, pressing: 1_000_000_000 };

/** Something to do for a table, as SQL. */
export interface Chore {
  readonly statement: string;
  /** Transactions since its oldest row. */
  readonly age: number;
}

/** Looks now and then whether there is something to do, until disposed of. */
export function upkeep(db: Database, log: Log): Disposable {
  const keeper = new Upkeep(db, log);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const wait = (milliseconds: number) => {
    if (!isOver) timer = setTimeout(look, milliseconds);
  };
  const look = () =>
    keeper.look().then(() => wait(LOOK_EVERY), (error) => {
      if (isOver) return;
      log.warn("the tables could not be looked after; trying again in an hour", {
        error: `${error}`,
      });
      wait(AFTER_FAILURE);
    });
  wait(LOOK_EVERY);
  return {
    [Symbol.dispose]() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}

export class Upkeep {
  /** How many transactions had written something at the last look, and when there was nothing to do. */
  #seen: number | undefined;
  #done: number | undefined;

  constructor(readonly db: Database, readonly log: Log, readonly ages: Ages = AGES) {}

  /** Does one thing, if there is one and nobody has written since the last look. */
  async look(): Promise<void> {
    const { sql } = this.db;
    const now = await state(sql);
    const isQuiet = now.written === this.#seen;
    this.#seen = now.written;
    if (now.written === this.#done || (!isQuiet && now.age < this.ages.pressing)) return;
    const chore = await nextChore(sql, this.ages);
    if (chore) await this.#do(chore);
    this.#seen = (await state(sql)).written;
    if (!chore) this.#done = this.#seen;
  }

  async #do({ statement, age }: Chore): Promise<void> {
    const began = performance.now();
    await this.db.sql.script(statement);
    const took = Math.round(performance.now() - began);
    this.log[took < LONG ? "debug" : "info"]("a table was looked after", { statement, age, took });
  }
}

/** How many transactions have written something, and for how many of them the oldest row has been there. */
async function state(sql: Sql): Promise<{ readonly written: number; readonly age: number }> {
  const [row] = await sql<{ written: number; age: number }>`
    select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as written,
      greatest(age(datfrozenxid), mxid_age(datminmxid)) as age
    from pg_database where datname = current_database()`;
  if (!row) throw new Error("the database does not show itself among the databases");
  return row;
}

/**
 * The most useful thing to do now. The bounds are autovacuum's own, but for large tables, where more
 * often is shorter each time: `freeze` leaves pages that need not be looked at again. The counts are
 * lost when the server ends; what was missed by that shows when the table has grown.
 */
export async function nextChore(sql: Sql, { due }: Ages = AGES): Promise<Chore | undefined> {
  const [chore] = await sql<Chore>`
    with tables as (
      select format('%I.%I', n.nspname, c.relname) as name, greatest(c.reltuples, 0) as rows,
        greatest(
          age(c.relfrozenxid), mxid_age(c.relminmxid),
          age(t.relfrozenxid), mxid_age(t.relminmxid)
        ) as age,
        pg_relation_size(c.oid) / current_setting('block_size')::int as pages, c.relpages,
        coalesce(s.n_dead_tup, 0) as dead, coalesce(s.n_ins_since_vacuum, 0) as inserted,
        -- What is known of the others stands in pg_statistic; nothing is known of that.
        case when c.relname <> 'pg_statistic' then coalesce(s.n_mod_since_analyze, 0) else 0 end
          as modified
      from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        left join pg_class t on t.oid = c.reltoastrelid
        left join pg_stat_all_tables s on s.relid = c.oid
      where c.relkind in ('r', 'm') and c.relpersistence = 'p'
    ), needs as (
      select *, pages > 1.2 * relpages + 100 as grown,
        age >= ${due} or dead > 50 + 0.2 * rows
          or inserted > least(1000 + 0.2 * rows, 50000) as stale
      from tables
    )
    select (case when stale or grown then 'vacuum (freeze) ' else 'analyze ' end) || name as statement,
      age
    from needs
    where stale or grown or modified > 50 + 0.1 * rows
    -- Analyzing comes after, and does not wait for tables that are only old.
    order by stale and age < ${due} desc, grown desc, age >= ${due}, pages
    limit 1`;
  return chore;
}
