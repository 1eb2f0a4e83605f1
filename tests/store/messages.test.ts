/** Writing messages: numbers without gaps, duplicates, and messages that the database does not take. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { NewMessage, Outcome } from "../../src/server/store.ts";
import { readPage } from "../../src/store/history.ts";
import { append, message, onBoth, onPostgres, stored, type TestDatabase } from "./databases.ts";

const channel = (name: string) =>
  ({ kind: "channel", key: name.toLowerCase(), name }) as const satisfies NewMessage["target"];

/** Everything in a target, events included. */
function whole({ db }: TestDatabase, key: string) {
  const target = { kind: "channel", key } as const;
  return readPage(db.sql, { target, from: "oldest", limit: 10_000, events: true });
}

onBoth("messages", {
  async "a message gets its number and is read back as it was"(database) {
    const writer = await database.writer();
    const sent = message({
      kind: "NOTICE",
      text: "grüß dich 🎉 \\ \" ' {a,b} %s $1\nsecond line\t ",
      account: "Ann",
      tags: new Map([["+draft/reply", "a;b c\\"], ["+typing", ""], ["__proto__", "x"]]),
      clientId: "mine",
    });
    const outcome = await append(writer, sent);
    assert.deepEqual(outcome, { kind: "stored", message: { ...sent, seq: 1 } });
    assert.deepEqual(await whole(database, "#tea"), [{ ...sent, seq: 1 }]);
  },

  async "texts that mean something to PostgreSQL are texts like any other"(database) {
    const writer = await database.writer();
    const texts = ["null", "NULL", "", " ", '"', "\\", '\\"', "{}", "}", ",", "'", "\n", "$1"];
    await Promise.all(texts.map((text) => append(writer, message({ text }))));
    assert.deepEqual((await whole(database, "#tea")).map(({ text }) => text), texts);
  },

  async "a private conversation is the same from both sides"({ db, writer: open }) {
    const writer = await open();
    const ann = { id: "a:7", nick: "ann" }, bob = { id: "a:12", nick: "Bob" };
    const hello = message({
      target: { kind: "direct", from: ann, to: bob },
      sender: ann,
      addressed: "bob",
    });
    const reply = message({
      target: { kind: "direct", from: bob, to: ann },
      sender: bob,
      addressed: "ann",
    });
    assert.equal(stored(await append(writer, hello)).seq, 1);
    assert.equal(stored(await append(writer, reply)).seq, 2);
    for (const parties of [["a:7", "a:12"], ["a:12", "a:7"]] as const) {
      const target = { kind: "direct", parties } as const;
      const page = await readPage(db.sql, { target, from: "newest", limit: 9, events: false });
      assert.deepEqual(page, [{ ...hello, seq: 1 }, { ...reply, seq: 2 }]);
    }
  },

  async "a note to oneself is there once"({ db, writer: open }) {
    const ann = { id: "a:7", nick: "ann" };
    const note = message({ target: { kind: "direct", from: ann, to: ann }, sender: ann });
    assert.equal(stored(await append(await open(), note)).seq, 1);
    const target = { kind: "direct", parties: ["a:7", "a:7"] } as const;
    const page = await readPage(db.sql, { target, from: "newest", limit: 9, events: false });
    assert.deepEqual(page, [{ ...note, seq: 1 }]);
  },

  async "what is sent at once is one batch, in its order, and nobody hears before append has returned"(
    { writer: open },
  ) {
    const writer = await open();
    const heard: number[] = [];
    const all = Promise.withResolvers<void>();
    let returned = false;
    for (let i = 0; i < 100; i++) {
      writer.append(message(), (outcome) => {
        assert.ok(returned);
        heard.push(stored(outcome).seq);
        if (heard.length === 100) all.resolve();
      });
    }
    returned = true;
    await all.promise;
    assert.deepEqual(heard, Array.from({ length: 100 }, (_, i) => i + 1));
  },

  async "whatever comes in whatever order, each target counts 1, 2, 3 and ids stay unique"(
    database,
  ) {
    const writer = await database.writer();
    const sending = fc.record({
      target: fc.integer({ min: 0, max: 2 }),
      sender: fc.integer({ min: 0, max: 1 }),
      clientId: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
      pause: fc.boolean(),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(sending, { minLength: 1, maxLength: 40 }), async (sendings) => {
        run++;
        const outcomes: Promise<Outcome>[] = [];
        const order: string[] = [];
        for (const { target, sender, clientId, pause } of sendings) {
          const name = `#${run}-${target}`;
          const sent = message({
            target: channel(name),
            sender: { id: `g:${run}-${sender}`, nick: `nick${sender}` },
            clientId: clientId === undefined ? undefined : `${clientId}`,
          });
          outcomes.push(
            append(writer, sent).then((outcome) => {
              order.push(`${outcome.kind} ${name}`);
              return outcome;
            }),
          );
          if (pause) await outcomes.at(-1);
        }
        const results = await Promise.all(outcomes);
        assertCounted(sendings, results, run);
        for (let target = 0; target < 3; target++) {
          const there = await whole(database, `#${run}-${target}`);
          assert.deepEqual(there.map(({ seq }) => seq), there.map((_, i) => i + 1));
          const written = order.filter((line) => line === `stored #${run}-${target}`);
          assert.equal(written.length, there.length);
        }
      }),
      { numRuns: 25 },
    );
  },

  async "a sender's id that was there already gives the first message"(database) {
    const writer = await database.writer();
    const first = message({ clientId: "one" });
    stored(await append(writer, first));
    stored(await append(writer, message()));
    const again = await append(writer, message({ clientId: "one", text: "other words" }));
    assert.deepEqual(again, { kind: "duplicate", message: { ...first, seq: 1 } });
    const other = message({ clientId: "one", sender: { id: "g:bob", nick: "bob" } });
    assert.equal(stored(await append(writer, other)).seq, 3);
  },

  async "the same id twice in one batch is one message, without a gap"(database) {
    const writer = await database.writer();
    const sent = [undefined, "x", "x", undefined, "x"].map((clientId) => message({ clientId }));
    const outcomes = await Promise.all(sent.map((one) => append(writer, one)));
    assert.deepEqual(outcomes.map(({ kind }) => kind), [
      "stored",
      "stored",
      "duplicate",
      "stored",
      "duplicate",
    ]);
    assert.deepEqual(outcomes.map((outcome) => stored(outcome).seq), [1, 2, 2, 3, 2]);
    assert.equal((await whole(database, "#tea")).length, 3);
  },

  async "a message that cannot be stored as it is fails alone"(database) {
    const writer = await database.writer();
    const bad: Partial<NewMessage>[] = [
      { text: "a\0b" },
      { text: "half \ud83c" },
      { tags: new Map([["+a", "\0"]]) },
      { tags: new Map([["+\udc00", ""]]) },
      { addressed: "#t\0ea" },
      { clientId: "\ud800" },
      { sender: { id: "g:ann", nick: "a\0" } },
    ];
    const sent = bad.flatMap((differing) => [message(differing), message()]);
    const outcomes = await Promise.all(sent.map((one) => append(writer, one)));
    outcomes.forEach((outcome, i) => {
      if (i % 2 === 1) assert.equal(stored(outcome).seq, (i + 1) / 2);
      else assert.match(JSON.stringify(outcome), /"failed".*holds a NUL or half a character/);
    });
  },

  async "a message that the database refuses fails alone, wherever in its batch it is"(database) {
    const writer = await database.writer();
    const known = message();
    stored(await append(writer, known));
    // Of a time after the year 294276, or with a msgid that is there.
    const sent = Array.from({ length: 64 }, () => message());
    for (const at of [0, 63]) sent[at] = message({ time: 1e16 });
    sent[17] = message({ msgid: known.msgid });
    const outcomes = await Promise.all(sent.map((one) => append(writer, one)));
    const refused = outcomes.flatMap(({ kind }, i) => kind === "failed" ? [i] : []);
    assert.deepEqual(refused, [0, 17, 63]);
    const numbers = outcomes.filter(({ kind }) => kind === "stored").map((one) => stored(one).seq);
    assert.deepEqual(numbers, Array.from({ length: 61 }, (_, i) => i + 2));
    assert.match(JSON.stringify(outcomes[63]), /The database refuses the message/);
  },

  async "a message with an id that is too long for an index fails alone"(database) {
    const writer = await database.writer();
    const random = Array.from({ length: 300 }, () => crypto.randomUUID()).join("");
    const sent = [message({ clientId: random }), message()];
    const [long, short] = await Promise.all(sent.map((one) => append(writer, one)));
    assert.ok(long?.kind === "failed" && /too long for the database/.test(long.reason));
    assert.equal(stored(short).seq, 1);
  },

  async "the queue has an end, and says when there is room again"(database) {
    const writer = await database.writer({ limits: { count: 40, bytes: 100_000_000 } });
    const outcomes: Promise<Outcome>[] = [];
    while (outcomes.length < 30) outcomes.push(append(writer, message()));
    assert.equal(writer.room(), undefined);
    while (outcomes.length < 42) outcomes.push(append(writer, message()));
    const room = writer.room();
    assert.ok(room);
    const kinds = (await Promise.all(outcomes)).map(({ kind }) => kind);
    assert.deepEqual(kinds, [...Array(40).fill("stored"), "failed", "failed"]);
    await room;
    assert.equal(writer.room(), undefined);
  },

  async "the queue counts bytes too"(database) {
    const writer = await database.writer({ limits: { count: 1_000, bytes: 30_000 } });
    const long = "x".repeat(5_000);
    const outcomes = [1, 2, 3].map(() => append(writer, message({ text: long })));
    const kinds = (await Promise.all(outcomes)).map(({ kind }) => kind);
    assert.deepEqual(kinds, ["stored", "stored", "failed"]);
    assert.equal((await append(writer, message({ text: long }))).kind, "stored");
  },

  async "somebody who fails to hear does no harm to others"(database) {
    const writer = await database.writer();
    writer.append(message(), () => {
      throw new Error("not listening");
    });
    assert.equal(stored(await append(writer, message())).seq, 2);
    assert.match(database.lines.at(-1) ?? "", /outcome could not be told.*not listening/);
  },

  async "closing waits for what is queued and takes nothing more"(database) {
    const writer = await database.writer();
    const queued = [append(writer, message()), append(writer, message())];
    const closed = writer.close();
    assert.match(JSON.stringify(await append(writer, message())), /"failed".*is stopping/);
    await closed;
    assert.deepEqual((await Promise.all(queued)).map((outcome) => stored(outcome).seq), [1, 2]);
  },
});

