/**
 * Messages into the database: one transaction, one statement, one round trip, however many there are.
 */
import { folder } from "../irc/names.ts";
import type { NewMessage, StoredMessage } from "../server/store.ts";
import { keyOf, messageOf, type MessageRow, selectMessages } from "./rows.ts";
import type { Sql } from "./sql.ts";
import { wordsOf } from "./words.ts";

/** What became of one message. `duplicate`: its sender's id was there already, with `message`. */
export interface Kept {
  readonly kind: "stored" | "duplicate";
  readonly message: StoredMessage;
}

/** Names of users are the same if this is. Where only ASCII has cases, nicks hold nothing but ASCII. */
export const foldUsername = folder("unicode");

interface Written {
  readonly msgid: string;
  /** Of a message that was written. */
  readonly seq: number | null;
  /** The msgid under which it was there already. */
  readonly first: string | null;
}

/**
 * Writes `messages` in their order and says of each, in the same order, what became of it. Within the
 * batch no two have the same msgid or the same sender's id. All are written or, if this rejects, none,
 * provided that the error came from the database and not from the wire.
 */
export async function insertMessages(sql: Sql, messages: readonly NewMessage[]): Promise<Kept[]> {
  const written = new Map((await insert(sql, messages)).map((row) => [row.msgid, row]));
  const firsts = [...written.values()].flatMap(({ first }) => first ?? []);
  const known = await readFirsts(sql, firsts);
  return messages.map((message) => {
    const row = written.get(message.msgid);
    if (row?.seq) return { kind: "stored", message: { ...message, seq: row.seq } };
    const first = known.get(row?.first ?? "");
    if (first) return { kind: "duplicate", message: first };
    throw new Error(`the database did not say what became of message ${message.msgid}`);
  });
}

/** The batch is committed by now: an error of the database here does not mean that nothing was written. */
async function readFirsts(
  sql: Sql,
  msgids: readonly string[],
): Promise<Map<string, StoredMessage>> {
  if (msgids.length === 0) return new Map();
  try {
    return await readMessages(sql, msgids);
  } catch (cause) {
    throw new Error("the first message of a sender's id could not be read", { cause });
  }
}

/** The messages among `msgids` that are there, by msgid. */
export async function readMessages(
  sql: Sql,
  msgids: readonly string[],
): Promise<Map<string, StoredMessage>> {
  const rows = await sql<MessageRow>`
    ${selectMessages(sql)} where m.msgid = any(${msgids})`;
  return new Map(rows.map((row) => [row.msgid, messageOf(row)]));
}

/** The words by which a message is found; events are not looked for. */
function searchable({ kind, text }: NewMessage): string | undefined {
  return kind === "PRIVMSG" || kind === "NOTICE" ? wordsOf(text).join(" ") : undefined;
}

/**
 * A target's row is locked from when its sequence number is raised to the commit: that makes the one
 * order. Targets are taken sorted, so that two writers never wait for each other.
 */
async function insert(sql: Sql, messages: readonly NewMessage[]): Promise<Written[]> {
  const column = <T>(of: (message: NewMessage) => T) => messages.map(of);
  const direct = ({ target }: NewMessage) => target.kind === "direct" ? target : undefined;
  const parties = (message: NewMessage) => direct(message) && keyOf(message.target).split(" ");
  const recipient = (message: NewMessage) => direct(message)?.to.nick;
  const folded = (name: string | undefined) => name === undefined ? undefined : foldUsername(name);
  return await sql<Written>`
    with incoming as (
      select * from unnest(
        ${column((message) => keyOf(message.target))}::text[],
        ${column(({ target }) => target.kind === "channel" ? target.name : undefined)}::text[],
        ${column((message) => parties(message)?.[0])}::text[],
        ${column((message) => parties(message)?.[1])}::text[],
        ${column(({ msgid }) => msgid)}::text[],
        ${column(({ time }) => time)}::float8[],
        ${column(({ kind }) => kind)}::text[],
        ${column(({ source }) => source)}::text[],
        ${column(({ sender }) => sender.nick)}::text[],
        ${column(({ sender }) => folded(sender.nick))}::text[],
        ${column(({ sender }) => sender.id)}::text[],
        ${column(({ account }) => account)}::text[],
        ${column((message) => recipient(message))}::text[],
        ${column((message) => folded(recipient(message)))}::text[],
        ${column(({ addressed }) => addressed)}::text[],
        ${column(({ text }) => text)}::text[],
        ${column(({ tags }) => JSON.stringify(Object.fromEntries(tags)))}::jsonb[],
        ${column(({ clientId }) => clientId)}::text[],
        ${column(searchable)}::text[]
      ) with ordinality as i(
        target, name, party_a, party_b, msgid, time, kind, source, sender, sender_folded,
        sender_party, account, recipient, recipient_folded, addressed, text, tags, client_id,
        words, n
      )
    ), known as (
      select i.msgid, m.msgid as first
      from incoming i, lateral (
        select msgid from messages
        where sender_party = i.sender_party and client_id = i.client_id limit 1
      ) m
      where i.client_id is not null
    ), fresh as (
      select i.*, row_number() over (partition by target order by n) as place,
        count(*) over (partition by target) as places
      from incoming i
      where not exists (select from known k where k.msgid = i.msgid)
    ), names as (
      select distinct on (folded) folded, username from (
        select sender_folded, sender from fresh
        union all
        select recipient_folded, recipient from fresh where recipient is not null
      ) as name(folded, username)
      order by folded
    ), introduced as (
      insert into users (username, folded)
      select username, folded from names
      where not exists (select from users u where u.folded = names.folded)
      on conflict (folded) do update set folded = excluded.folded
      returning id, folded
    ), people as (
      select id, folded from introduced
      union
      select u.id, folded
      from names, lateral (select id from users where users.folded = names.folded limit 1) u
    ), counted as (
      insert into targets as t (key, name, party_a, party_b, last_seq)
      select target, max(name), max(party_a), max(party_b), count(*)
      from fresh group by target order by target
      on conflict (key) do update
        set last_seq = t.last_seq + excluded.last_seq, name = excluded.name
      returning id, key, last_seq
    ), kept as (
      insert into messages (
        target_id, seq, msgid, sent_at, kind, source, sender, sender_id, sender_party, account,
        recipient, recipient_id, addressed, text, tags, client_id, words
      )
      select t.id, t.last_seq - f.places + f.place, f.msgid, to_timestamp(f.time / 1000), f.kind,
        f.source, f.sender, s.id, f.sender_party, f.account, f.recipient, r.id, f.addressed, f.text,
        f.tags, f.client_id, case when f.words is not null then
          array_to_tsvector(string_to_array(f.words, ' ') || array['@' || t.id, '$' || s.id])
        end
      from fresh f
      join counted t on t.key = f.target
      join people s on s.folded = f.sender_folded
      left join people r on r.folded = f.recipient_folded
      returning msgid, seq
    )
    select msgid, seq, null as first from kept
    union all
    select msgid, null, first from known`;
}
