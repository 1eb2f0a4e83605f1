/** What is read back: the databases answer as the store in memory does, which is a page of plain code. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type {
  Bound,
  NewMessage,
  Party,
  SearchQuery,
  StoredKind,
  StoredMessage,
  TargetKey,
} from "../../src/server/store.ts";
import type { Database } from "../../src/store/database.ts";
import { accountsIn } from "../../src/store/accounts.ts";
import { readActiveTargets } from "../../src/store/active_targets.ts";
import { findMessage, readPage } from "../../src/store/history.ts";
import type { MessageWriter } from "../../src/store/messages.ts";
import { readMarkersIn } from "../../src/store/read_markers.ts";
import { redactMessage } from "../../src/store/redactions.ts";
import { searchMessages } from "../../src/store/search.ts";
import { createSql, type Run, type Sql } from "../../src/store/sql.ts";
import { MemoryStore } from "../memory_store.ts";
import { append, message, onBoth, onPostgres, stored, type TestDatabase } from "./databases.ts";

const ann = { id: "a:1", nick: "ann" };
const bob = { id: "g:2", nick: "Bob" };
const cyd = { id: "a:3", nick: "cyd" };
const PEOPLE = [ann, bob, cyd];
const TEXTS = ["green tea", "Tea, black", "coffee", "ÜBER tea 3", "te a", ""];
const KINDS: readonly StoredKind[] = ["PRIVMSG", "NOTICE", "TAGMSG", "JOIN", "TOPIC"];

interface Said {
  readonly by: number;
  /** A channel, perhaps with a rank's prefix in front, or a person. */
  readonly to: string | number;
  readonly text: number;
  readonly kind: StoredKind;
  /** Milliseconds after what was said before. */
  readonly later: number;
  readonly redacted: boolean;
}

const person = fc.integer({ min: 0, max: 2 });
const said: fc.Arbitrary<Said> = fc.record({
  by: person,
  to: fc.oneof(fc.constantFrom("#tea", "#tea", "@#tea", "@+#tea", "#coffee"), person),
  text: fc.integer({ min: 0, max: TEXTS.length - 1 }),
  kind: fc.constantFrom("PRIVMSG", "PRIVMSG", ...KINDS),
  later: fc.integer({ min: 1, max: 20 }),
  redacted: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
});

const START = Date.UTC(2026, 0, 1);
/** Each run has channels and people of its own, so that runs do not meet. */
let run = 0;

const mine = (i: number): Party => {
  const { id, nick } = PEOPLE[i] ?? ann;
  return { id: `${id}${run}`, nick };
};

function conversation(all: readonly Said[]): NewMessage[] {
  let time = START;
  return all.map(({ by, to, text, kind, later }) => {
    time += later;
    const sender = mine(by);
    const other = typeof to === "number" ? mine(to) : undefined;
    const name = `${to}`;
    return message({
      target: other
        ? { kind: "direct", from: sender, to: other }
        : { kind: "channel", key: `${name.slice(name.indexOf("#"))}${run}`, name: `#Name${run}` },
      kind,
      time,
      sender,
      source: `${sender.nick}!user@host`,
      text: TEXTS[text] ?? "",
      addressed: other?.nick ?? `${name}${run}`,
    });
  });
}

const channelKey = (key: string): TargetKey => ({ kind: "channel", key: `${key}${run}` });
const directKey = (one: number, other: number): TargetKey => ({
  kind: "direct",
  parties: [mine(one).id, mine(other).id],
});
const target = fc.oneof(
  fc.constantFrom("#tea", "#tea", "#coffee", "#none").map((key) => () => channelKey(key)),
  fc.tuple(person, person).map(([one, other]) => () => directKey(one, other)),
);

const time = fc.integer({ min: 0, max: 200 }).map((n) => START + n);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
/** A moment, a number, or a message by its place in what was said. */
const bound: fc.Arbitrary<(all: readonly StoredMessage[]) => Bound | undefined> = fc.oneof(
  time.map((time) => () => ({ time })),
  fc.integer({ min: 0, max: 15 }).map((seq) => () => ({ seq })),
  fc.integer({ min: 0, max: 30 }).map((i) => (all: readonly StoredMessage[]) => {
    const msgid = all[i]?.msgid;
    return msgid === undefined ? undefined : { msgid };
  }),
  fc.constant(() => undefined),
);
const end = fc.constantFrom("oldest", "newest");
const limit = fc.integer({ min: 1, max: 12 });
const prefixes = fc.constantFrom("", "+", "@%+", "~&@%+");

