/** Bans of the whole server. */
import type { BanStore, ServerBan } from "../server/store.ts";
import type { Database } from "./database.ts";
import { Told } from "./told.ts";

interface BanRow extends Omit<ServerBan, "expiresAt"> {
  readonly expiresAt: number | null;
}

/** Bans in `db`. Each change is told to everybody else who watches the same schema. */
export function bansIn(db: Database): BanStore {
  const { sql } = db;
  const told = new Told(db, "bans");
  return {
    async list() {
      const rows = await sql<BanRow>`
        select kind, mask, reason, set_by as "setBy",
          (extract(epoch from set_at) * 1000)::float8 as "setAt",
          (extract(epoch from expires_at) * 1000)::float8 as "expiresAt"
        from server_bans order by set_at, mask`;
      return rows.map((row) => ({ ...row, expiresAt: row.expiresAt ?? undefined }));
    },

    async put({ kind, mask, reason, setBy, setAt, expiresAt }) {
      await sql`
        with put as (
          insert into server_bans (kind, mask, reason, set_by, set_at, expires_at)
          values (${kind}, ${mask}, ${reason}, ${setBy}, to_timestamp(${setAt}::float8 / 1000),
            to_timestamp(${expiresAt ?? null}::float8 / 1000))
          on conflict (kind, mask) do update set reason = excluded.reason,
            set_by = excluded.set_by, set_at = excluded.set_at, expires_at = excluded.expires_at
          returning *
        )
        select ${told.now} from put`;
    },

    async remove(kind, mask) {
      const rows = await sql`
        with removed as (
          delete from server_bans where kind = ${kind} and mask = ${mask} returning *
        )
        select ${told.now} from removed`;
      return rows.length > 0;
    },

    watch: (changed) => told.watch(changed),
  };
}
