/** Bans, rules of channels and what operators did, on both databases. */
import assert from "node:assert/strict";
import type { Deed, ServerBan } from "../../src/server/store.ts";
import { auditIn } from "../../src/store/audit.ts";
import { bansIn } from "../../src/store/bans.ts";
import { probe } from "../../src/store/probe.ts";
import { rulesIn, saidSince } from "../../src/store/rules.ts";
import { append, message, onBoth, onPostgres } from "./databases.ts";

const OTHER = { kind: "channel", key: "#milk", name: "#milk" } as const;
const SET_AT = Date.UTC(2026, 0, 1, 12, 30, 15, 123);

function kline(changes: Partial<ServerBan> = {}): ServerBan {
  const ban = { mask: "eve@host", reason: "it's spam", setBy: "ann!ann@host", setAt: SET_AT };
  return { kind: "KLINE", ...ban, expiresAt: undefined, ...changes };
}

onBoth("bans and deeds", {
  async "a ban is there as it was put, until it is removed"({ db }) {
    const bans = bansIn(db);
    const forAWhile = kline({ kind: "DLINE", mask: "2001:db8::/32", expiresAt: SET_AT + 1 });
    await bans.put(kline());
    await bans.put({ ...forAWhile, setAt: SET_AT + 1000 });
    assert.deepEqual(await bans.list(), [kline(), { ...forAWhile, setAt: SET_AT + 1000 }]);
    assert.equal(await bans.remove("KLINE", "2001:db8::/32"), false);
    assert.equal(await bans.remove("DLINE", "2001:db8::/32"), true);
    assert.equal(await bans.remove("DLINE", "2001:db8::/32"), false);
    assert.deepEqual(await bans.list(), [kline()]);
  },

  async "a second ban of the same mask takes the first one's place"({ db }) {
    const bans = bansIn(db);
    const changed = kline({ reason: "again", setBy: "bob!bob@host", expiresAt: SET_AT + 60_000 });
    await bans.put(kline());
    await bans.put(changed);
    assert.deepEqual(await bans.list(), [changed]);
  },

  async "what is asked for the server's health is written and read, as often as one likes"({ db }) {
    await probe(db);
    const [first] = await db.sql`select token from probe`;
    await probe(db);
    const [second, ...more] = await db.sql`select token from probe`;
    assert.notEqual(first?.["token"], second?.["token"]);
    assert.deepEqual(more, []);
  },

  async "rules are there as they were put, and a channel has one pace"({ db }) {
    const rules = rulesIn(db);
    const rule = { channel: "#tea", setBy: "ann", setAt: SET_AT };
    await rules.put({ ...rule, kind: "word", value: "coffee" });
    await rules.put({ ...rule, kind: "slow", value: "10" });
    await rules.put({ ...rule, kind: "word", value: "coffee", setBy: "bob" });
    await rules.put({ ...rule, kind: "slow", value: "20" });
    assert.deepEqual(await rules.list(), [
      { ...rule, kind: "word", value: "coffee", setBy: "bob" },
      { ...rule, kind: "slow", value: "20" },
    ]);
    assert.equal(await rules.remove("#tea", "word", "tea"), false);
    assert.equal(await rules.remove("#tea", "word", "coffee"), true);
    assert.equal(await rules.remove("#tea", "slow"), true);
    assert.deepEqual(await rules.list(), []);
  },

  async "what was said in a channel since a moment is looked at, oldest first"({ db, writer }) {
    const store = await writer();
    for (const [text, time] of [["old", 1], ["two", 5000], ["three", 6000]] as const) {
      await append(store, message({ text, time: SET_AT + time }));
    }
    await append(store, message({ text: "elsewhere", target: OTHER, time: SET_AT + 7000 }));
    const said = await saidSince(db, "#tea", SET_AT + 5000, 10);
    assert.deepEqual(said.map(({ sender, text }) => [sender, text]), [["ann", "two"], [
      "ann",
      "three",
    ]]);
    assert.equal(said[0]?.sentAt.getTime(), SET_AT + 5000);
    assert.deepEqual((await saidSince(db, "#tea", 0, 1)).map(({ text }) => text), ["three"]);
  },

  async "deeds are there in their order, as many of the latest as are asked for"({ db }) {
    const audit = auditIn(db);
    const deed: Deed = {
      at: SET_AT,
      by: "ann!ann@host",
      oper: "root",
      action: "KILL",
      target: "eve!eve@host",
      detail: "too loud",
    };
    const bare = { ...deed, oper: undefined, target: undefined, detail: undefined };
    for (const one of [deed, { ...bare, action: "REHASH" }, { ...deed, action: "KLINE" }]) {
      await audit.record(one);
    }
    assert.deepEqual(await audit.latest(2), [
      { ...bare, action: "REHASH" },
      { ...deed, action: "KLINE" },
    ]);
    assert.equal((await audit.latest(10)).length, 3);
  },
});

onPostgres("bans", {
  async "what one program changes, another one hears of, and its own changes it does not"({ db }) {
    const [ours, others] = [bansIn(db), bansIn(db)];
    let [heard, own] = [0, 0];
    const ready = new Promise<void>((resolve) =>
      others.watch(() => {
        heard++;
        resolve();
      })
    );
    await new Promise<void>((resolve) =>
      ours.watch(() => {
        own++;
        resolve();
      })
    );
    await ready;
    [heard, own] = [0, 0];
    await ours.put(kline());
    await ours.remove("KLINE", "eve@host");
    for (let i = 0; i < 100 && heard < 2; i++) await new Promise((wait) => setTimeout(wait, 20));
    assert.deepEqual([heard, own], [2, 0]);
  },
});