/** Keeps the same in a store in memory and in the database, and redacts the same in both. */
async function keep(db: Database, writer: MessageWriter, all: readonly Said[]) {
  run++;
  const memory = new MemoryStore();
  const messages = conversation(all);
  const outcomes = await Promise.all(
    messages.map((one) => Promise.all([append(memory, one), append(writer, one)])),
  );
  for (const [expected, actual] of outcomes) assert.deepEqual(actual, expected);
  const redacted = memory.messages.filter((_, i) => all[i]?.redacted);
  let time = (messages.at(-1)?.time ?? START) + 1;
  for (const [i, one] of redacted.entries()) {
    const { sender, account, addressed, target } = one;
    const channel = addressed.slice(addressed.indexOf("#"));
    const event = i % 3 === 0 ? undefined : {
      msgid: `${one.msgid}-event`,
      sender,
      account,
      addressed: target.kind === "channel" ? channel : addressed,
    };
    const reason = i % 2 === 0 ? undefined : "wrong window";
    const who = { by: "ann!ann@example.org", time: time++, reason, event };
    const redaction = { target: keyOf(one), msgid: one.msgid, ...who };
    assert.equal(await redactMessage(db.sql, redaction), true);
    assert.equal(await redactMessage(db.sql, redaction), true, "its answer was lost");
    assert.equal(await memory.redact(redaction), true);
  }
  return memory;
}

function keyOf({ target }: StoredMessage): TargetKey {
  if (target.kind === "channel") return { kind: "channel", key: target.key };
  return { kind: "direct", parties: [target.from.id, target.to.id] };
}

const conversations = fc.array(said, { minLength: 1, maxLength: 30 });

/** Asks the same of both about each of some conversations, and some questions about each. */
async function compare<Q>(
  database: TestDatabase,
  question: fc.Arbitrary<Q>,
  ask: (memory: MemoryStore, question: Q) => Promise<readonly [actual: unknown, expected: unknown]>,
): Promise<void> {
  const writer = await database.writer();
  const questions = fc.array(question, { minLength: 25, maxLength: 25 });
  const property = fc.asyncProperty(conversations, questions, async (all, questions) => {
    const memory = await keep(database.db, writer, all);
    for (const question of questions) {
      const [actual, expected] = await ask(memory, question);
      assert.deepEqual(actual, expected);
    }
  });
  await fc.assert(property, { numRuns: 8, endOnFailure: true });
}

/** An account of its own for each test, as who somebody reads. */
async function reader(db: Database): Promise<string> {
  const name = crypto.randomUUID();
  const accounts = accountsIn(db);
  const made = {
    name,
    key: name,
    verifier: "",
    email: undefined,
    privileges: [],
    createdAt: START,
  };
  const account = await accounts.create(made);
  assert.ok(account);
  return `a:${account.id}`;
}

