import assert from "node:assert/strict";
import { type Client, World } from "../../world.ts";

const CAP = "draft/channel-rename";

Deno.test("a RENAME is told to those who know it, with an empty reason if there is none", async () => {
  const world = new World();
  const ann = await world.user("ann", CAP);
  const bob = await world.user("bob", CAP);
  await ann.joins("#tee");
  await bob.joins("#tee");
  ann.read();
  await ann.asks("RENAME #TEE #tea :typo", ":ann!ann@host RENAME #tee #tea typo");
  bob.hears(":ann!ann@host RENAME #tee #tea typo");
  await ann.asks("RENAME #tea #Teas", ":ann!ann@host RENAME #tea #Teas :");
});

Deno.test("the others leave the old channel and join the new one", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tee", "ann", "bob");
  await ann.says("TOPIC #tee :Green");
  bob.read();
  ann.read();
  await ann.asks(
    "RENAME #tee #tea :typo",
    ":ann!ann@host PART #tee typo",
    ":ann!ann@host JOIN #tea",
    ":chat.local 332 ann #tea Green",
    ":chat.local 333 ann #tea ann!ann@host 1767225600",
    ":chat.local 353 ann = #tea :@ann bob",
    ":chat.local 366 ann #tea :End of NAMES list",
  );
  bob.hears(
    ":bob!bob@host PART #tee typo",
    ":bob!bob@host JOIN #tea",
    ...[/ 332 bob #tea /, / 333 bob #tea /, / 353 bob = #tea :@ann bob/, / 366 bob #tea /],
  );
});

Deno.test("members, modes and topic stay, and the old name is free", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tee", "ann", "bob");
  await ann.says("MODE #tee +k earl", "RENAME #tee #tea");
  for (const client of [ann, bob]) client.read();
  await ann.asks("MODE #tea", ":chat.local 324 ann #tea +ntk earl", / 329 /);
  await ann.says("PRIVMSG #tea :hello");
  bob.hears(":ann!ann@host PRIVMSG #tea :hello");
  await bob.asks("JOIN #tee", / JOIN #tee$/, ":chat.local 353 bob = #tee @bob", / 366 /);
  await bob.asks("MODE #tee +k grey", ":bob!bob@host MODE #tee +k grey");
});

Deno.test("a change of case alone is told only to those who know RENAME", async () => {
  const world = new World();
  const ann = await world.user("ann", CAP);
  const bob = await world.user("bob");
  await ann.joins("#tea");
  await bob.joins("#tea");
  ann.read();
  await ann.asks("RENAME #tea #TEA", ":ann!ann@host RENAME #tea #TEA :");
  bob.hearsNothing();
  await bob.asks("NAMES #tea", / 353 bob = #TEA /, / 366 /);
});

Deno.test("a registered channel is renamed by its founder alone", async () => {
  const world = new World();
  const ann = await world.user("ann", CAP);
  await ann.joins("#tea");
  const channel = world.network.channel("#tea");
  if (channel) channel.founder = "ann";
  await ann.asks("RENAME #tea #x", ":chat.local 482 ann #tea :You're not channel operator");
  world.ranks("#tea", "ann", "q");
  await ann.asks("RENAME #tea #x", ":ann!ann@host RENAME #tea #x :");
});

Deno.test("who may not rename is told why", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  const carl = await world.user("carl");
  await ann.joins("#milk");
  await ann.asks("RENAME #nothing #x", ":chat.local 403 ann #nothing :No such channel");
  await carl.asks("RENAME #tea #x", ":chat.local 442 carl #tea :You're not on that channel");
  await bob.asks("RENAME #tea #x", ":chat.local 482 bob #tea :You're not channel operator");
  await ann.asks("RENAME #tea", ":chat.local 461 ann RENAME :Not enough parameters");
  await ann.asks(
    "RENAME #tea #MILK",
    ":chat.local FAIL RENAME CHANNEL_NAME_IN_USE #tea #MILK :There is a channel #MILK already",
  );
  await ann.asks(
    "RENAME #tea tea",
    ':chat.local FAIL RENAME CANNOT_RENAME #tea tea :No channel can be called "tea"',
  );
  bob.hearsNothing();
});

const HISTORY =
  `batch draft/chathistory draft/event-playback draft/read-marker echo-message ${CAP}`;

/** What was said in a channel, as history tells it. */
async function historyOf(client: Client, channel: string): Promise<string[]> {
  await client.says(`CHATHISTORY LATEST ${channel} * 100`);
  return client.read().map((line) => line.replace(/^@\S+ /, ""))
    .filter((line) => line.includes(" PRIVMSG "));
}

