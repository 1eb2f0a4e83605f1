/**
 * Everything that is kept, as lines of JSON, and back again: to move from the embedded database to a
 * server, and for a copy that outlives both. The first line says which tables these are; each further
 * one is a row; the last one counts and sums them, so that a torn file is noticed.
 */
import { createHash } from "node:crypto";
import { EXIT, Problem } from "../problem.ts";
import type { Database } from "./database.ts";
import { schemaStatus } from "./migrate.ts";
import { quoteName, type Sql } from "./sql.ts";

/** How much was moved. `sha256`: of all rows in their order, in hexadecimal. */
export interface Transfer {
  readonly rows: number;
  readonly sha256: string;
}

/** Called now and then with how many rows are through. */
export type Progress = (rows: number) => void;

/** Rows that are fetched, or inserted, at a time. */
const CHUNK = 1000;

interface Table {
  readonly name: string;
  /** The columns that order its rows. */
  readonly order: string;
}

/** Gives all rows as of one moment to `write`, lines without their ending. */
export async function exportRows(
  db: Database,
  write: (lines: readonly string[]) => Promise<void>,
  progress: Progress,
): Promise<Transfer> {
  const { version } = await schemaStatus(db);
  const hash = createHash("sha256");
  let rows = 0;
  await write([JSON.stringify({ chat: "export", schema: version })]);
  await db.sql.begin(async (sql) => {
    await sql.script("set transaction isolation level repeatable read, read only");
    // Times are written in the session's zone, and the same rows shall be the same lines everywhere.
    await sql.script("set local timezone = 'UTC'");
    await withoutLimit(sql);
    for (const { name, order } of await tablesIn(sql, db.schema)) {
      await sql.script(
        `declare leaving cursor for select to_jsonb(t)::text as row from ${
          quoteName(name)
        } t ${order}`,
      );
      for (;;) {
        const chunk = await sql<{ row: string }>`fetch 1000 from leaving`;
        const lines = chunk.map(({ row }) => `{"table":${JSON.stringify(name)},"row":${row}}`);
        for (const line of lines) hash.update(`${line}\n`);
        if (lines.length > 0) await write(lines);
        progress(rows += lines.length);
        if (lines.length < CHUNK) break;
      }
      await sql.script("close leaving");
    }
  });
  const sha256 = hash.digest("hex");
  await write([JSON.stringify({ end: true, rows, sha256 })]);
  return { rows, sha256 };
}

/**
 * Puts exported rows into tables that are there and empty: all, or none. Rejects with a `Problem` if
 * the lines are of other tables, not complete, or not what was written.
 */
export async function importRows(
  db: Database,
  lines: AsyncIterable<string>,
  progress: Progress,
): Promise<Transfer> {
  const { version } = await schemaStatus(db);
  return await db.sql.begin(async (sql) => {
    await withoutLimit(sql);
    const tables = await tablesIn(sql, db.schema);
    await refuseFull(db, sql, tables);
    const arrival = new Arrival(sql, new Set(tables.map(({ name }) => name)), version, progress);
    for await (const line of lines) await arrival.take(line);
    const transfer = await arrival.end();
    await raiseIdentities(sql, db.schema);
    return transfer;
  });
}

/** Lines on their way in. */
class Arrival {
  readonly #hash = createHash("sha256");
  #rows = 0;
  #lines = 0;
  #table = "";
  #waiting: string[] = [];
  #end: { readonly rows: unknown; readonly sha256: unknown } | undefined;

  constructor(
    readonly sql: Sql,
    readonly tables: ReadonlySet<string>,
    readonly version: number,
    readonly progress: Progress,
  ) {}

