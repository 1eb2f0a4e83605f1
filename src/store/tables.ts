/** What stands in the tables, and whether they may be changed. */
import type { Database } from "./database.ts";
import { quoteName } from "./sql.ts";

export interface TableStatus {
  readonly name: string;
  /** Counted, not estimated. */
  readonly rows: number;
  /** On the disk, indexes included. */
  readonly bytes: number;
}

/** The tables of the schema by name, as of one moment; none if there is no such schema. */
export async function tableStatus(db: Database): Promise<TableStatus[]> {
  return await db.sql.begin(async (sql) => {
    // Counting takes as long as it takes.
    await sql`select set_config('statement_timeout', '0', true)`;
    const tables = await sql<{ name: string; bytes: number }>`
      select c.relname as name, pg_total_relation_size(c.oid) as bytes
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = ${db.schema} and c.relkind in ('r', 'p') order by 1`;
    if (tables.length === 0) return [];
    // A table's name is no value, so it cannot be a parameter.
    const counts = tables.map(({ name }) => `(select count(*) from ${quoteName(name)})`);
    await sql.script(
      `declare counts cursor for select unnest(array[${counts.join(", ")}]) as rows`,
    );
    const rows = await sql<{ rows: number }>`fetch all from counts`;
    return tables.map((table, i) => ({ ...table, rows: rows[i]?.rows ?? 0 }));
  });
}

/** Whether we may make the schema, or make tables in it if it is there. */
export async function mayMigrate(db: Database): Promise<boolean> {
  const [row] = await db.sql<{ may: boolean }>`
    select coalesce(
      (select has_schema_privilege(oid, 'create') from pg_namespace where nspname = ${db.schema}),
      has_database_privilege(current_database(), 'create')
    ) as may`;
  return row?.may ?? false;
}
