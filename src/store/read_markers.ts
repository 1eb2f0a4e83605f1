/** How far people have read. https://ircv3.net/specs/extensions/read-marker */
import type { ReadMarkers } from "../server/store.ts";
import type { Sql } from "./sql.ts";

export function readMarkersIn(sql: Sql): ReadMarkers {
  return {
    async readMarkers(reader) {
      const rows = await sql<{ target: string; time: number }>`
        select target, (extract(epoch from read_at) * 1000)::float8 as time
        from read_markers where account_id = ${accountOf(reader)}::bigint`;
      return new Map(rows.map(({ target, time }) => [target, time]));
    },
    async markRead(reader, target, time) {
      const [row] = await move(sql, [reader], target, time);
      // Where the account has been removed meanwhile, there is nothing left to keep.
      return row?.time ?? time;
    },
    async markAllRead(readers, target, time) {
      await move(sql, readers, target, time);
    },
  };
}

function move(sql: Sql, readers: readonly string[], target: string, time: number) {
  return sql<{ time: number }>`
    insert into read_markers as m (account_id, target, read_at)
    select id, ${target}, to_timestamp(${time}::float8 / 1000)
    from accounts where id = any(${readers.map(accountOf)}::bigint[])
    on conflict (account_id, target) do update set read_at = greatest(m.read_at, excluded.read_at)
    returning (extract(epoch from read_at) * 1000)::float8 as time`;
}

/** Only what somebody with an account has read is kept: `a:17` is account 17. */
function accountOf(reader: string): string {
  const id = /^a:(\d+)$/.exec(reader)?.[1];
  if (id === undefined) throw new Error(`"${reader}" is not the party of an account`);
  return id;
}
