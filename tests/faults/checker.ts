/**
 * Holds what was sent and seen against what was kept. Whoever was told that a message is stored must
 * find it there, once, and everybody must have read the same in the same order.
 */
import type { Conversation, Records, Row, Seen, Sent, Stretch, Watch } from "./records.ts";

/** The one reason for which a message may be refused in a run. */
const NOT_STORED = "MESSAGE_NOT_STORED";

/** A sentence for everything that is not as promised. */
export function violations({ sent, watches, rows }: Records): string[] {
  const table = new Table(rows);
  return [
    ...ofTable(table),
    ...sent.flatMap((message) => [...ofSending(message, table)]),
    ...watches.flatMap((watch) => [...ofWatching(watch, table)]),
  ];
}

/** The rows by what one looks for. */
class Table {
  /** Each conversation's rows, in order. */
  readonly conversations: ReadonlyMap<Conversation, readonly Row[]>;
  readonly byMsgid: ReadonlyMap<string, readonly Row[]>;
  readonly byText: ReadonlyMap<string, readonly Row[]>;
  /** The place of each message among the messages of its conversation, events left out. */
  readonly places = new Map<Row, number>();

  constructor(rows: readonly Row[]) {
    const ordered = [...rows].sort((one, other) => one.seq - other.seq);
    this.conversations = grouped(ordered, ({ conversation }) => conversation);
    this.byMsgid = grouped(ordered, ({ msgid }) => msgid);
    this.byText = grouped(ordered.filter(isMessage), ({ text }) => text);
    for (const conversation of this.conversations.keys()) {
      this.messages(conversation).forEach((row, place) => this.places.set(row, place));
    }
  }

  messages(conversation: Conversation): readonly Row[] {
    return this.conversations.get(conversation)?.filter(isMessage) ?? [];
  }
}

function isMessage({ kind }: Row): boolean {
  return kind === "PRIVMSG";
}

function grouped<K>(rows: readonly Row[], keyOf: (row: Row) => K): Map<K, Row[]> {
  const groups = new Map<K, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

function* ofTable(table: Table): Iterable<string> {
  for (const [conversation, rows] of table.conversations) {
    const wrong = rows.findIndex(({ seq }, i) => seq !== i + 1);
    if (wrong >= 0) {
      yield `${conversation}: where ${wrong + 1} should be, the sequence has ${rows[wrong]?.seq}`;
    }
  }
  for (const [msgid, rows] of table.byMsgid) {
    if (rows.length > 1) yield `the msgid ${msgid} has ${rows.length} rows`;
  }
  for (const [text, rows] of table.byText) {
    if (rows.length > 1) yield `${idOf(text)} has ${rows.length} rows`;
  }
}

function* ofSending({ id, conversation, text, attempts }: Sent, table: Table): Iterable<string> {
  const rows = table.byText.get(text) ?? [];
  for (const { ending } of attempts) {
    if (!ending) yield `${id} was sent and never answered`;
    if (ending?.kind === "failed" && ending.code !== NOT_STORED) {
      yield `${id} was refused: ${ending.code} ${ending.text}`;
    }
    if (ending?.kind !== "acknowledged") continue;
    const [row] = rows;
    if (!row) yield `${id} was acknowledged as ${ending.msgid}, and is not in the table`;
    else if (row.msgid !== ending.msgid) {
      yield `${id} was acknowledged as ${ending.msgid}, and is in the table as ${row.msgid}`;
    } else if (row.conversation !== conversation) {
      yield `${id} was meant for ${conversation}, and is in the table for ${row.conversation}`;
    }
  }
  const endings = attempts.map(({ ending }) => ending?.kind);
  if (endings.every((ending) => ending === "failed") && rows.length > 0) {
    yield `${id} was refused as not stored, and is in the table`;
  }
  if (endings.includes("unknown") && !endings.includes("acknowledged")) {
    yield `${id} is unknown, and was not sent again until it was acknowledged`;
  }
}

function* ofWatching(watch: Watch, table: Table): Iterable<string> {
  const { nick, channels, stretches } = watch;
  const mayRead = (conversation: Conversation) =>
    channels.includes(conversation) || conversation.split(" ").includes(nick);
  for (const stretch of stretches) {
    for (const seen of stretch.seen) {
      if (!mayRead(seen.conversation)) {
        yield `${nick} saw ${idOf(seen.text)} of ${seen.conversation}, where it does not belong`;
      }
      const complaint = differs(seen, table);
      if (complaint !== undefined) yield `${nick} saw ${idOf(seen.text)}, ${complaint}`;
    }
  }
  for (const conversation of table.conversations.keys()) {
    if (mayRead(conversation)) yield* ofOrder(watch, conversation, table);
  }
}

function differs({ msgid, text, time, conversation }: Seen, table: Table): string | undefined {
  const [row] = table.byMsgid.get(msgid) ?? [];
  if (!row) return `and ${msgid} is not in the table`;
  if (row.text !== text) return `which is in the table as ${idOf(row.text)}`;
  if (row.conversation !== conversation) return `which the table has in ${row.conversation}`;
  if (row.time !== time) return `sent at ${time}, which is ${row.time} in the table`;
  return undefined;
}

/** What one reader saw of one conversation. It was there before the first message. */
function* ofOrder(
  { nick, stretches }: Watch,
  conversation: Conversation,
  table: Table,
): Iterable<string> {
  const messages = table.messages(conversation);
  const name = (place: number) => idOf(messages[place]?.text ?? "");
  let newest = -1;
  for (const [i, stretch] of stretches.entries()) {
    const { live, again } = placesIn(stretch, conversation, table);
    // After a lost connection nobody knows where it goes on.
    let before = i === 0 ? -1 : undefined;
    for (const place of stretch.untilEnd ? [...live, messages.length] : live) {
      if (place === newest) yield `${nick} saw ${name(place)} twice`;
      else if (place < newest) {
        yield `${nick} saw ${name(place)} after ${name(newest)}, which comes later`;
      }
      const missing = before === undefined
        ? undefined
        : between(before, place).find((one) => !again.has(one));
      if (missing !== undefined) {
        yield `${nick} was in ${conversation}, and did not see ${name(missing)}`;
      }
      before = place;
      newest = Math.max(newest, place);
    }
  }
}

/** Where what came stands in the table: in its order, and what answered further attempts. */
function placesIn(
  { seen }: Stretch,
  conversation: Conversation,
  table: Table,
): { live: number[]; again: Set<number> } {
  const live: number[] = [];
  const again = new Set<number>();
  for (const { msgid, resent, ...one } of seen) {
    const [row] = one.conversation === conversation ? table.byMsgid.get(msgid) ?? [] : [];
    const place = row && table.places.get(row);
    if (place === undefined) continue;
    if (resent) again.add(place);
    else live.push(place);
  }
  return { live, again };
}

/** The whole numbers between two, which are left out. */
function between(low: number, high: number): number[] {
  return Array.from({ length: Math.max(0, high - low - 1) }, (_, i) => low + 1 + i);
}

function idOf(text: string): string {
  return text.split(" ", 1)[0] || "nothing";
}
