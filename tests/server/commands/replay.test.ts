import assert from "node:assert/strict";
import { type Client, World, type WorldSettings } from "../../world.ts";

/** What a client is shown of earlier times, without tags; it may have heard other things before. */
function replayed(client: Client): string[] {
  const heard = client.read();
  const from = heard.findIndex((line) => / BATCH \+\S+ chathistory /.test(line));
  return from < 0 ? [] : heard.slice(from).map((line) => line.replace(/^@\S+ /, ""));
}

async function tea(settings: WorldSettings = {}): Promise<World> {
  const world = new World(settings);
  const ann = await world.user("ann", "batch draft/multiline message-tags");
  await ann.joins("#tea");
  await ann.says(
    "PRIVMSG #tea :one",
    "TOPIC #tea :green",
    "PRIVMSG #tea :two",
    "PRIVMSG #tea :three",
  );
  world.now += 60_000;
  return world;
}

Deno.test("who joins with a client that cannot ask for history is shown the last messages", async () => {
  const world = await tea({ history: { replayOnJoin: 2 } });
  const bob = await world.user("bob", "batch server-time");
  await bob.says("JOIN #tea");
  const [open, two, three, close, ...rest] = bob.read().slice(-4);
  const id = /BATCH \+(\w+) chathistory #tea$/.exec(open ?? "")?.[1];
  const tags = `@batch=${id};time=2026-01-01T00:00:00.000Z`;
  assert.equal(two, `${tags} :ann!ann@host PRIVMSG #tea :two`);
  assert.equal(three, `${tags} :ann!ann@host PRIVMSG #tea :three`);
  assert.equal(close, `:chat.local BATCH -${id}`);
  assert.deepEqual(rest, []);
});

Deno.test("a client that can ask for history is shown nothing unasked", async () => {
  const world = await tea();
  const bob = await world.user("bob", "batch draft/chathistory");
  await bob.says("JOIN #tea");
  assert.deepEqual(replayed(bob), []);
});

Deno.test("a client without server-time reads the time in the text", async () => {
  const world = await tea({ history: { replayOnJoin: 1 } });
  const bob = await world.user("bob");
  await bob.says("JOIN #tea");
  assert.equal(
    bob.read().at(-1),
    ":ann!ann@host PRIVMSG #tea :[2026-01-01 00:00 UTC] three",
  );
});

Deno.test("a message of several lines is shown with all of them", async () => {
  const world = await tea({ history: { replayOnJoin: 1 } });
  const cyd = await world.user("cyd", "batch draft/multiline");
  await cyd.joins("#tea");
  await cyd.says(
    "BATCH +1 draft/multiline #tea",
    "@batch=1 PRIVMSG #tea first",
    "@batch=1 PRIVMSG #tea second",
    "BATCH -1",
  );
  const bob = await world.user("bob");
  await bob.says("JOIN #tea");
  assert.deepEqual(bob.read().slice(-2), [
    ":cyd!cyd@host PRIVMSG #tea :[2026-01-01 00:01 UTC] first",
    ":cyd!cyd@host PRIVMSG #tea :second",
  ]);
});

Deno.test("what is said while somebody joins is shown once", async () => {
  const world = await tea({ history: { replayOnJoin: 10 } });
  const bob = await world.user("bob", "batch server-time");
  world.store.held = true;
  const cyd = await world.user("cyd");
  await cyd.joins("#tea");
  await cyd.sends("PRIVMSG #tea :just now");
  const joining = bob.sends("JOIN #tea");
  world.store.held = false;
  world.store.commit();
  await joining;
  assert.equal(bob.read().filter((line) => line.includes("just now")).length, 1);
});

Deno.test("a message to the ops is not shown to those who are none", async () => {
  const world = await tea({ history: { replayOnJoin: 1 } });
  const cyd = await world.user("cyd");
  await cyd.joins("#tea");
  await cyd.says("PRIVMSG @#tea :help!");
  const bob = await world.user("bob");
  await bob.says("JOIN #tea");
  assert.match(bob.read().at(-1) ?? "", / three$/);
});

Deno.test("the settings can turn it off", async () => {
  for (const history of [{ replayOnJoin: 0 }, { enabled: false }]) {
    const world = await tea({ history });
    const bob = await world.user("bob", "batch");
    await bob.says("JOIN #tea");
    assert.deepEqual(replayed(bob), []);
  }
});

Deno.test("a database that cannot answer does not keep anybody out", async () => {
  const world = await tea();
  const bob = await world.user("bob");
  world.store.down = "gone";
  await bob.says("JOIN #tea");
  const heard = bob.read();
  assert.equal(heard[0], ":bob!bob@host JOIN #tea");
  assert.equal(
    heard.at(-1),
    ":chat.local NOTE JOIN HISTORY_UNAVAILABLE #tea :Earlier messages cannot be shown right now",
  );
});

