import assert from "node:assert/strict";
import { type Client, World } from "../../world.ts";

const CAPS = "batch draft/chathistory message-tags server-time";
const PLAYBACK = `draft/event-playback ${CAPS}`;

/** What comes in the batch of an answer, without tags. */
async function history(client: Client, target: string): Promise<string[]> {
  await client.says(`CHATHISTORY LATEST ${target} * 100`);
  return client.read().slice(1, -1).map((line) => line.replace(/^@\S+ /, ""));
}

Deno.test("events come between the messages, as the lines that they were", async () => {
  const world = new World();
  const ann = await world.user("ann", PLAYBACK);
  const bob = await world.user("bob");
  await ann.joins("#tea");
  await bob.joins("#tea");
  await ann.says("TOPIC #tea :green, or black", "PRIVMSG #tea :hello", "MODE #tea +vi bob");
  await bob.says("NICK bobby", "PART #tea :no tea for me");
  await ann.says("INVITE bobby #tea");
  await bob.joins("#tea");
  await ann.says("KICK #tea bobby :you do not like it");
  await ann.says("INVITE bobby #tea");
  await bob.joins("#tea");
  await bob.says("TOPIC #tea :coffee", "QUIT :bye");
  ann.read();
  assert.deepEqual(await history(ann, "#tea"), [
    ":ann!ann@host JOIN #tea",
    ":bob!bob@host JOIN #tea",
    ":ann!ann@host TOPIC #tea :green, or black",
    ":ann!ann@host PRIVMSG #tea :hello",
    ":ann!ann@host MODE #tea +vi bob",
    ":bob!bob@host NICK bobby",
    ":bobby!bob@host PART #tea :no tea for me",
    ":bobby!bob@host JOIN #tea",
    ":ann!ann@host KICK #tea bobby :you do not like it",
    ":bobby!bob@host JOIN #tea",
    ":bobby!bob@host QUIT :Quit: bye",
  ]);
});

