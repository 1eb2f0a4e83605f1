/** Takes texts away that nobody shall keep: of a person who asks for it, and of times long past. */
import { foldName } from "./rows.ts";
import type { Sql } from "./sql.ts";

/** Rows in one transaction: others must not wait for long. */
const CHUNK = 5_000;

/**
 * Removes the text of everything that an account, or anybody under this nick, has ever said or done. The
 * rows stay, so that no sequence has a gap. Resolves to how many were not empty before.
 */
export async function eraseTexts(
  sql: Sql,
  name: string,
  account: string | undefined,
): Promise<number> {
  const party = account === undefined ? null : `a:${account}`;
  let erased = 0;
  for (;;) {
    const rows = await sql`
      update messages
      set text = '', tags = '{}', words = null, redacted_at = coalesce(redacted_at, now()),
        redacted_by = coalesce(redacted_by, 'server'),
        redaction_reason = coalesce(redaction_reason, 'erased')
      where (target_id, seq) in (
        select target_id, seq from messages
        where (text <> '' or tags <> '{}') and (
          sender_party = ${party}
          or sender_id = (select id from users where folded = ${foldName(name)})
        )
        limit ${CHUNK}
      )
      returning msgid`;
    erased += rows.length;
    if (rows.length < CHUNK) return erased;
  }
}

/** Removes what is older than a moment (milliseconds since 1970); resolves to how many messages. */
export async function removeBefore(sql: Sql, time: number): Promise<number> {
  let removed = 0;
  for (;;) {
    const rows = await sql`
      delete from messages where (target_id, seq) in (
        select target_id, seq from messages
        where sent_at < to_timestamp(${time}::float8 / 1000) order by sent_at limit ${CHUNK}
      )
      returning msgid`;
    removed += rows.length;
    if (rows.length < CHUNK) return removed;
  }
}
