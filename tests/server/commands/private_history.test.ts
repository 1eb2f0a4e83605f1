import assert from "node:assert/strict";
import { type Client, World } from "../../world.ts";

const CAPS = "batch draft/chathistory message-tags server-time";

/** What the batch of an answer says, as "nick: text". */
async function history(client: Client, nick: string): Promise<string[]> {
  await client.says(`CHATHISTORY LATEST ${nick} * 100`);
  const [open, ...lines] = client.read();
  assert.match(open ?? "", / BATCH \+\S+ chathistory /);
  assert.match(lines.pop() ?? "", / BATCH -/);
  return lines.map((line) => line.replace(/^@\S+ :(\w+)!\S+ PRIVMSG \S+ :/, "$1: "));
}

/** The names and times that TARGETS gives; minutes and seconds are enough of a time. */
async function targets(client: Client, from: string, to: string, limit = 10): Promise<string[]> {
  const day = "timestamp=2026-01-01T00:";
  await client.says(`CHATHISTORY TARGETS ${day}${from}.000Z ${day}${to}.000Z ${limit}`);
  const [open, ...lines] = client.read();
  assert.match(open ?? "", /^:chat\.local BATCH \+\S+ draft\/chathistory-targets$/);
  assert.match(lines.pop() ?? "", / BATCH -/);
  return lines.map((line) =>
    line.replace(
      /^@batch=\S+ :chat\.local CHATHISTORY TARGETS (\S+) 2026-01-01T00:(\S+)\.000Z$/,
      "$1 $2",
    )
  );
}

/** A world with accounts for ann and bob, who are logged in. */
async function annAndBob(): Promise<{ world: World; ann: Client; bob: Client }> {
  const world = new World();
  for (const name of ["ann", "bob"]) await world.account(name);
  const [ann, bob] = [await world.login("ann", "ann", CAPS), await world.login("bob", "bob", CAPS)];
  return { world, ann, bob };
}

Deno.test("both directions of a private conversation are one history, the same for both", async () => {
  const { world, ann, bob } = await annAndBob();
  await ann.says("PRIVMSG bob :tea?");
  await bob.says("PRIVMSG ann :coffee!");
  world.now += 1;
  await ann.says("PRIVMSG bob :oh");
  for (const client of [ann, bob]) client.read();
  const all = ["ann: tea?", "bob: coffee!", "ann: oh"];
  assert.deepEqual(await history(ann, "bob"), all);
  assert.deepEqual(await history(bob, "ann"), all);
  assert.deepEqual(await history(bob, "ANN"), all);
});

Deno.test("nobody reads the private messages of others", async () => {
  const { world, ann, bob } = await annAndBob();
  await ann.says("PRIVMSG bob :a secret");
  const cyd = await world.user("cyd", CAPS);
  for (const client of [ann, bob, cyd]) client.read();
  assert.deepEqual(await history(cyd, "ann"), []);
  assert.deepEqual(await history(cyd, "bob"), []);
  assert.deepEqual(await history(ann, "cyd"), []);
});

Deno.test("a message to oneself is in history once", async () => {
  const { ann } = await annAndBob();
  await ann.says("PRIVMSG ann :do not forget");
  ann.read();
  assert.deepEqual(await history(ann, "ann"), ["ann: do not forget"]);
});

Deno.test("what a guest said stays with whom it was said to", async () => {
  const { world, ann } = await annAndBob();
  const cyd = await world.user("cyd", CAPS);
  await cyd.says("PRIVMSG ann :hello");
  await ann.says("PRIVMSG cyd :welcome");
  for (const client of [ann, cyd]) client.read();
  const all = ["cyd: hello", "ann: welcome"];
  assert.deepEqual(await history(ann, "cyd"), all);
  assert.deepEqual(await history(cyd, "ann"), all);
  cyd.disconnects();
  assert.deepEqual(await history(ann, "cyd"), all);
});

Deno.test("who registers a nick later does not inherit the conversations of that nick", async () => {
  const { world, ann } = await annAndBob();
  const guest = await world.user("cyd", CAPS);
  await guest.says("PRIVMSG ann :for your eyes only");
  guest.disconnects();
  await world.account("cyd");
  const cyd = await world.login("cyd", "cyd", CAPS);
  ann.read();
  assert.deepEqual(await history(cyd, "ann"), []);
  assert.deepEqual(await targets(cyd, "00:00", "59:59"), []);
});

Deno.test("nor does the next guest of that nick", async () => {
  const { world, ann } = await annAndBob();
  const first = await world.user("cyd", CAPS);
  await first.says("PRIVMSG ann :for your eyes only");
  first.disconnects();
  const second = await world.user("cyd", CAPS);
  ann.read();
  assert.deepEqual(await history(second, "ann"), []);
});

Deno.test("a conversation goes on under a new nick", async () => {
  const { ann, bob } = await annAndBob();
  await bob.says("PRIVMSG ann :one", "NICK robert", "PRIVMSG ann :two");
  for (const client of [ann, bob]) client.read();
  const all = ["bob: one", "robert: two"];
  assert.deepEqual(await history(ann, "robert"), all);
  assert.deepEqual(await history(ann, "bob"), all, "the account is still called bob");
});

Deno.test("a message to somebody with an account who is not here is kept for them", async () => {
  const { world, ann, bob } = await annAndBob();
  bob.disconnects();
  await ann.asks(
    "PRIVMSG bob :see you tomorrow",
    ":chat.local 301 ann bob :Not connected right now; your messages are kept",
  );
  const back = await world.login("bob", "bob", CAPS);
  assert.deepEqual(await history(back, "ann"), ["ann: see you tomorrow"]);
});

