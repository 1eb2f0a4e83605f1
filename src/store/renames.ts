/**
 * Has everything that is kept of a channel follow its name: its history, how far people have read it, its
 * rules, and the channel itself where it is kept. https://ircv3.net/specs/extensions/channel-rename
 */
import type { ChannelRenames, Renaming } from "../server/store.ts";
import type { Database } from "./database.ts";
import { verdictOn } from "./refusal.ts";
import type { Sql } from "./sql.ts";
import { Told } from "./told.ts";

export function renamesIn(db: Database): ChannelRenames {
  const { sql } = db;
  const rulesChanged = new Told(db, "rules");
  return {
    async prepareRename(renaming) {
      const id = await targetOf(sql, renaming);
      if (await isUsed(sql, id, renaming.key)) return undefined;
      return () =>
        rename(sql, id, renaming, rulesChanged).then(() => undefined, (error) => {
          if (verdictOn(error) === "unknown") throw error;
          return `${error}`;
        });
    },
  };
}

/** The number of the target, which stays. One that has no history yet gets its row here. */
async function targetOf(sql: Sql, { from }: Renaming): Promise<number> {
  const [row] = await sql<{ id: number }>`
    insert into targets as t (key, name) values (${from}, ${from})
    on conflict (key) do update set key = excluded.key
    returning id`;
  if (!row) throw new Error(`the database gave no number to ${from}`);
  return row.id;
}

/** Whether people have said something under that name, which would be hidden by another history. */
async function isUsed(sql: Sql, id: number, key: string): Promise<boolean> {
  const [row] = await sql`
    select from targets t join messages m on m.target_id = t.id
    where t.key = ${key} and t.id <> ${id} and m.kind in ('PRIVMSG', 'NOTICE', 'TAGMSG')
    limit 1`;
  return row !== undefined;
}

/**
 * One statement, and so all or nothing and given up in time. Whoever may have done it already asks again:
 * the number keeps a later channel of the old name out of it.
 */
async function rename(
  sql: Sql,
  id: number,
  { from, key, name }: Renaming,
  rulesChanged: Told,
): Promise<void> {
  const isOther = from !== key;
  await sql`
    with it as (
      select id from targets where id = ${id} and key = ${from} for update
    ), aside as (
      -- Where people only came and went, that history stays in the table, under a name that no channel
      -- can have.
      update targets t set key = t.key || ' ' || t.id from it
      where t.key = ${key} and t.id <> it.id
      returning t.id
    ), renamed as (
      update targets t set key = ${key}, name = ${name} from it
      -- The count has the other row out of the way first.
      where t.id = it.id and (select count(*) from aside) >= 0
      returning t.id
    ), read_before as (
      delete from read_markers r using it where ${isOther} and r.target = ${from}
      returning r.account_id, r.read_at
    ), read as (
      insert into read_markers as r (account_id, target, read_at)
      select account_id, ${key}, read_at from read_before
      on conflict (account_id, target) do update
        set read_at = greatest(r.read_at, excluded.read_at)
    ), twice as (
      -- Rules that the other name had before stay as they are.
      select r.id from channel_rules r join channel_rules o
        on o.channel = ${key} and o.kind = r.kind and (r.kind = 'slow' or o.value = r.value)
      where ${isOther} and r.channel = ${from}
    ), dropped_rules as (
      delete from channel_rules r using it where r.id in (select id from twice)
    ), rules as (
      update channel_rules r set channel = ${key} from it
      where r.channel = ${from} and r.id not in (select id from twice)
    ), kept as (
      -- A channel that is gone may stand there a moment longer; then what is saved next puts it right.
      update channels c set folded = ${key}, name = ${name} from it
      where c.folded = ${from}
        and not exists (select from channels o where o.folded = ${key} and o.folded <> c.folded)
      returning c.folded
    ), masks as (
      update channel_masks m set channel = ${key} from kept where m.channel = ${from}
    ), members as (
      update channel_members m set channel = ${key} from kept where m.channel = ${from}
    )
    select ${rulesChanged.now} from renamed`;
}
