/** Reads a target's history, page by page. https://ircv3.net/specs/extensions/chathistory */
import type { Bound, FoundMessage, PageQuery, StoredMessage, TargetKey } from "../server/store.ts";
import { keyOf, messageOf, type MessageRow, selectMessages } from "./rows.ts";
import type { Query, Sql } from "./sql.ts";

type Piece = Query<object>;

/**
 * One page, oldest first. A bound that names a msgid which is not in the target gives nothing. Pages
 * between msgids go by the sequence; where a time is asked for they go by the time, which is the same
 * order unless the clock was set back.
 */
export async function readPage(sql: Sql, query: PageQuery): Promise<StoredMessage[]> {
  const { after, before, from, events, prefixes } = query;
  const target = sql`m.target_id = (select id from targets where key = ${keyOf(query.target)})`;
  const byTime = isTime(after) || isTime(before);
  const isForReader = prefixes === undefined || query.target.kind === "direct"
    ? sql``
    : meantFor(sql, prefixes);
  const bounds = sql`
    and m.redacted_at is null
    ${after ? above(sql, after, target, byTime) : sql``}
    ${before ? below(sql, before, target, byTime) : sql``}
    ${events ? sql`` : sql`and m.kind in ('PRIVMSG', 'NOTICE')`}
    ${isForReader}`;
  const order = from === "oldest"
    ? byTime ? sql`m.sent_at, m.seq` : sql`m.seq`
    : byTime
    ? sql`m.sent_at desc, m.seq desc`
    : sql`m.seq desc`;
  const rows = await sql<MessageRow>`
    ${selectMessages(sql)}
    where ${target} ${bounds}
    order by ${order} limit ${query.limit}`;
  return rows.map(messageOf).sort((a, b) => a.seq - b.seq);
}

/** The message of that id, if it is in the target. */
export async function findMessage(
  sql: Sql,
  target: TargetKey,
  msgid: string,
): Promise<FoundMessage | undefined> {
  const [row] = await sql<MessageRow & { redacted: boolean }>`
    select found.*, redacted_at is not null as redacted
    from (${selectMessages(sql)} where m.msgid = ${msgid} and t.key = ${keyOf(target)}) found
    join messages using (msgid)`;
  return row && { ...messageOf(row), redacted: row.redacted };
}

/** A STATUSMSG is addressed to a channel behind the prefix of those who may read it. */
function meantFor(sql: Sql, prefixes: string): Piece {
  const rank = sql`split_part(m.addressed, '#', 1)`;
  return sql`and (starts_with(m.addressed, '#') or translate(${rank}, ${prefixes}, '') <> ${rank})`;
}

function isTime(bound: Bound | undefined): bound is { readonly time: number } {
  return bound !== undefined && "time" in bound;
}

function above(sql: Sql, bound: Bound, target: Piece, byTime: boolean): Piece {
  if (isTime(bound)) return sql`and m.sent_at > to_timestamp(${bound.time}::float8 / 1000)`;
  const { seq, time } = placeOf(sql, bound, target, "-infinity");
  return byTime ? sql`and m.seq > ${seq} and m.sent_at >= ${time}` : sql`and m.seq > ${seq}`;
}

function below(sql: Sql, bound: Bound, target: Piece, byTime: boolean): Piece {
  if (isTime(bound)) return sql`and m.sent_at < to_timestamp(${bound.time}::float8 / 1000)`;
  const { seq, time } = placeOf(sql, bound, target, "infinity");
  return byTime ? sql`and m.seq < ${seq} and m.sent_at <= ${time}` : sql`and m.seq < ${seq}`;
}

/**
 * The time is asked for too where the page goes by time, so that the index leads to the place. A number
 * that no message has, yet, is a place nevertheless: its time is `otherwise`.
 */
function placeOf(
  sql: Sql,
  bound: Exclude<Bound, { readonly time: number }>,
  target: Piece,
  otherwise: "-infinity" | "infinity",
): { readonly seq: Piece; readonly time: Piece } {
  const of = (column: Piece, there: Piece) =>
    sql`(select ${column} from messages m where ${target} and ${there})`;
  if ("msgid" in bound) {
    const there = sql`m.msgid = ${bound.msgid}`;
    return { seq: of(sql`m.seq`, there), time: of(sql`m.sent_at`, there) };
  }
  const time = of(sql`m.sent_at`, sql`m.seq = ${bound.seq}`);
  return {
    seq: sql`${bound.seq}::bigint`,
    time: sql`coalesce(${time}, ${otherwise}::timestamptz)`,
  };
}
