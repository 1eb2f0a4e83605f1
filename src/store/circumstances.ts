/** What of a database's own setup can keep a server from working on it as it should. */
import type { Database } from "./database.ts";

export interface Circumstances {
  /** Such as 150004 for 15.4. */
  readonly version: number;
  /** Such as "UTF8". */
  readonly encoding: string;
  /** It takes no changes: a standby, or one that was told to. */
  readonly readOnly: boolean;
  /** Connections that we may still make, this one not counted. */
  readonly connectionsLeft: number;
  /** What its clock says; milliseconds since 1970. */
  readonly now: number;
}

export async function circumstances({ sql }: Database): Promise<Circumstances> {
  const [row] = await sql<Circumstances>`
    select
      current_setting('server_version_num')::int as version,
      pg_encoding_to_char(encoding) as encoding,
      pg_is_in_recovery() or current_setting('default_transaction_read_only')::bool as "readOnly",
      least(
        current_setting('max_connections')::int - (select count(*) from pg_stat_activity),
        case datconnlimit when -1 then 1000000 else datconnlimit end -
          (select count(*) from pg_stat_activity where datname = current_database())
      )::int as "connectionsLeft",
      (extract(epoch from clock_timestamp()) * 1000)::float8 as now
    from pg_database where datname = current_database()`;
  if (!row) throw new Error("PostgreSQL does not show the database that we are connected to");
  return row;
}