Deno.test("a topic has the time and msgid in history that it had when it was set", async () => {
  const world = new World();
  const ann = await world.user("ann", PLAYBACK);
  await ann.joins("#tea");
  world.now += 2;
  await ann.says("TOPIC #tea :green");
  const [live = ""] = ann.read();
  assert.match(
    live,
    /^@time=2026-01-01T00:00:00\.002Z;msgid=\w+ :ann!ann@host TOPIC #tea :?green$/,
  );
  await ann.says("CHATHISTORY LATEST #tea * 1");
  const [, played = ""] = ann.read();
  assert.equal(played.replace(/batch=\w+;/, ""), live);
  const msgid = /msgid=(\w+)/.exec(live)?.[1];
  await ann.says("PRIVMSG #tea :nice", `CHATHISTORY AFTER #tea msgid=${msgid} 10`);
  assert.match(ann.read().at(-2) ?? "", / PRIVMSG #tea :nice$/);
});

Deno.test("an event of several channels is in the history of each of them", async () => {
  const world = new World();
  const ann = await world.user("ann", PLAYBACK);
  await ann.joins("#tea", "#coffee");
  await ann.says("NICK annie");
  ann.read();
  for (const name of ["#tea", "#coffee"]) {
    const [join, nick] = await history(ann, name);
    assert.equal(join, `:ann!ann@host JOIN ${name}`);
    assert.equal(nick, ":ann!ann@host NICK annie");
  }
  const msgids = world.store.messages.map(({ msgid }) => msgid);
  assert.equal(new Set(msgids).size, msgids.length, "each is kept under its own id");
});

Deno.test("without draft/event-playback only messages come, and only they count", async () => {
  const world = new World();
  const ann = await world.user("ann", CAPS);
  await ann.joins("#tea");
  await ann.says("PRIVMSG #tea :1", "TOPIC #tea :a", "NOTICE #tea :2", "TOPIC #tea :b");
  ann.read();
  assert.deepEqual(await history(ann, "#tea"), [
    ":ann!ann@host PRIVMSG #tea :1",
    ":ann!ann@host NOTICE #tea :2",
  ]);
  await ann.says("CHATHISTORY LATEST #tea * 2");
  assert.equal(ann.read().length, 4);
});

Deno.test("a TAGMSG that is meant to last is kept, and any other one is not", async () => {
  const world = new World();
  const ann = await world.user("ann", `echo-message ${PLAYBACK}`);
  const bob = await world.user("bob", CAPS);
  await ann.joins("#tea");
  await bob.joins("#tea");
  ann.read();
  await ann.says(
    "@+typing=active TAGMSG #tea",
    "@+draft/react=👍;+draft/reply=m1 TAGMSG #tea",
    "@+draft/persist;+x=y TAGMSG #tea",
  );
  const echoes = ann.read();
  assert.equal(echoes.length, 3);
  assert.deepEqual(bob.read().slice(-3), echoes, "whether kept or not, everybody sees it at once");
  await ann.says("CHATHISTORY LATEST #tea * 2");
  const played = ann.read().slice(1, -1).map((line) => line.replace(/batch=\w+;/, ""));
  assert.deepEqual(played, echoes.slice(1));
  assert.deepEqual(await history(bob, "#tea"), [], "bob's client knows nothing of playback");
});

Deno.test("a kept TAGMSG between two people is played back to both", async () => {
  const world = new World();
  const [ann, bob] = [await world.user("ann", PLAYBACK), await world.user("bob", PLAYBACK)];
  await ann.says("@+draft/react=x TAGMSG bob");
  bob.read();
  for (const [client, other] of [[ann, "bob"], [bob, "ann"]] as const) {
    assert.deepEqual(await history(client, other), [":ann!ann@host TAGMSG bob"]);
  }
});

Deno.test("a client without message-tags is not sent a TAGMSG out of history either", async () => {
  const world = new World();
  const ann = await world.user("ann", PLAYBACK);
  const bob = await world.user("bob", "batch draft/chathistory draft/event-playback");
  await ann.joins("#tea");
  await bob.joins("#tea");
  await ann.says("@+draft/react=x TAGMSG #tea");
  bob.read();
  assert.deepEqual(await history(bob, "#tea"), [
    ":ann!ann@host JOIN #tea",
    ":bob!bob@host JOIN #tea",
  ]);
});

Deno.test("nobody waits for an event to be kept, and nobody hears that it could not be", async () => {
  const world = new World();
  const ann = await world.user("ann");
  world.store.held = true;
  await ann.says("JOIN #tea");
  assert.equal(ann.read().length, 3);
  world.store.down = "The database is away";
  world.store.commit();
  ann.hearsNothing();
  await ann.says("TOPIC #tea :green");
  ann.hears(":ann!ann@host TOPIC #tea green");
});

Deno.test("events are left out while the store is short of room", async () => {
  const world = new World();
  const ann = await world.user("ann", PLAYBACK);
  await ann.joins("#tea");
  world.store.isShort = true;
  await ann.says("TOPIC #tea :lost");
  world.store.isShort = false;
  await ann.says("TOPIC #tea :kept");
  ann.read();
  assert.deepEqual(await history(ann, "#tea"), [
    ":ann!ann@host JOIN #tea",
    ":ann!ann@host TOPIC #tea kept",
  ]);
});

Deno.test("the settings can leave events, TAGMSGs and unregistered channels out", async () => {
  const kept = async (settings: Record<string, boolean>) => {
    const world = new World({ history: settings });
    const ann = await world.user("ann", PLAYBACK);
    await ann.joins("#tea");
    await ann.says("@+draft/react=x TAGMSG #tea", "PRIVMSG #tea :hello", "TOPIC #tea :green");
    return world.store.messages.map(({ kind }) => kind).join(" ");
  };
  assert.equal(await kept({}), "JOIN TAGMSG PRIVMSG TOPIC");
  assert.equal(await kept({ eventPlayback: false }), "TAGMSG PRIVMSG");
  assert.equal(await kept({ storeTagmsg: false }), "JOIN PRIVMSG TOPIC");
  assert.equal(await kept({ unregisteredChannels: false }), "");
});

Deno.test("a redaction is played back to those who know REDACT, with the id and time it had", async () => {
  const world = new World();
  const ann = await world.user("ann", `draft/message-redaction echo-message ${PLAYBACK}`);
  const bob = await world.user("bob", PLAYBACK);
  const cyd = await world.user("cyd", `draft/message-redaction ${CAPS}`);
  for (const client of [ann, bob, cyd]) await client.joins("#tea");
  ann.read();
  await ann.says("PRIVMSG #tea :seen by cyd", "PRIVMSG #tea :hello");
  const msgid = /msgid=(\w+)/.exec(ann.read()[0] ?? "")?.[1];
  world.now += 5;
  await ann.says(`REDACT #tea ${msgid} :wrong window`);
  const [told = ""] = ann.read();
  await ann.says("CHATHISTORY LATEST #tea * 2");
  const played = ann.read().slice(1, -1).map((line) => line.replace(/batch=\w+;/, ""));
  assert.match(played[0] ?? "", / PRIVMSG #tea :hello$/);
  assert.equal(played[1], told);
  assert.match(told, new RegExp(` REDACT #tea ${msgid} :wrong window$`));
  for (const client of [bob, cyd]) {
    client.read();
    const lines = await history(client, "#tea");
    assert.ok(!lines.some((line) => line.includes("REDACT")), "and to nobody else");
  }
  assert.equal(world.store.messages.at(-1)?.seq, world.store.messages.length);
});

Deno.test("a redaction between two people is played back to both", async () => {
  const world = new World();
  const caps = `draft/message-redaction ${PLAYBACK}`;
  const [ann, bob] = [await world.user("ann", caps), await world.user("bob", caps)];
  await ann.says("PRIVMSG bob :oops");
  const msgid = world.store.messages.at(-1)?.msgid;
  await ann.says(`REDACT bob ${msgid}`);
  bob.read();
  for (const [client, other] of [[ann, "bob"], [bob, "ann"]] as const) {
    assert.deepEqual(await history(client, other), [`:ann!ann@host REDACT bob ${msgid}`]);
  }
});

Deno.test("where events are not kept, no redaction is either", async () => {
  const world = new World({ history: { eventPlayback: false } });
  const ann = await world.user("ann", "draft/message-redaction message-tags");
  await ann.joins("#tea");
  await ann.says("PRIVMSG #tea :oops");
  await ann.says(`REDACT #tea ${world.store.messages.at(-1)?.msgid}`);
  assert.deepEqual(world.store.messages.map(({ kind, text }) => `${kind}${text}`), ["PRIVMSG"]);
});
