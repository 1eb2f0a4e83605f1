/** What the database holds when everything is over. */
import { timestamp } from "../../src/server/line.ts";
import type { Database } from "../../src/store/mod.ts";
import { privately, type Row } from "./records.ts";

interface Kept {
  readonly channel: string | null;
  readonly sender: string;
  readonly recipient: string | null;
  readonly seq: number;
  readonly msgid: string;
  readonly kind: string;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

export async function readRows({ sql }: Database): Promise<Row[]> {
  const kept = await sql<Kept>`
    select t.name as channel, m.sender, m.recipient, m.seq, m.msgid, m.kind, m.text,
      (extract(epoch from m.sent_at) * 1000)::float8 as time
    from messages m join targets t on t.id = m.target_id`;
  return kept.map(({ channel, sender, recipient, seq, msgid, kind, text, time }) => ({
    conversation: channel ?? privately(sender, recipient ?? ""),
    seq,
    msgid,
    kind,
    text,
    time: timestamp(time),
  }));
}
