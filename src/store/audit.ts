/** What operators did. */
import type { AuditStore, Deed } from "../server/store.ts";
import type { Database } from "./database.ts";

interface DeedRow extends Omit<Deed, "oper" | "target" | "detail"> {
  readonly oper: string | null;
  readonly target: string | null;
  readonly detail: string | null;
}

export function auditIn({ sql }: Database): AuditStore {
  return {
    async record({ at, by, oper, action, target, detail }) {
      await sql`
        insert into audit (done_at, done_by, oper, action, target, detail)
        values (to_timestamp(${at}::float8 / 1000), ${by}, ${oper ?? null}, ${action},
          ${target ?? null}, ${detail ?? null})`;
    },

    async latest(count) {
      const rows = await sql<DeedRow>`
        select (extract(epoch from done_at) * 1000)::float8 as at, done_by as by, oper, action,
          target, detail
        from audit order by id desc limit ${count}`;
      return rows.reverse().map((row) => ({
        ...row,
        oper: row.oper ?? undefined,
        target: row.target ?? undefined,
        detail: row.detail ?? undefined,
      }));
    },
  };
}