  async take(line: string): Promise<void> {
    this.#lines++;
    const entry = this.#parsed(line);
    if (this.#lines === 1) return this.#begin(entry);
    if (this.#end) throw this.#unlike("there is more after its end");
    if ("end" in entry) {
      this.#end = { rows: entry.rows, sha256: entry.sha256 };
      return;
    }
    const { table, row } = entry;
    if (typeof table !== "string" || !this.tables.has(table) || typeof row !== "object") {
      throw this.#unlike("it is no row of a table that is known here");
    }
    if (table !== this.#table || this.#waiting.length === CHUNK) await this.#insert();
    this.#table = table;
    this.#waiting.push(JSON.stringify(row));
    this.#hash.update(`${line}\n`);
    this.#rows++;
  }

  async end(): Promise<Transfer> {
    await this.#insert();
    const sha256 = this.#hash.digest("hex");
    if (!this.#end) throw this.#unlike("its end is missing: the file is torn");
    if (this.#end.rows !== this.#rows || this.#end.sha256 !== sha256) {
      throw this.#unlike("rows are missing or were changed: its checksum is another");
    }
    return { rows: this.#rows, sha256 };
  }

  #begin({ chat, schema }: Record<string, unknown>): void {
    if (chat !== "export") throw this.#unlike("chat db export did not write it");
    if (schema === this.version) return;
    throw new Problem(
      `The export was made with version ${schema} of the tables, and this chat has ${this.version}. ` +
        "Import it with the chat that made it; serve then brings the tables up to date.",
      EXIT.configuration,
    );
  }

  async #insert(): Promise<void> {
    const rows = `[${this.#waiting.join(",")}]`;
    if (this.#waiting.length === 0) return;
    this.#waiting = [];
    const name = this.#table;
    // A table's name is no value, so it cannot be a parameter; it is one of ours, as `take` has seen.
    const insert = Object.assign([
      `insert into ${quoteName(name)} overriding system value ` +
      `select * from jsonb_populate_recordset(null::${quoteName(name)}, `,
      "::text::jsonb)",
    ], { raw: [] });
    await this.sql(insert, rows);
    this.progress(this.#rows);
  }

  #parsed(line: string): Record<string, unknown> {
    try {
      const entry: unknown = JSON.parse(line);
      if (typeof entry === "object" && entry !== null) return { ...entry };
    } catch {
      // Said below.
    }
    throw this.#unlike("it is not JSON");
  }

  #unlike(why: string): Problem {
    return new Problem(
      `Line ${this.#lines} of the export cannot be imported: ${why}. Nothing was imported.`,
      EXIT.configuration,
    );
  }
}

/** Tables come after those that they refer to, and rows in the order of their key. */
async function tablesIn(sql: Sql, schema: string): Promise<Table[]> {
  const tables = await sql<{ name: string; key: string[] | null; refers: string[] }>`
    select c.relname as name,
      (
        select array_agg(
          quote_ident(a.attname) || case when a.atttypid = 'text'::regtype then ' collate "C"' else '' end
          order by array_position(i.indkey::int2[], a.attnum)
        )
        from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
        where i.indrelid = c.oid and i.indisprimary
      ) as key,
      array(
        select r.relname::text from pg_constraint f join pg_class r on r.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and r.oid <> c.oid
      ) as refers
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relkind = 'r' and c.relname <> 'migrations'
    order by c.relname collate "C"`;
  const sorted: Table[] = [];
  for (let rest = tables; rest.length > 0;) {
    const ready = rest.filter(({ refers }) =>
      refers.every((name) => sorted.some((table) => table.name === name))
    );
    if (ready.length === 0) throw new Error("tables refer to each other in a circle");
    sorted.push(...ready.map(({ name, key }) => ({ name, order: orderBy(key) })));
    rest = rest.filter((table) => !ready.includes(table));
  }
  return sorted;
}

function orderBy(key: readonly string[] | null): string {
  return key ? `order by ${key.join(", ")}` : "order by t::text";
}

async function refuseFull(db: Database, sql: Sql, tables: readonly Table[]): Promise<void> {
  for (const { name } of tables) {
    await sql.script(`declare any_row cursor for select from ${quoteName(name)} limit 1`);
    const rows = await sql`fetch all from any_row`;
    await sql.script("close any_row");
    if (rows.length === 0) continue;
    throw new Problem(
      `${db.name} holds something already (table ${name}). Import into an empty database or schema.`,
      EXIT.configuration,
    );
  }
}

/** What is added later must not get a number that came with the import. */
async function raiseIdentities(sql: Sql, schema: string): Promise<void> {
  const columns = await sql<{ table: string; column: string }>`
    select c.relname as table, a.attname as column
    from pg_attribute a join pg_class c on c.oid = a.attrelid
      join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relkind = 'r' and a.attidentity <> ''`;
  for (const { table, column } of columns) {
    await sql.script(
      `select setval(pg_get_serial_sequence('${quoteName(table).replaceAll("'", "''")}', ` +
        `'${column.replaceAll("'", "''")}'), coalesce(max(${quoteName(column)}), 1), ` +
        `max(${quoteName(column)}) is not null) from ${quoteName(table)}`,
    );
  }
}

/** Moving everything takes as long as it takes. */
async function withoutLimit(sql: Sql): Promise<void> {
  await sql`select set_config('statement_timeout', '0', true)`;
}
