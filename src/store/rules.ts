/** What channels let nobody write, and how often people may. */
import type { ChannelRule, RuleStore } from "../server/store.ts";
import type { Database } from "./database.ts";
import { Told } from "./told.ts";

/** Rules in `db`. Each change is told to everybody else who watches the same schema. */
export function rulesIn(db: Database): RuleStore {
  const { sql } = db;
  const told = new Told(db, "rules");
  return {
    async list() {
      return await sql<ChannelRule>`
        select channel, kind, value, set_by as "setBy",
          (extract(epoch from set_at) * 1000)::float8 as "setAt"
        from channel_rules order by channel, id`;
    },

    async put({ channel, kind, value, setBy, setAt }) {
      await sql.begin(async (sql) => {
        // A channel has one pace.
        if (kind === "slow") {
          await sql`delete from channel_rules where channel = ${channel} and kind = 'slow'`;
        }
        await sql`
          with put as (
            insert into channel_rules (channel, kind, value, set_by, set_at)
            values (${channel}, ${kind}, ${value}, ${setBy}, to_timestamp(${setAt}::float8 / 1000))
            on conflict (channel, kind, value) do update
              set set_by = excluded.set_by, set_at = excluded.set_at
            returning *
          )
          select ${told.now} from put`;
      });
    },

    async remove(channel, kind, value) {
      const rows = await sql`
        with removed as (
          delete from channel_rules
          where channel = ${channel} and kind = ${kind}
            and (${value ?? null}::text is null or value = ${value ?? null})
          returning *
        )
        select ${told.now} from removed`;
      return rows.length > 0;
    },

    watch: (changed) => told.watch(changed),
  };
}

/** What was said in a channel. */
export interface Said {
  readonly sentAt: Date;
  readonly sender: string;
  readonly text: string;
}

/** The latest messages of a channel since a moment, oldest first, `limit` at most. */
export async function saidSince(
  { sql }: Database,
  channel: string,
  since: number,
  limit: number,
): Promise<Said[]> {
  const rows = await sql<Said>`
    select sent_at as "sentAt", sender, text
    from messages m join targets t on t.id = m.target_id
    where t.key = ${channel} and m.sent_at >= to_timestamp(${since}::float8 / 1000)
      and m.kind in ('PRIVMSG', 'NOTICE') and m.redacted_at is null
    order by m.seq desc limit ${limit}`;
  return rows.reverse();
}