onPostgres("several writers", {
  async "number a target together"(database) {
    const writers = [await database.writer(), await database.writer()];
    const outcomes = await Promise.all(
      Array.from({ length: 400 }, async (_, i) => {
        await new Promise((resolve) => setTimeout(resolve, i % 20));
        const writer = writers[i % 2];
        assert.ok(writer);
        const target = channel(`#${i % 3}`);
        return stored(await append(writer, message({ target })));
      }),
    );
    for (const key of ["#0", "#1", "#2"]) {
      const numbers = outcomes.filter(({ target }) =>
        target.kind === "channel" && target.key === key
      )
        .map(({ seq }) => seq).sort((a, b) => a - b);
      assert.deepEqual(numbers, numbers.map((_, i) => i + 1));
      assert.equal((await whole(database, key)).length, numbers.length);
    }
  },

  async "take the same sender's id once, though it comes at the same time"(database) {
    const [one, other] = [await database.writer(), await database.writer()];
    stored(await append(one, message()));
    // Both are held back by the target's row, and so begin before either could see the other's.
    const outcomes = await database.db.sql.begin(async (sql) => {
      await sql`select from targets for update`;
      const sending = [one, other].map((writer) => append(writer, message({ clientId: "once" })));
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { sending };
    }).then(({ sending }) => Promise.all(sending));
    assert.deepEqual(outcomes.map(({ kind }) => kind).sort(), ["duplicate", "stored"]);
    assert.deepEqual(outcomes.map((outcome) => stored(outcome).seq), [2, 2]);
    assert.equal((await whole(database, "#tea")).length, 2);
  },
});

/** Each first use of a sender's id is stored, and every later one gives the same message. */
function assertCounted(
  sendings: readonly { sender: number; clientId: number | undefined }[],
  outcomes: readonly Outcome[],
  run: number,
): void {
  const firsts = new Map<string, string>();
  outcomes.forEach((outcome, i) => {
    const { sender, clientId } = sendings[i] ?? assert.fail();
    const { msgid, sender: { id } } = stored(outcome);
    assert.equal(id, `g:${run}-${sender}`);
    const key = `${sender} ${clientId}`;
    const first = clientId === undefined ? undefined : firsts.get(key);
    assert.equal(outcome.kind, first === undefined ? "stored" : "duplicate");
    if (first !== undefined) assert.equal(msgid, first);
    else firsts.set(key, msgid);
  });
}
