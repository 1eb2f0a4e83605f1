/** Takes messages back. https://ircv3.net/specs/extensions/message-redaction */
import type { Redaction } from "../server/store.ts";
import { foldName, keyOf } from "./rows.ts";
import type { Sql } from "./sql.ts";

/**
 * The text is gone from the table; the row stays, so that the sequence has no gap. In the same
 * transaction the event takes the next place in it.
 */
export async function redactMessage(sql: Sql, redaction: Redaction): Promise<boolean> {
  try {
    return await redact(sql, redaction);
  } catch {
    // It may have been committed before the connection broke. Done twice it is the same as done once.
    return await redact(sql, redaction);
  }
}

async function redact(sql: Sql, redaction: Redaction): Promise<boolean> {
  const { target, msgid, by, time, reason, event } = redaction;
  const at = sql`to_timestamp(${time}::float8 / 1000)::timestamptz(3)`;
  const its = sql`msgid = ${msgid}
    and target_id = (select id from targets where key = ${keyOf(target)})`;
  const other = target.kind === "direct" ? event?.addressed : undefined;
  const names = event ? [event.sender.nick, ...(other === undefined ? [] : [other])] : [];
  const rows = await sql`
    with redacted as (
      update messages
      set text = '', tags = '{}', words = null,
        redacted_by = ${by}, redacted_at = ${at}, redaction_reason = ${reason}
      where ${its} and redacted_at is null
      returning target_id
    ), counted as (
      update targets t set last_seq = t.last_seq + 1 from redacted
      where t.id = redacted.target_id and ${event !== undefined}
      returning t.id, t.last_seq as seq
    ), people as (
      insert into users (username, folded)
      select distinct on (folded) username, folded
      from unnest(${names}::text[], ${names.map(foldName)}::text[]) as n(username, folded), counted
      order by folded
      on conflict (folded) do update set folded = excluded.folded
      returning id, folded
    ), told as (
      insert into messages (
        target_id, seq, msgid, sent_at, kind, source, sender, sender_id, sender_party, account,
        recipient, recipient_id, addressed, text, tags
      )
      select id, seq, ${event?.msgid}, ${at}, 'REDACT', ${by}, ${event?.sender.nick}::text,
        (select id from people where folded = ${foldName(event?.sender.nick ?? "")}),
        ${event?.sender.id}, ${event?.account}::text, ${other}::text,
        (select id from people where folded = ${foldName(other ?? "")}),
        ${event?.addressed}, ${[msgid, ...(reason === undefined ? [] : [reason])].join(" ")}, '{}'
      from counted
    )
    select from redacted
    union all
    select from messages where ${its} and redacted_by = ${by} and redacted_at = ${at}`;
  return rows.length > 0;
}
