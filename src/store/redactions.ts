/** Takes messages back. https://ircv3.net/specs/extensions/message-redaction */
import type { Redaction } from "../server/store.ts";
import { keyOf } from "./rows.ts";
import type { Sql } from "./sql.ts";

/** The text is gone from the table; the row stays, so that the sequence has no gap. */
export async function redactMessage(sql: Sql, redaction: Redaction): Promise<boolean> {
  try {
    return await redact(sql, redaction);
  } catch {
    // It may have been committed before the connection broke. Done twice it is the same as done once.
    return await redact(sql, redaction);
  }
}

async function redact(sql: Sql, redaction: Redaction): Promise<boolean> {
  const { target, msgid, by, time, reason } = redaction;
  const at = sql`to_timestamp(${time}::float8 / 1000)::timestamptz(3)`;
  const rows = await sql`
    update messages
    set text = '', tags = '{}', words = null,
      redacted_by = ${by}, redacted_at = ${at}, redaction_reason = ${reason}
    where msgid = ${msgid} and target_id = (select id from targets where key = ${keyOf(target)})
      and (redacted_at is null or (redacted_by = ${by} and redacted_at = ${at}))
    returning msgid`;
  return rows.length > 0;
}