onBoth("reading", {
  async "pages are those of the store in memory, whatever is asked for"(database) {
    const question = fc.record({
      target,
      after: bound,
      before: bound,
      from: end,
      limit,
      events: fc.boolean(),
      prefixes: maybe(prefixes),
    });
    await compare(database, question, async (memory, { target, after, before, ...rest }) => {
      const query = {
        ...rest,
        target: target(),
        after: after(memory.messages),
        before: before(memory.messages),
      };
      return [await readPage(database.db.sql, query), await memory.page(query)];
    });
  },

  async "a message is found in its own target alone, and a redacted one is nothing but a place"(
    database,
  ) {
    const question = fc.record({ target, message: fc.integer({ min: 0, max: 29 }) });
    await compare(database, question, async (memory, { target, message }) => {
      const msgid = memory.messages[message % memory.messages.length]?.msgid ?? "";
      const key = target();
      return [await findMessage(database.db.sql, key, msgid), await memory.find(key, msgid)];
    });
  },

  async "targets are those of the store in memory"(database) {
    const question = fc.record({
      channels: fc.subarray(["#tea", "#coffee", "#none"]),
      party: person,
      after: time,
      before: time,
      from: end,
      limit,
    });
    await compare(database, question, async (memory, { channels, party, ...rest }) => {
      const keys = channels.map((key) => `${key}${run}`);
      const query = { ...rest, channels: keys, party: mine(party).id };
      return [await readActiveTargets(database.db.sql, query), await memory.targets(query)];
    });
  },

  async "searches find what the store in memory finds"(database) {
    const question = fc.record({
      channels: fc.subarray(["#tea", "#coffee", "#none"]),
      prefixes,
      direct: maybe(fc.record({ reader: person, other: maybe(person) })),
      text: maybe(fc.constantFrom("tea", "TE", "über", "green tea", "3", "tea?", "?", "mate")),
      nick: maybe(fc.constantFrom("ann", "bob", "dan")),
      after: maybe(time),
      before: maybe(time),
      from: end,
      limit,
    });
    await compare(database, question, async (memory, { channels, prefixes, direct, ...rest }) => {
      const other = direct?.other;
      const query: SearchQuery = {
        ...rest,
        channels: channels.map((key) => ({ key: `${key}${run}`, prefixes })),
        direct: direct && {
          reader: mine(direct.reader).id,
          other: other === undefined ? undefined : mine(other).id,
        },
      };
      return [await searchMessages(database.db.sql, query), await memory.search(query)];
    });
  },

  async "a redacted text is gone from the table, and its row is not"({ db, writer: open }) {
    const writer = await open();
    const secret = message({ text: "the password is tea", tags: new Map([["+draft/reply", "x"]]) });
    await append(writer, secret);
    const redaction = {
      target: { kind: "channel", key: "#tea" },
      msgid: secret.msgid,
      by: "ann!ann@example.org",
      time: START,
      reason: "wrong window",
      event: undefined,
    } as const;
    assert.equal(await redactMessage(db.sql, redaction), true);
    const rows = await db.sql`select * from messages`;
    const text = JSON.stringify(rows);
    assert.doesNotMatch(text, /password|draft/);
    assert.match(text, /wrong window/);
    assert.equal(rows.length, 1);
    assert.equal(stored(await append(writer, message())).seq, 2, "the sequence goes on");
  },

  async "a message is redacted once, and only in its own target"({ db, writer: open }) {
    const writer = await open();
    const { msgid } = stored(await append(writer, message()));
    const redact = (key: string, by: string) =>
      redactMessage(db.sql, {
        target: { kind: "channel", key },
        msgid,
        by,
        time: START,
        reason: undefined,
        event: { msgid: `${msgid}-event`, sender: ann, account: undefined, addressed: "#tea" },
      });
    assert.equal(await redact("#coffee", "ann!a@h"), false);
    assert.equal(await redact("#tea", "ann!a@h"), true);
    assert.equal(await redact("#tea", "bob!b@h"), false);
    assert.equal(await redact("#tea", "ann!a@h"), true, "the same once more: its answer was lost");
    const events = await db.sql`select seq, source, kind, text from messages where kind = 'REDACT'`;
    assert.deepEqual(events, [{ seq: 2, source: "ann!a@h", kind: "REDACT", text: msgid }]);
    assert.equal(stored(await append(writer, message())).seq, 3, "the sequence has no gap");
  },

  async "a very long word does not keep a message from being stored and found"(
    { db, writer: open },
  ) {
    const long = `${"x".repeat(5_000)}yz`;
    await append(await open(), message({ text: `https://example.org/${long}` }));
    for (const [text, found] of [[long, 1], ["example", 1], ["xyz", 0]] as const) {
      assert.equal((await searchMessages(db.sql, { ...IN_TEA, text })).length, found);
    }
  },

  async "read markers move forwards, never back, and each on its own"({ db }) {
    const markers = readMarkersIn(db.sql);
    const [ann, bob] = [await reader(db), await reader(db)];
    assert.equal(await markers.markRead(ann, "#tea", START + 5), START + 5);
    assert.equal(await markers.markRead(ann, "#tea", START), START + 5);
    assert.equal(await markers.markRead(ann, "#tea", START + 7), START + 7);
    assert.equal(await markers.markRead(ann, "bob", START + 1), START + 1);
    assert.equal(await markers.markRead(bob, "#tea", START), START);
    const expected = new Map([["#tea", START + 7], ["bob", START + 1]]);
    assert.deepEqual(await markers.readMarkers(ann), expected);
    assert.deepEqual(await markers.readMarkers(bob), new Map([["#tea", START]]));
  },

  async "of read markers that move at once the latest stays"({ db }) {
    const markers = readMarkersIn(db.sql);
    const ann = await reader(db);
    const times = Array.from({ length: 20 }, (_, i) => START + (i * 7) % 20);
    await Promise.all(times.map((time) => markers.markRead(ann, "#tea", time)));
    assert.deepEqual(await markers.readMarkers(ann), new Map([["#tea", START + 19]]));
  },

  async "several readers' markers move at once, but never back"({ db }) {
    const markers = readMarkersIn(db.sql);
    const [ann, bob] = [await reader(db), await reader(db)];
    await markers.markRead(ann, "*", START + 5);
    await markers.markAllRead([ann, bob], "*", START + 3);
    assert.deepEqual(await markers.readMarkers(ann), new Map([["*", START + 5]]));
    assert.deepEqual(await markers.readMarkers(bob), new Map([["*", START + 3]]));
  },

  async "read markers go with the account"({ db }) {
    const markers = readMarkersIn(db.sql);
    const ann = await reader(db);
    await markers.markRead(ann, "#tea", START);
    await accountsIn(db).remove(ann.slice(2));
    assert.deepEqual(await markers.readMarkers(ann), new Map());
    assert.equal(await markers.markRead(ann, "#tea", START + 1), START + 1, "and none comes back");
    assert.deepEqual(await markers.readMarkers(ann), new Map());
  },
});