/** bob, who has an account, was here and is gone; ann and cyd write to him. */
async function lettersToBob(settings: WorldSettings = {}): Promise<World> {
  const world = new World(settings);
  await world.account("bob");
  const ann = await world.user("ann");
  const cyd = await world.user("cyd");
  const bob = await world.login("bob");
  await ann.says("PRIVMSG bob :heard already");
  world.now += 1000;
  bob.disconnects();
  world.now += 1000;
  await ann.says("PRIVMSG bob :one", "NOTICE bob :two");
  world.now += 1000;
  await cyd.says("PRIVMSG bob :three");
  world.now += 1000;
  return world;
}

/** A client of bob's that has heard all there was to hear. */
async function comesBack(world: World, caps: string): Promise<Client> {
  const client = world.connect();
  await client.says("CAP LS 302", `CAP REQ :sasl ${caps}`);
  await client.logsIn("bob");
  await client.says("NICK bob", "USER bob 0 * :Bob", "CAP END");
  return client;
}

Deno.test("who comes back is shown the private messages that came meanwhile", async () => {
  const bob = await comesBack(await lettersToBob(), "batch server-time");
  const shown = replayed(bob).map((line) => line.replace(/(BATCH [+-])\S+/, "$1id"));
  assert.deepEqual(shown, [
    ":chat.local BATCH +id chathistory ann",
    ":ann!ann@host PRIVMSG bob :one",
    ":ann!ann@host NOTICE bob :two",
    ":chat.local BATCH -id",
    ":chat.local BATCH +id chathistory cyd",
    ":cyd!cyd@host PRIVMSG bob :three",
    ":chat.local BATCH -id",
  ]);
});

Deno.test("they are shown once, and not to a second client", async () => {
  const world = await lettersToBob();
  const first = await comesBack(world, "batch server-time");
  assert.notDeepEqual(replayed(first), []);
  const second = await comesBack(world, "batch server-time");
  assert.deepEqual(replayed(second), []);
  for (const client of [first, second]) client.disconnects();
  world.now += 1000;
  assert.deepEqual(replayed(await comesBack(world, "batch server-time")), []);
});

Deno.test("a client that can ask for history asks for them itself", async () => {
  const bob = await comesBack(await lettersToBob(), "batch draft/chathistory server-time");
  assert.deepEqual(replayed(bob), []);
  await bob.says(
    "CHATHISTORY TARGETS timestamp=2026-01-01T00:00:01.000Z timestamp=2026-01-02T00:00:00.000Z 9",
  );
  const names = bob.read().slice(1, -1).map((line) => line.replace(/^.* TARGETS (\S+) .*$/, "$1"));
  assert.deepEqual(names, ["ann", "cyd"]);
});

Deno.test("what was heard before a restart of the server is not shown again", async () => {
  const world = new World();
  await world.account("bob");
  const ann = await world.user("ann");
  await world.login("bob");
  await ann.says("PRIVMSG bob :heard already");
  world.now += 1000;
  const after = await world.restart();
  after.now = world.now + 1000;
  assert.deepEqual(replayed(await comesBack(after, "batch server-time")), []);
});

Deno.test("they are there after a restart of the server", async () => {
  const world = await lettersToBob();
  const after = await world.restart();
  after.now = world.now;
  const bob = await comesBack(after, "batch server-time");
  assert.equal(replayed(bob).filter((line) => line.includes(" PRIVMSG ")).length, 2);
});

Deno.test("who stays without a client is shown them on coming back", async () => {
  const bob = await comesBack(
    await lettersToBob({ accounts: { alwaysOn: "mandatory" } }),
    "batch server-time",
  );
  assert.equal(replayed(bob).filter((line) => line.includes(" PRIVMSG ")).length, 2);
});

Deno.test("who logs in after registration is shown them then", async () => {
  const world = await lettersToBob();
  const client = await world.user("robert", "sasl batch server-time");
  await client.logsIn("bob");
  assert.equal(replayed(client).filter((line) => line.includes(" PRIVMSG bob :")).length, 2);
});

Deno.test("and so is who tells NickServ the password", async () => {
  const world = await lettersToBob();
  const account = world.services.accounts.named("bob");
  assert.ok(account);
  await world.services.accounts.setPassword(account, "tea-for-two");
  const client = await world.user("robert", "batch server-time");
  await client.says("PRIVMSG NickServ :IDENTIFY bob tea-for-two");
  assert.equal(replayed(client).filter((line) => line.includes(" PRIVMSG bob :")).length, 2);
});
