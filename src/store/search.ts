/**
 * Finds messages by their words. Either the index of words leads to all messages that have them, and the
 * latest of those are taken, or the latest messages are looked at until enough of them have the words:
 * which is faster, by orders of magnitude, depends on how frequent the words are. PostgreSQL would
 * decide that by costs of disks and for all messages that match, so we decide and tell it.
 */
import type { SearchQuery, StoredMessage } from "../server/store.ts";
import { foldName, messageOf, type MessageRow, selectMessages } from "./rows.ts";
import { chooseWay, type Sought, type Way } from "./search_way.ts";
import type { Query, Sql } from "./sql.ts";
import { wordsOf } from "./words.ts";

interface Wanted extends Sought, Pick<SearchQuery, "after" | "before" | "from"> {
  /** As in `PageQuery`, one for each target. */
  readonly prefixes: readonly string[];
}

/** Oldest first. */
export async function searchMessages(sql: Sql, query: SearchQuery): Promise<StoredMessage[]> {
  const wanted = await lookUp(sql, query);
  if (!wanted) return [];
  const rows = await sql.begin(async (sql) => {
    const way = await chooseWay(sql, wanted);
    return await (way.kind === "by words" ? byWords(sql, wanted, way) : byTime(sql, wanted));
  });
  return rows.map(messageOf).sort((a, b) => a.time - b.time || a.seq - b.seq);
}

/** The numbers of what a query names; `undefined` if nothing can be found. */
async function lookUp(sql: Sql, query: SearchQuery): Promise<Wanted | undefined> {
  const { channels, direct, text, nick } = query;
  const words = text === undefined ? [] : [...new Set(wordsOf(text))];
  const keys = channels.map(({ key }) => key);
  const prefixes = channels.map(({ prefixes }) => prefixes);
  const { reader = null, other = null } = direct ?? {};
  const targets = await sql<{ id: number; prefixes: string }>`
    select id, prefixes
    from unnest(${keys}::text[], ${prefixes}::text[]) as c(key, prefixes)
    join targets using (key)
    union all
    select id, '' from targets
    where party_a = ${reader} and (${other}::text is null or party_b = ${other})
      or party_b = ${reader} and (${other}::text is null or party_a = ${other})`;
  const [sender] = nick === undefined
    ? []
    : await sql<{ id: number }>`select id from users where folded = ${foldName(nick)}`;
  const isHopeless = targets.length === 0 || (nick !== undefined && !sender) ||
    (text !== undefined && words.length === 0);
  return isHopeless ? undefined : {
    ...query,
    targets: targets.map(({ id }) => id),
    prefixes: targets.map(({ prefixes }) => prefixes),
    sender: sender?.id,
    words,
  };
}

async function byWords(
  sql: Sql,
  wanted: Wanted,
  { lookedUp, lookedThrough }: Way & { kind: "by words" },
): Promise<MessageRow[]> {
  await planWith(sql, "bitmapscan");
  // Written so that the index is not asked.
  const others = lookedThrough.length === 0
    ? sql``
    : sql`and (x.words @@ ${lookedThrough.join("&")}::tsquery) is true`;
  return await read(
    sql,
    wanted,
    sql`x.words @@ ${lookedUp.join("&")}::tsquery
      and x.target_id = any(${wanted.targets}::bigint[]) ${others}`,
  );
}

async function byTime(sql: Sql, wanted: Wanted): Promise<MessageRow[]> {
  const { targets, sender, words } = wanted;
  const [only, ...others] = targets;
  // A single target has an index of its own times.
  const place = others.length === 0
    ? sql`x.target_id = ${only}`
    : sql`x.target_id = any(${targets}::bigint[])`;
  const terms = words.map((word) => `'${word}':*`).join("&");
  await planWith(sql, "indexscan");
  return await read(
    sql,
    wanted,
    sql`${place} and x.kind in ('PRIVMSG', 'NOTICE') and x.redacted_at is null
      ${words.length === 0 ? sql`` : sql`and x.words @@ ${terms}::tsquery`}
      ${sender === undefined ? sql`` : sql`and x.sender_id = ${sender}`}`,
  );
}

/** The messages for which `match` is true, as far as they are meant for the reader. */
async function read(
  sql: Sql,
  { targets, prefixes, after, before, from, limit }: Wanted,
  match: Query<object>,
): Promise<MessageRow[]> {
  const moment = (time: number) => sql`to_timestamp(${time}::float8 / 1000)`;
  // A message to a rank is addressed to "@#tea"; the prefix must be among those of the reader.
  const rank = sql`split_part(x.addressed, '#', 1)`;
  const own = sql`(${prefixes}::text[])[array_position(${targets}::bigint[], x.target_id)]`;
  return await sql<MessageRow>`
    ${selectMessages(sql)}
    where (m.target_id, m.seq) in (
      select x.target_id, x.seq from messages x
      where ${match}
        ${after === undefined ? sql`` : sql`and x.sent_at >= ${moment(after)}`}
        ${before === undefined ? sql`` : sql`and x.sent_at <= ${moment(before)}`}
        and (x.recipient is not null or starts_with(x.addressed, '#')
          or translate(${rank}, ${own}, '') <> ${rank})
      order by ${from === "oldest" ? sql`x.sent_at, x.seq` : sql`x.sent_at desc, x.seq desc`}
      limit ${limit}
    )`;
}

/** Until the end of the transaction, only this way of reading a table is taken. */
async function planWith(sql: Sql, way: "bitmapscan" | "indexscan"): Promise<void> {
  const isOn = (other: string) => other === way ? "on" : "off";
  const settings = {
    enable_bitmapscan: isOn("bitmapscan"),
    enable_indexscan: isOn("indexscan"),
    enable_seqscan: "off",
    // Index scans are for reading in order.
    enable_sort: isOn("bitmapscan"),
    plan_cache_mode: "force_custom_plan",
    // What is forbidden counts as very expensive, which would bring these in.
    jit: "off",
    max_parallel_workers_per_gather: "0",
  };
  await sql`
    select set_config(name, value, true)
    from unnest(${Object.keys(settings)}::text[], ${Object.values(settings)}::text[])
      as setting(name, value)`;
}
