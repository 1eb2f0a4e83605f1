/** The tables, brought up to date: numbered SQL files, each applied once. */
import { BUILT } from "../built.ts";
import { EXIT, Problem } from "../problem.ts";
import type { Database } from "./database.ts";
import { quoteName, type Sql } from "./sql.ts";

/** In their order; a migration that was released is never changed. */
const MIGRATIONS = [
  "001_messages.sql",
  "002_accounts.sql",
  "003_history.sql",
  "004_moderation.sql",
  "005_reader.sql",
  "006_certificates.sql",
];

const FOLDER = new URL("migrations/", BUILT?.files ?? import.meta.url);

/** Which of the migrations a schema has. */
export interface SchemaStatus {
  readonly schema: string;
  /** Of the last migration applied; 0: none, or the schema is not there. */
  readonly version: number;
  /** Of the last one that this program has. */
  readonly latest: number;
}

/**
 * Works in `schema` from now on: makes it if it is not there, and brings its tables up to date. Returns
 * the names of the migrations that were applied. Two programs may do this at the same time. Throws a
 * `Problem` if the schema is newer than this program.
 */
export async function setDefaultSchema(db: Database, schema: string): Promise<string[]> {
  await db.use(schema);
  // Nearly always there is nothing to do, and one look shows it.
  if (await versionOf(db.sql, schema) === MIGRATIONS.length) return [];
  return await db.sql.begin((sql) => migrate(sql, schema, (version) => tooNew(db, version)));
}

/** As `setDefaultSchema`, within a transaction in which tables are looked for in `schema`. */
export async function migrate(
  sql: Sql,
  schema: string,
  tooNew: (version: number) => Error,
): Promise<string[]> {
  await sql`select set_config('statement_timeout', '0', true)`;
  await sql`select pg_advisory_xact_lock(hashtext('chat'), hashtext(${schema}))`;
  // Asked first, because who may not make schemas may still use one.
  const [there] = await sql`select from pg_namespace where nspname = ${schema}`;
  if (!there) await sql.script(`create schema ${quoteName(schema)}`);
  const version = await versionOf(sql, schema);
  if (version > MIGRATIONS.length) throw tooNew(version);
  for (const [i, name] of MIGRATIONS.entries()) {
    if (i >= version) await apply(sql, i + 1, name);
  }
  return MIGRATIONS.slice(version);
}

/** Changes nothing. */
export async function schemaStatus(db: Database): Promise<SchemaStatus> {
  const { schema } = db;
  return { schema, version: await versionOf(db.sql, schema), latest: MIGRATIONS.length };
}

async function versionOf(sql: Sql, schema: string): Promise<number> {
  const [table] = await sql<{ there: boolean }>`
    select to_regclass(${`${quoteName(schema)}.migrations`}) is not null as there`;
  if (!table?.there) return 0;
  const [row] = await sql<{ version: number }>`
    select coalesce(max(version), 0) as version from migrations`;
  return row?.version ?? 0;
}

async function apply(sql: Sql, version: number, name: string): Promise<void> {
  if (version === 1) {
    await sql.script(`
      create table migrations (
        version int primary key,
        name text not null,
        applied_at timestamptz not null default now()
      )`);
  }
  await sql.script(await Deno.readTextFile(new URL(name, FOLDER)));
  await sql`insert into migrations (version, name) values (${version}, ${name})`;
}

function tooNew(db: Database, version: number): Problem {
  return new Problem(
    `The schema "${db.schema}" in ${db.name} has version ${version}, but this program knows only ` +
      `${MIGRATIONS.length}. Start a newer chat, or name another schema.`,
    EXIT.configuration,
  );
}
