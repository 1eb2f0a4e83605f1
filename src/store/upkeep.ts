/**
 * What autovacuum does in a PostgreSQL server, for the embedded one, which has nobody to do it: room of
 * old rows is used again, the planner knows how many rows there are, and transaction ids do not run out.
 * https://www.postgresql.org/docs/current/routine-vacuuming.html
 */
import type { Log } from "../log.ts";
import type { Database } from "./database.ts";
import { quoteName } from "./sql.ts";

/** Milliseconds: for the first time soon, since some are started anew every day. */
const FIRST = 5 * 60 * 1000;
const EVERY = 60 * 60 * 1000;

/** Looks after the tables now and then, until disposed of. */
export function upkeep(db: Database, log: Log): Disposable {
  const work = () =>
    tidy(db).catch((error) => {
      log.warn("the tables could not be looked after; trying again in an hour", {
        error: `${error}`,
      });
    });
  const first = setTimeout(work, FIRST);
  const further = setInterval(work, EVERY);
  return {
    [Symbol.dispose]() {
      clearTimeout(first);
      clearInterval(further);
    },
  };
}

/** One table after the other, so that what is to be written comes in between. */
export async function tidy({ sql, schema }: Pick<Database, "sql" | "schema">): Promise<void> {
  const tables = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = ${schema} order by tablename`;
  for (const { name } of tables) await sql.script(`vacuum (analyze) ${quoteName(name)}`);
}
