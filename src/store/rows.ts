/** How a message stands in the database. */
import { folder } from "../irc/names.ts";
import type { Party, StoredKind, StoredMessage, Target, TargetKey } from "../server/store.ts";
import type { Query, Sql } from "./sql.ts";

/** Names are the same if this is. Where only ASCII has cases, names hold nothing but ASCII. */
export const foldName = folder("unicode");

/** The one text that names a target: no channel's name and no party's id holds a space. */
export function keyOf(target: Target | TargetKey): string {
  if (target.kind === "channel") return target.key;
  const [one, other] = "parties" in target ? target.parties : [target.from.id, target.to.id];
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

/** What `messageOf` makes a message of. */
export interface MessageRow {
  readonly seq: number;
  readonly msgid: string;
  readonly time: number;
  readonly kind: StoredKind;
  readonly source: string;
  readonly sender: string;
  readonly sender_party: string;
  readonly account: string | null;
  readonly recipient: string | null;
  readonly addressed: string;
  readonly text: string;
  readonly tags: Record<string, string>;
  readonly client_id: string | null;
  readonly key: string;
  readonly name: string | null;
  readonly party_a: string | null;
  readonly party_b: string | null;
}

/** The columns of a `MessageRow`, and where they come from: `m` and `t` stand for message and target. */
export function selectMessages(sql: Sql): Query<MessageRow> {
  return sql<MessageRow>`
    select m.seq, m.msgid, (extract(epoch from m.sent_at) * 1000)::float8 as time, m.kind, m.source,
      m.sender, m.sender_party, m.account, m.recipient, m.addressed, m.text, m.tags, m.client_id,
      t.key, t.name, t.party_a, t.party_b
    from messages m join targets t on t.id = m.target_id`;
}

export function messageOf(row: MessageRow): StoredMessage {
  const sender = { id: row.sender_party, nick: row.sender };
  return {
    seq: row.seq,
    target: targetOf(row, sender),
    kind: row.kind,
    msgid: row.msgid,
    time: row.time,
    source: row.source,
    sender,
    account: row.account ?? undefined,
    text: row.text,
    addressed: addressedNow(row),
    tags: new Map(Object.entries(row.tags)),
    clientId: row.client_id ?? undefined,
  };
}

/** A channel may be called something else by now, and readers know it by that name alone. */
function addressedNow({ addressed, key, name }: MessageRow): string {
  if (name === null) return addressed;
  const start = addressed.indexOf("#");
  const written = addressed.slice(start);
  const isItsName = written === name || foldName(written) === foldName(key);
  return isItsName ? addressed : addressed.slice(0, start) + name;
}

function targetOf({ key, name, party_a, party_b, recipient }: MessageRow, from: Party): Target {
  if (name !== null) return { kind: "channel", key, name };
  const other = from.id === party_a ? party_b : party_a;
  return { kind: "direct", from, to: { id: other ?? "", nick: recipient ?? "" } };
}