Deno.test("a message to nobody at all is refused with 401", async () => {
  const { ann } = await annAndBob();
  await ann.asks("PRIVMSG cyd :hello", ":chat.local 401 ann cyd :No such nick/channel");
});

Deno.test("where private messages are not kept, nobody can be written to who is not here", async () => {
  const world = new World({ history: { directMessages: false } });
  await world.account("bob");
  const ann = await world.user("ann", `echo-message ${CAPS}`);
  await ann.asks("PRIVMSG bob :hello", ":chat.local 401 ann bob :No such nick/channel");
  const bob = await world.login("bob", "bob", CAPS);
  await ann.says("PRIVMSG bob :hello");
  assert.match(bob.read()[0] ?? "", / PRIVMSG bob :hello$/);
  assert.match(ann.read()[0] ?? "", / PRIVMSG bob :hello$/);
  assert.deepEqual(world.store.messages, []);
});

Deno.test("who is connected under another nick hears what is said to the account", async () => {
  const { ann, bob } = await annAndBob();
  await bob.says("NICK robert");
  for (const client of [ann, bob]) client.read();
  await ann.says("PRIVMSG bob :hello");
  ann.hearsNothing();
  assert.match(bob.read()[0] ?? "", / :ann!ann@host PRIVMSG bob :hello$/);
});

Deno.test("who comes back before the COMMIT hears the message at once", async () => {
  const { world, ann, bob } = await annAndBob();
  bob.disconnects();
  world.store.held = true;
  await ann.sends("PRIVMSG bob :quick");
  const back = await world.login("bob", "bob", CAPS);
  back.hearsNothing();
  world.store.held = false;
  world.store.commit();
  assert.match(back.read()[0] ?? "", / :ann!ann@host PRIVMSG bob :quick$/);
});

Deno.test("TARGETS lists channels and people by their latest message, oldest first", async () => {
  const { world, ann, bob } = await annAndBob();
  await ann.joins("#tea", "#coffee", "#empty");
  world.now += 60_000;
  await ann.says("PRIVMSG #Tea :one");
  world.now += 60_000;
  await bob.says("PRIVMSG ann :two");
  world.now += 60_000;
  await ann.says("PRIVMSG #coffee :three");
  for (const client of [ann, bob]) client.read();
  const all = ["#tea 01:00", "bob 02:00", "#coffee 03:00"];
  assert.deepEqual(await targets(ann, "00:00", "59:59"), all);
  assert.deepEqual(await targets(ann, "59:59", "00:00"), all);
  assert.deepEqual(await targets(bob, "00:00", "59:59"), ["ann 02:00"], "bob is in no channel");
});

Deno.test("TARGETS counts its limit from the first of its moments", async () => {
  const { world, ann } = await annAndBob();
  for (const name of ["#one", "#two", "#three"]) {
    await ann.joins(name);
    world.now += 60_000;
    await ann.says(`PRIVMSG ${name} :hello`);
  }
  ann.read();
  assert.deepEqual(await targets(ann, "00:00", "59:59", 2), ["#one 01:00", "#two 02:00"]);
  assert.deepEqual(await targets(ann, "59:59", "00:00", 2), ["#two 02:00", "#three 03:00"]);
});

Deno.test("TARGETS counts a conversation only if its latest message lies between the moments", async () => {
  const { world, ann } = await annAndBob();
  await ann.joins("#tea");
  for (let minute = 1; minute <= 3; minute++) {
    world.now += 60_000;
    await ann.says(`PRIVMSG #tea :${minute}`);
  }
  ann.read();
  assert.deepEqual(await targets(ann, "00:00", "02:30"), []);
  assert.deepEqual(await targets(ann, "03:00", "59:59"), [], "both moments are outside");
  assert.deepEqual(await targets(ann, "02:59", "03:01"), ["#tea 03:00"]);
});

Deno.test("TARGETS takes no notice of joins and topics", async () => {
  const { world, ann } = await annAndBob();
  await ann.joins("#tea");
  world.now += 60_000;
  await ann.says("PRIVMSG #tea :hello");
  world.now += 60_000;
  await ann.says("TOPIC #tea :black, green");
  ann.read();
  assert.deepEqual(await targets(ann, "00:00", "59:59"), ["#tea 01:00"]);
});

Deno.test("TARGETS names people so that their history can be asked for", async () => {
  const { world, ann, bob } = await annAndBob();
  await bob.says("NICK robert");
  world.now += 60_000;
  await bob.says("PRIVMSG ann :hello");
  const cyd = await world.user("cyd");
  await cyd.says("PRIVMSG ann :hello");
  ann.read();
  assert.deepEqual(await targets(ann, "00:00", "59:59"), ["robert 01:00", "cyd 01:00"]);
  bob.disconnects();
  cyd.disconnects();
  assert.deepEqual(await targets(ann, "00:00", "59:59"), ["bob 01:00", "cyd 01:00"]);
  assert.deepEqual(await history(ann, "bob"), ["robert: hello"]);
  assert.deepEqual(await history(ann, "cyd"), ["cyd: hello"]);
  await world.user("cyd");
  assert.deepEqual(await targets(ann, "00:00", "59:59"), ["bob 01:00"], "cyd is somebody else now");
});