Deno.test("what was said before is in the history of the new name, and the old one has none", async () => {
  const world = new World();
  const ann = await world.user("ann", HISTORY);
  await ann.joins("#tee");
  await ann.says(
    "PRIVMSG #tee :one",
    "PRIVMSG @#TEE :for ops",
    "RENAME #tee #Tea",
    "PRIVMSG #tea :two",
  );
  ann.read();
  assert.deepEqual(await historyOf(ann, "#tea"), [
    ":ann!ann@host PRIVMSG #Tea :one",
    ":ann!ann@host PRIVMSG @#Tea :for ops",
    ":ann!ann@host PRIVMSG #Tea :two",
  ]);
  await ann.joins("#tee");
  assert.deepEqual(await historyOf(ann, "#tee"), []);
  const seqs = world.store.messages.filter(({ kind }) => kind === "PRIVMSG").map(({ seq }) => seq);
  assert.deepEqual(seqs, [2, 3, 4], "there is one sequence, behind the JOIN");
});

Deno.test("messages on their way come before the RENAME, later ones go under the new name", async () => {
  const world = new World();
  const ann = await world.user("ann", HISTORY);
  const bob = await world.user("bob", HISTORY);
  for (const client of [ann, bob]) await client.joins("#tee");
  ann.read();
  world.store.held = true;
  await bob.sends("PRIVMSG #tee :on its way");
  const renaming = ann.says("RENAME #tee #tea");
  await bob.sends("PRIVMSG @#tee :to the ops meanwhile");
  await bob.sends("PRIVMSG #tee :meanwhile");
  world.store.held = false;
  world.store.commit();
  await renaming;
  await bob.session.settled();
  const told = ann.read().map((line) => line.replace(/^@\S+ /, ""));
  assert.deepEqual(told, [
    ":bob!bob@host PRIVMSG #tee :on its way",
    ":ann!ann@host RENAME #tee #tea :",
    ":bob!bob@host PRIVMSG @#tea :to the ops meanwhile",
    ":bob!bob@host PRIVMSG #tea :meanwhile",
  ]);
  assert.equal(bob.read().length, 4, "bob has his echoes and the RENAME");
  const seqs = world.store.messages.map(({ seq }) => seq);
  assert.deepEqual(seqs, seqs.map((_, i) => i + 1), "there is no gap and no second sequence");
  assert.equal(world.network.channel("#tea")?.lastSeq, seqs.length);
});

Deno.test("a name under which something was said is not given to another channel", async () => {
  const world = new World();
  const ann = await world.user("ann", HISTORY);
  await ann.joins("#tea", "#tee");
  await ann.says("PRIVMSG #tea :old", "PART #tea");
  ann.read();
  await ann.asks(
    "RENAME #tee #tea",
    ":chat.local FAIL RENAME CHANNEL_NAME_IN_USE #tee #tea :Something was said in #tea before, " +
      "and stays there: choose another name, or join #tea and rename that one first",
  );
  await ann.says("JOIN #tea", "RENAME #tea #old-tea", "RENAME #tee #tea");
  ann.read();
  assert.deepEqual(await historyOf(ann, "#old-tea"), [":ann!ann@host PRIVMSG #old-tea :old"]);
  assert.deepEqual(await historyOf(ann, "#tea"), []);
});

Deno.test("where people only came and went, a name is free", async () => {
  const world = new World();
  const ann = await world.user("ann", HISTORY);
  await ann.joins("#tee", "#tea");
  await ann.says("PART #tea", "PRIVMSG #tee :hello");
  ann.read();
  await ann.asks("RENAME #tee #tea", ":ann!ann@host RENAME #tee #tea :");
  await ann.asks("RENAME #tea #tee", ":ann!ann@host RENAME #tea #tee :");
  assert.deepEqual(await historyOf(ann, "#tee"), [":ann!ann@host PRIVMSG #tee :hello"]);
});

Deno.test("how far people have read stays, whether they are here or not", async () => {
  const world = new World();
  for (const name of ["ann", "bob"]) await world.account(name);
  const ann = await world.login("ann", "ann", HISTORY);
  const bob = await world.login("bob", "bob", HISTORY);
  await ann.joins("#tee");
  await bob.joins("#tee");
  for (const client of [ann, bob]) {
    await client.says("MARKREAD #tee timestamp=2025-12-31T00:00:00.000Z");
    client.read();
  }
  bob.disconnects();
  await ann.says("RENAME #tee #tea");
  ann.read();
  const marker = "MARKREAD #tea timestamp=2025-12-31T00:00:00.000Z";
  await ann.asks("MARKREAD #tea", `:chat.local ${marker}`);
  await ann.asks("MARKREAD #tee", ":chat.local MARKREAD #tee *");
  const again = await world.login("bob", "bob", HISTORY);
  await again.says("JOIN #tea");
  assert.ok(again.read().includes(`:chat.local ${marker}`));
});

