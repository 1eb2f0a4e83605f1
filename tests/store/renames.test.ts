import assert from "node:assert/strict";
import { accountsIn, rulesIn } from "../../src/store/mod.ts";
import { keptIn } from "../../src/store/kept.ts";
import { readPage } from "../../src/store/history.ts";
import { readMarkersIn } from "../../src/store/read_markers.ts";
import { renamesIn } from "../../src/store/renames.ts";
import { searchMessages } from "../../src/store/search.ts";
import { append, message, onBoth, stored, type TestDatabase } from "./databases.ts";

const channel = (key: string, name = key) => ({ kind: "channel", key, name } as const);

/** Gives a channel another name; false if something was said under that one before. */
async function rename({ db }: TestDatabase, from: string, name: string): Promise<boolean> {
  const write = await renamesIn(db).prepareRename({ from, key: name.toLowerCase(), name });
  await write?.();
  return write !== undefined;
}

/** Messages and events of a channel, as its readers see them. */
async function pageOf({ db }: TestDatabase, key: string): Promise<string[]> {
  const target = { kind: "channel", key } as const;
  const page = await readPage(db.sql, { target, from: "oldest", limit: 100, events: true });
  return page.map(({ seq, addressed, text }) => `${seq} ${addressed} ${text}`);
}

onBoth("renaming a channel", {
  async "history goes with it, goes on in one sequence, and the old name begins anew"(database) {
    const { db, writer } = database;
    const store = await writer();
    const say = async (key: string, text: string, addressed = key) =>
      stored(await append(store, message({ target: channel(key), text, addressed })));
    await say("#tee", "one", "#Tee");
    await say("#tee", "ops", "@#tee");
    assert.equal(await rename(database, "#tee", "#Tea"), true);
    const tea = channel("#tea", "#Tea");
    await append(store, message({ target: tea, text: "two", addressed: "#tea" }));
    await say("#tee", "other");
    assert.deepEqual(await pageOf(database, "#tea"), ["1 #Tea one", "2 @#Tea ops", "3 #tea two"]);
    assert.deepEqual(await pageOf(database, "#tee"), ["1 #tee other"]);
    const rows = await db.sql`select target, text from chat_messages order by sent_at`;
    assert.deepEqual(rows.map(({ target, text }) => `${target} ${text}`), [
      "#Tea one",
      "#Tea ops",
      "#Tea two",
      "#tee other",
    ]);
    const found = await searchMessages(db.sql, {
      channels: [{ key: "#tea", prefixes: "" }],
      direct: undefined,
      text: "one",
      nick: undefined,
      after: undefined,
      before: undefined,
      from: "newest",
      limit: 10,
    });
    assert.deepEqual(found.map(({ addressed, text }) => `${addressed} ${text}`), ["#Tea one"]);
  },

  async "where something was said, a channel does not get the name; where people came and went, it does"(
    database,
  ) {
    const store = await database.writer();
    const say = async (key: string, differing = {}) =>
      stored(await append(store, message({ target: channel(key), addressed: key, ...differing })));
    await say("#tee", { text: "hello" });
    await say("#said", { text: "here" });
    await say("#seen", { kind: "JOIN", text: "" });
    assert.equal(await rename(database, "#tee", "#said"), false);
    assert.deepEqual(await pageOf(database, "#said"), ["1 #said here"]);
    assert.equal(await rename(database, "#tee", "#seen"), true);
    assert.deepEqual(await pageOf(database, "#seen"), ["1 #seen hello"]);
    const [row] = await database.db.sql`select count(*) as count from messages`;
    assert.equal(row?.count, 3, "nothing is removed");
    // And back again, with another one that has come and gone meanwhile.
    await say("#tee", { kind: "JOIN", text: "" });
    assert.equal(await rename(database, "#seen", "#tee"), true);
    assert.deepEqual(await pageOf(database, "#tee"), ["1 #tee hello"]);
  },

  async "done twice it is the same, also when the old name has another channel meanwhile"(
    database,
  ) {
    const store = await database.writer();
    await append(store, message({ target: channel("#tee"), text: "one" }));
    const write = await renamesIn(database.db).prepareRename({
      from: "#tee",
      key: "#tea",
      name: "#tea",
    });
    await write?.();
    await append(store, message({ target: channel("#tee"), text: "new", addressed: "#tee" }));
    await write?.();
    assert.deepEqual(await pageOf(database, "#tea"), ["1 #tea one"]);
    assert.deepEqual(await pageOf(database, "#tee"), ["1 #tee new"]);
  },

  async "a change of case keeps everything"(database) {
    const store = await database.writer();
    const rules = rulesIn(database.db);
    await append(store, message({ target: channel("#tea"), text: "one", addressed: "#tea" }));
    await rules.put({ channel: "#tea", kind: "word", value: "x", setBy: "cli", setAt: 0 });
    assert.equal(await rename(database, "#tea", "#TEA"), true);
    const [row] = await database.db.sql`select target from chat_messages`;
    assert.equal(row?.target, "#TEA");
    assert.deepEqual((await rules.list()).map(({ channel }) => channel), ["#tea"]);
  },

  async "read markers, rules and the kept channel go with it, and a channel without history too"(
    database,
  ) {
    const { db } = database;
    const account = await accountsIn(db).create({
      name: "ann",
      key: "ann",
      verifier: "",
      email: undefined,
      createdAt: 0,
      privileges: [],
    });
    const id = account?.id ?? "";
    const markers = readMarkersIn(db.sql);
    await markers.markRead(`a:${id}`, "#tee", 2_000);
    await markers.markRead(`a:${id}`, "#tea", 1_000);
    const rules = rulesIn(db);
    const rule = { setBy: "cli", setAt: 0 } as const;
    await rules.put({ channel: "#tee", kind: "slow", value: "5", ...rule });
    await rules.put({ channel: "#tee", kind: "word", value: "x", ...rule });
    await rules.put({ channel: "#tea", kind: "slow", value: "9", ...rule });
    const kept = keptIn(db);
    await kept.saveKept({
      users: [],
      goneUsers: [],
      goneChannels: [],
      channels: [{
        key: "#tee",
        name: "#tee",
        createdAt: 0,
        founder: id,
        topic: undefined,
        flags: "nt",
        password: undefined,
        memberLimit: undefined,
        masks: [{ list: "b", mask: "eve!*@*", setBy: "ann", setAt: 0 }],
        members: [{ account: id, modes: "qo" }],
      }],
    });
    assert.equal(await rename(database, "#tee", "#Tea"), true);
    assert.deepEqual([...await markers.readMarkers(`a:${id}`)], [["#tea", 2_000]]);
    assert.deepEqual((await rules.list()).map((one) => `${one.channel} ${one.kind} ${one.value}`), [
      "#tea word x",
      "#tea slow 9",
    ]);
    const { channels } = await kept.loadKept();
    assert.deepEqual(
      channels.map(({ key, name, masks, members }) => [key, name, masks.length, members.length]),
      [["#tea", "#Tea", 1, 1]],
    );
  },
});
