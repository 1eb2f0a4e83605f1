/**
 * Messages into the database: one transaction, one statement, however many there are. What many of them
 * share, their targets and people, is sent once (`bench/durable.ts`).
 */
import type { NewMessage, StoredMessage, Target } from "../server/store.ts";
import { foldName, keyOf, messageOf, type MessageRow, selectMessages } from "./rows.ts";
import type { Sql } from "./sql.ts";
import { wordsOf } from "./words.ts";

/** What became of one message. `duplicate`: its sender's id was there already, with `message`. */
export interface Kept {
  readonly kind: "stored" | "duplicate";
  readonly message: StoredMessage;
}

/**
 * Writes `messages` in their order and says of each, in the same order, what became of it. Within the
 * batch no two have the same msgid or the same sender's id. All are written or, if this rejects, none,
 * provided that the error came from the database and not from the wire.
 */
export async function insertMessages(sql: Sql, messages: readonly NewMessage[]): Promise<Kept[]> {
  const known = await readKnown(sql, messages);
  const batch = new Batch();
  const kept = messages.map((message) => known.get(idOf(message)) ?? batch.add(message));
  const last = await insert(sql, batch);
  return kept.map((one) => {
    if (!("place" in one)) return { kind: "duplicate", message: one };
    const seq = (last.get(one.target.key) ?? NaN) - one.target.count + one.place;
    if (Number.isNaN(seq)) throw new Error(`the database did not count in ${one.target.key}`);
    return { kind: "stored", message: { ...one.message, seq } };
  });
}

/** The sender's own id for a message, unique in the table. */
function idOf({ sender, clientId }: Pick<NewMessage, "sender" | "clientId">): string | undefined {
  return clientId === undefined ? undefined : `${sender.id} ${clientId}`;
}

/**
 * What was stored before under the senders' own ids, by those. Where somebody else writes the same one
 * after this look, the index that keeps them unique has the whole batch refused.
 */
async function readKnown(
  sql: Sql,
  messages: readonly NewMessage[],
): Promise<Map<string | undefined, StoredMessage>> {
  const named = messages.filter(({ clientId }) => clientId !== undefined);
  if (named.length === 0) return new Map();
  const rows = await sql<MessageRow>`
    ${selectMessages(sql)} where m.msgid = any(array(
      select first.msgid
      from unnest(
        ${named.map(({ sender }) => sender.id)}::text[],
        ${named.map(({ clientId }) => clientId)}::text[]
      ) as i(party, id), lateral (
        select msgid from messages where sender_party = i.party and client_id = i.id limit 1
      ) first
    ))`;
  return new Map(rows.map(messageOf).map((message) => [idOf(message), message]));
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

/** A target of messages of a batch. */
interface Counted {
  /** Its place in the batch's list. */
  readonly n: number;
  readonly key: string;
  readonly target: Target;
  /** How many of the batch's messages are for it. */
  count: number;
}

/** A message of a batch, the `place`th for its target. */
interface Incoming {
  readonly message: NewMessage;
  readonly target: Counted;
  readonly place: number;
}

/** Messages to be written, and the lists of what they share. */
class Batch {
  readonly incoming: Incoming[] = [];
  readonly targets = new Map<string, Counted>();
  /** Every nick as it is spelled, and its place in this list. */
  readonly nicks = new Map<string, number>();

  add(message: NewMessage): Incoming {
    const target = this.#counted(message.target);
    const one = { message, target, place: ++target.count };
    this.#meet(message.sender.nick);
    if (message.target.kind === "direct") this.#meet(message.target.to.nick);
    this.incoming.push(one);
    return one;
  }

  #counted(target: Target): Counted {
    const key = keyOf(target);
    let counted = this.targets.get(key);
    if (!counted) {
      counted = { n: this.targets.size, key, target, count: 0 };
      this.targets.set(key, counted);
    }
    return counted;
  }

  #meet(nick: string): void {
    if (!this.nicks.has(nick)) this.nicks.set(nick, this.nicks.size);
  }
}

/** The words by which a message is found; events are not looked for. */
function searchable({ kind, text }: NewMessage): string | undefined {
  return kind === "PRIVMSG" || kind === "NOTICE" ? wordsOf(text).join(" ") : undefined;
}

/** Most messages have none. */
function tagsOf({ tags }: NewMessage): string | undefined {
  return tags.size === 0 ? undefined : JSON.stringify(Object.fromEntries(tags));
}

// Arrays as PostgreSQL writes them: a third of the time that `pg` takes (`bench/durable.ts`).
// https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO

function numbers(all: readonly (number | undefined)[]): string {
  return `{${all.map((one) => one ?? "null").join()}}`;
}

function texts(all: readonly (string | undefined)[]): string {
  return `{${all.map((one) => one === undefined ? "null" : quoted(one)).join()}}`;
}

