/** What two users wrote to each other, for programs that use the database without a server. */
import { randomUUID } from "node:crypto";
import { EXIT, Problem } from "../problem.ts";
import type { Party, StoredMessage } from "../server/store.ts";
import { insertMessages } from "./batch.ts";
import type { Database } from "./database.ts";
import { messageOf, type MessageRow, selectMessages } from "./rows.ts";
import { getUserByUsername } from "./users.ts";

/**
 * Keeps a private message from one user to another; both must be there. It is written just as the
 * server writes its own. Throws a `Problem` if one of the names is unknown.
 */
export async function insertMessage(
  db: Database,
  from: string,
  to: string,
  text: string,
): Promise<StoredMessage> {
  const [sender, recipient] = [await partyOf(db, from), await partyOf(db, to)];
  const [kept] = await insertMessages(db.sql, [{
    target: { kind: "direct", from: sender, to: recipient },
    kind: "PRIVMSG",
    msgid: randomUUID(),
    time: Date.now(),
    source: sender.nick,
    sender,
    account: undefined,
    text,
    addressed: recipient.nick,
    tags: new Map(),
    clientId: undefined,
  }]);
  if (!kept) throw new Error("the database did not say what became of the message");
  return kept.message;
}

/** The last `limit` private messages between two users, in either direction, oldest first. */
export async function getMessagesBetweenUsers(
  db: Database,
  one: string,
  other: string,
  limit = 1_000,
): Promise<StoredMessage[]> {
  const [a, b] = [await getUserByUsername(db, one), await getUserByUsername(db, other)];
  if (!a || !b) return [];
  const rows = await db.sql<MessageRow>`
    ${selectMessages(db.sql)}
    where m.words @@ ${`'&${Math.min(a.id, b.id)}-${Math.max(a.id, b.id)}'`}::tsquery
      and m.redacted_at is null
    order by m.sent_at desc, m.target_id desc, m.seq desc limit ${limit}`;
  return rows.map(messageOf).reverse();
}

/** `u:` and a user's id: the name itself, without a server that could know who has it. */
async function partyOf(db: Database, username: string): Promise<Party> {
  const user = await getUserByUsername(db, username);
  if (user) return { id: `u:${user.id}`, nick: user.username };
  throw new Problem(
    `There is no user "${username}" to write a message from or to. Insert the user first.`,
    EXIT.usage,
  );
}
