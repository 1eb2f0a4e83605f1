/** A database like one of a few years: channels and private conversations of many people, in words of a language. */
import { connectToDb, type Place } from "../src/store/mod.ts";

export const CHANNELS = 100;
export const PEOPLE = 500;
/** The n-th word is about as frequent as 1/n, as in any language. */
export const VOCABULARY = 20_000;

/** Writes so many messages into an empty store, one a second, and tells how long that took. */
export async function fill(place: Place, messages: number): Promise<void> {
  const db = await connectToDb(place);
  const started = performance.now();
  const connection = await db.connect(5_000);
  await connection.script("set statement_timeout = 0");
  await connection.script(`
      insert into users (username, folded) select 'nick' || n, 'nick' || n
        from generate_series(1, ${PEOPLE}) n;
      insert into targets (key, name, last_seq) select '#c' || n, '#c' || n, 0
        from generate_series(0, ${CHANNELS - 1}) n;
      insert into targets (key, party_a, party_b, last_seq)
        select 'a:1 a:' || n, 'a:1', 'a:' || n, 0 from generate_series(10, 59) n;
      create temporary table said as
        select n, 1 + floor(power(${CHANNELS + 50}, random()))::int - 1 as target_n,
          1 + floor(random() * ${PEOPLE})::int as sender_n,
          words
        from generate_series(1, ${messages}) n, lateral (
          select array_agg(distinct left(md5(floor(power(${VOCABULARY}, random()))::int::text), 7)) as words
          from generate_series(1, 8) where n > 0
        ) as word;
      insert into messages (target_id, seq, msgid, sent_at, kind, source, sender, sender_id,
          sender_party, recipient, recipient_id, addressed, text, tags, words)
        select t.id, row_number() over (partition by t.id order by n), 'm' || n,
          timestamptz '2026-01-01 00:00:00Z' + n * interval '1 second', 'PRIVMSG',
          u.username || '!user@host', u.username, u.id, 'a:' || u.id,
          case when t.name is null then 'ann' end, case when t.name is null then 1 end,
          coalesce(t.name, 'ann'), array_to_string(words, ' '), '{}',
          array_to_tsvector(words || array['@' || t.id, '$' || u.id])
        from said join targets t on t.id = target_n + 1 join users u on u.id = sender_n
        order by n`);
  // As autovacuum does before long.
  await connection.script("vacuum analyze");
  console.log(`${messages} messages in ${Math.round((performance.now() - started) / 1000)} s`);
  await connection.end();
  await db.close();
}