function quoted(text: string): string {
  const special = text.includes('"') || text.includes("\\");
  return `"${special ? text.replace(/["\\]/g, "\\$&") : text}"`;
}

/**
 * Resolves to the last sequence number of each target, by its key. A target's row is locked from when its
 * sequence number is raised to the commit: that makes the one order. Targets and people are taken sorted,
 * so that two writers never wait for each other.
 */
async function insert(
  sql: Sql,
  { incoming, targets, nicks }: Batch,
): Promise<Map<string, number>> {
  if (incoming.length === 0) return new Map();
  const column = <T>(of: (message: NewMessage) => T) => incoming.map(({ message }) => of(message));
  const direct = ({ target }: NewMessage) => target.kind === "direct" ? target : undefined;
  const nick = (message: NewMessage) => nicks.get(message.sender.nick);
  const recipient = (message: NewMessage) => nicks.get(direct(message)?.to.nick ?? "");
  const counted = [...targets.values()];
  const parties = counted.map(({ target, key }) => target.kind === "direct" ? key.split(" ") : []);
  const names = [...nicks.keys()];
  const rows = await sql<{ key: string; last: number }>`
    with incoming as (
      select * from unnest(
        ${numbers(incoming.map(({ target }) => target.n))}::int[],
        ${numbers(incoming.map(({ place }) => place))}::int[],
        ${numbers(column(nick))}::int[],
        ${numbers(column(recipient))}::int[],
        ${texts(column(({ msgid }) => msgid))}::text[],
        ${numbers(column(({ time }) => time))}::float8[],
        ${texts(column(({ kind }) => kind))}::text[],
        ${texts(column(({ source }) => source))}::text[],
        ${texts(column(({ sender }) => sender.id))}::text[],
        ${texts(column(({ account }) => account))}::text[],
        ${texts(column(({ addressed }) => addressed))}::text[],
        ${texts(column(({ text }) => text))}::text[],
        ${texts(column(tagsOf))}::jsonb[],
        ${texts(column(({ clientId }) => clientId))}::text[],
        ${texts(column(searchable))}::text[]
      ) as i(
        target, place, sender, recipient, msgid, time, kind, source, sender_party, account, addressed,
        text, tags, client_id, words
      )
    ), names as (
      select * from unnest(${texts(names)}::text[], ${texts(names.map(foldName))}::text[])
        with ordinality as n(username, folded, n)
    ), introduced as (
      insert into users (username, folded)
      select distinct on (folded) username, folded from names
      where not exists (select from users u where u.folded = names.folded)
      order by folded
      on conflict (folded) do update set folded = excluded.folded
      returning id, folded
    ), people as (
      select n - 1 as n, names.username as nick, coalesce(u.id, i.id) as id
      from names
        left join users u on u.folded = names.folded
        left join introduced i on i.folded = names.folded
    ), counting as (
      select * from unnest(
        ${texts(counted.map(({ key }) => key))}::text[],
        ${
    texts(counted.map(({ target }) => target.kind === "channel" ? target.name : undefined))
  }::text[],
        ${texts(parties.map(([party]) => party))}::text[],
        ${texts(parties.map(([, party]) => party))}::text[],
        ${numbers(counted.map(({ count }) => count))}::int[]
      ) with ordinality as c(key, name, party_a, party_b, count, n)
    ), counted as (
      insert into targets as t (key, name, party_a, party_b, last_seq)
      select key, name, party_a, party_b, count from counting order by key
      on conflict (key) do update
        set last_seq = t.last_seq + excluded.last_seq, name = excluded.name
      returning id, key, last_seq
    ), before as (
      select c.n - 1 as n, t.id, t.last_seq - c.count as seq
      from counting c join counted t on t.key = c.key
    ), kept as (
      insert into messages (
        target_id, seq, msgid, sent_at, kind, source, sender, sender_id, sender_party, account,
        recipient, recipient_id, addressed, text, tags, client_id, words
      )
      select t.id, t.seq + i.place, i.msgid, to_timestamp(i.time / 1000), i.kind, i.source, s.nick, s.id,
        i.sender_party, i.account, r.nick, r.id, i.addressed, i.text, coalesce(i.tags, '{}'),
        i.client_id,
        case when i.words is not null then
          array_to_tsvector(string_to_array(i.words, ' ') || array['@' || t.id, '$' || s.id] ||
            case when r.id is not null then
              array['&' || least(s.id, r.id) || '-' || greatest(s.id, r.id)]
            end)
        end
      from incoming i
      join before t on t.n = i.target
      join people s on s.n = i.sender
      left join people r on r.n = i.recipient
    )
    select key, last_seq as last from counted`;
  return new Map(rows.map(({ key, last }) => [key, last]));
}
