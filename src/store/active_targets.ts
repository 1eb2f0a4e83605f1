/** The conversations that somebody may read, by their latest message. */
import type { ActiveTarget, TargetsQuery } from "../server/store.ts";
import type { Sql } from "./sql.ts";

interface Row {
  readonly key: string;
  readonly name: string | null;
  /** Of a private conversation: the other one, and under which nick. */
  readonly other: string;
  readonly nick: string;
  readonly latest: number;
}

/** Oldest first. Events do not count, nor does a message to a rank in a channel. */
export async function readActiveTargets(sql: Sql, query: TargetsQuery): Promise<ActiveTarget[]> {
  const { channels, party, after, before, from, limit } = query;
  const order = from === "oldest" ? sql`latest` : sql`latest desc`;
  const rows = await sql<Row>`
    select t.key, t.name, case when t.party_a = ${party} then t.party_b else t.party_a end as other,
      case when m.sender_party = ${party} then m.recipient else m.sender end as nick,
      (extract(epoch from m.sent_at) * 1000)::float8 as latest
    from targets t, lateral (
      select sent_at, sender, sender_party, recipient from messages m
      where m.target_id = t.id and m.kind in ('PRIVMSG', 'NOTICE') and m.redacted_at is null
        and (t.name is null or starts_with(m.addressed, '#'))
      order by m.seq desc limit 1
    ) m
    where (t.key = any(${channels}) or t.party_a = ${party} or t.party_b = ${party})
      and m.sent_at > to_timestamp(${after}::float8 / 1000)
      and m.sent_at < to_timestamp(${before}::float8 / 1000)
    order by ${order}, t.id limit ${limit}`;
  const found = rows.map(({ key, name, other, nick, latest }): ActiveTarget =>
    name === null
      ? { kind: "direct", other: { id: other, nick }, latest }
      : { kind: "channel", key, name, latest }
  );
  return from === "oldest" ? found : found.reverse();
}