const IN_TEA = {
  channels: [{ key: "#tea", prefixes: "" }],
  direct: undefined,
  text: undefined,
  nick: undefined,
  after: undefined,
  before: undefined,
  from: "newest",
  limit: 50,
} as const;

onPostgres("searching a large table", {
  async "goes by words where a word is rare, and by time where it is not"({ db, writer: open }) {
    await append(await open(), message());
    await db.sql.script(`
      insert into messages
        (target_id, seq, msgid, sent_at, kind, source, sender, sender_id, sender_party, addressed,
          text, tags, words)
      select m.target_id, 1 + n, 'filling-' || n, m.sent_at + n * interval '1 second', 'PRIVMSG',
        m.source, m.sender, m.sender_id, m.sender_party, m.addressed, 'word' || n, '{}',
        array_to_tsvector(array['common', 'often' || n % 200, 'word' || n,
          '@' || m.target_id, '$' || m.sender_id])
      from messages m, generate_series(1, 20000) n;
      select gin_clean_pending_list('messages_words_idx');
      analyze messages`);
    const search = async (text: string, expected: readonly string[], index: RegExp) => {
      const found = await searchMessages(db.sql, { ...IN_TEA, text });
      assert.deepEqual(found.slice(-3).map(({ text }) => text), expected);
      const { indexes, pages } = await plansOf(db, { ...IN_TEA, text });
      assert.match(indexes.join(" "), index);
      assert.ok(pages < 400, `${pages} pages read for "${text}"`);
    };
    await search("WORD17000", ["word17000"], /^(messages_words_idx )+/);
    await search(
      "common",
      ["word19998", "word19999", "word20000"],
      /messages_(target_id_)?sent_at/,
    );
  },
});

/** Over which indexes a search goes, and how many pages of the table and its indexes it looks at. */
async function plansOf(db: Database, query: SearchQuery) {
  const connection = await db.connect(5_000);
  const indexes: string[] = [];
  let pages = 0;
  const explain: Run = async (statement) => {
    const rows = await connection.run(statement);
    if (!/^\s*select.* from messages/s.test(statement.text)) return rows;
    const text = `explain (analyze, buffers, format json) ${statement.text}`;
    const plan = JSON.stringify(await connection.run({ ...statement, text }));
    indexes.push(...[...plan.matchAll(/"Index Name":"([^"]*)"/g)].map(([, name]) => name ?? ""));
    for (
      const [, count] of plan.slice(0, plan.indexOf('"Plans"')).matchAll(
        /"Shared (?:Hit|Read) Blocks":(\d+)/g,
      )
    ) {
      pages += Number(count);
    }
    return rows;
  };
  const explaining: Sql = createSql(explain, {
    begin: (work) => connection.begin(() => work(explaining)),
    script: (text) => connection.script(text),
  });
  await searchMessages(explaining, query);
  await connection.end();
  return { indexes, pages };
}