Deno.test("while the database is away nothing is renamed, and messages go on", async () => {
  const world = new World();
  const ann = await world.user("ann", HISTORY);
  await ann.joins("#tee");
  world.store.down = "The database is away";
  await ann.asks(
    "RENAME #tee #tea",
    ":chat.local FAIL RENAME CANNOT_RENAME #tee #tea " +
      ":Names cannot be changed right now; try again in a moment",
  );
  world.store.down = undefined;
  await ann.says("PRIVMSG #tee :hello");
  ann.read();
  assert.deepEqual(await historyOf(ann, "#tee"), [":ann!ann@host PRIVMSG #tee :hello"]);
  await ann.asks("JOIN #tea", / JOIN #tea$/, / MARKREAD #tea \*$/, / 353 /, / 366 /);
});

Deno.test("a rename that may have been written is written until that is known", async () => {
  const world = new World();
  const ann = await world.user("ann", HISTORY);
  const bob = await world.user("bob");
  await ann.joins("#tee");
  await bob.joins("#tee");
  await ann.says("PRIVMSG #tee :hello");
  ann.read();
  bob.read();
  const prepare = world.store.prepareRename.bind(world.store);
  let failures = 2;
  world.store.prepareRename = async (renaming) => {
    const write = await prepare(renaming);
    return write && (async () => {
      await write();
      if (failures-- > 0) throw new Error("the connection is lost");
      return undefined;
    });
  };
  const renaming = ann.says("RENAME #tee #tea");
  await bob.says("JOIN #tea");
  bob.hears(":chat.local 437 bob #tea :Nick/channel is temporarily unavailable");
  await bob.says("RENAME #tee #x");
  bob.hears(/ 482 /);
  await renaming;
  ann.hears(":ann!ann@host RENAME #tee #tea :");
  assert.deepEqual(await historyOf(ann, "#tea"), [":ann!ann@host PRIVMSG #tea :hello"]);
  assert.equal(world.logged.length, 2);
});

Deno.test("a rename that the database refuses is none", async () => {
  const world = new World();
  const ann = await world.user("ann", HISTORY);
  await ann.joins("#tee");
  world.store.prepareRename = () => Promise.resolve(() => Promise.resolve("no permission"));
  await ann.asks(
    "RENAME #tee #tea",
    / FAIL RENAME CANNOT_RENAME #tee #tea :Names cannot be changed /,
  );
  assert.match(world.logged.join(), /refuses a channel's other name reason="no permission"/);
  await ann.says("PRIVMSG #tee :hello");
  ann.read();
  assert.deepEqual(await historyOf(ann, "#tee"), [":ann!ann@host PRIVMSG #tee :hello"]);
});

Deno.test("a channel that everybody has left meanwhile is not renamed", async () => {
  const world = new World();
  const ann = await world.user("ann", HISTORY);
  await ann.joins("#tee");
  await ann.sends("RENAME #tee #tea");
  ann.disconnects();
  await world.settles();
  assert.equal(world.network.channels.size, 0);
});

Deno.test("the rules of a channel go with it", async () => {
  const world = new World();
  const rule = { setBy: "cli", setAt: 0 };
  const { rules } = world.moderation;
  await rules.put({ channel: "#tee", kind: "word", value: "coffee", ...rule });
  await rules.put({ channel: "#tee", kind: "word", value: "milk", ...rule });
  await rules.put({ channel: "#tea", kind: "word", value: "milk", ...rule });
  await world.services.rules.load();
  const [ann, bob] = await world.channel("#tee", "ann", "bob");
  await ann.says("RENAME #tee #tea");
  for (const client of [ann, bob]) client.read();
  for (const word of ["coffee", "milk"]) {
    await bob.says(`PRIVMSG #tea :${word}`);
    bob.hears(/#tea has a filter/);
  }
  await bob.says("JOIN #tee");
  bob.read();
  await ann.joins("#tee");
  await ann.says("PRIVMSG #tee :coffee");
  bob.hears(/ JOIN /, ":ann!ann@host PRIVMSG #tee :coffee");
});
