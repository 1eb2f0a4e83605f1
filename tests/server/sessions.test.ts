/** Several clients of one account are one user. */
import assert from "node:assert/strict";
import { type Client, World, type WorldSettings } from "../world.ts";

/** A world in which ann has an account and two clients on #tea, and bob is there too. */
async function annTwice(caps = "", settings: WorldSettings = {}) {
  const world = new World(settings);
  await world.account("ann");
  const desk = await world.login("ann", "ann", caps);
  const bob = await world.user("bob");
  await desk.says("JOIN #tea");
  await bob.says("JOIN #tea");
  const phone = await world.login("ann", "ann", caps);
  for (const client of [desk, bob]) client.read();
  return { world, desk, phone, bob };
}

/** What a client that connects hears from its first JOIN on. */
async function joinsOf(client: Client): Promise<string[]> {
  await client.says("CAP LS 302", "CAP REQ sasl");
  await client.logsIn("ann");
  client.read();
  await client.says("NICK ann", "USER ann 0 * :Ann Example", "CAP END");
  const heard = client.read();
  return heard.slice(heard.findIndex((line) => / JOIN /.test(line)));
}

Deno.test("a second client of the account is the same user, and finds itself on its channels", async () => {
  const { world, bob, desk } = await annTwice();
  await desk.says("TOPIC #tea :Earl Grey");
  bob.read();
  const third = world.connect();
  const heard = await joinsOf(third);
  assert.deepEqual(heard.slice(0, 2), [
    ":ann!ann@host JOIN #tea",
    ":chat.local 332 ann #tea :Earl Grey",
  ]);
  assert.deepEqual(heard.slice(3), [
    ":chat.local 353 ann = #tea :@ann bob",
    ":chat.local 366 ann #tea :End of NAMES list",
  ]);
  bob.hearsNothing();
  assert.equal(world.network.users.size, 2);
});

Deno.test("each client hears what is said, and what the other one says", async () => {
  const { desk, phone, bob } = await annTwice();
  await bob.says("PRIVMSG #tea :hello", "PRIVMSG ann :psst");
  for (const client of [desk, phone]) {
    client.hears(":bob!bob@host PRIVMSG #tea :hello", ":bob!bob@host PRIVMSG ann :psst");
  }
  await desk.says("PRIVMSG #tea :from my desk", "PRIVMSG bob :and to you");
  desk.hearsNothing();
  const said = [
    ":ann!ann@host PRIVMSG #tea :from my desk",
    ":ann!ann@host PRIVMSG bob :and to you",
  ];
  phone.hears(...said);
  bob.hears(...said);
});

Deno.test("every copy of a message has the same id and time", async () => {
  const { desk, phone, bob } = await annTwice("message-tags server-time echo-message account-tag");
  await desk.says("PRIVMSG bob :hi");
  const [echo] = desk.read();
  assert.match(echo ?? "", /^@time=\S+;account=ann;msgid=\S+ :ann!ann@host PRIVMSG bob :hi$/);
  phone.hears(echo ?? "");
  bob.hears(":ann!ann@host PRIVMSG bob :hi");
});

Deno.test("each client is told what the other one does: nick, channels, modes", async () => {
  const { desk, phone } = await annTwice();
  await desk.says("NICK annie", "JOIN #coffee");
  phone.hears(
    ":ann!ann@host NICK annie",
    ":annie!ann@host JOIN #coffee",
    ":chat.local 353 annie = #coffee @annie",
    ":chat.local 366 annie #coffee :End of NAMES list",
  );
  desk.read();
  await phone.says("PART #coffee :too strong");
  desk.hears(":annie!ann@host PART #coffee :too strong");
});

Deno.test("only the last client that leaves makes the user leave", async () => {
  const { desk, phone, bob } = await annTwice();
  await desk.says("QUIT :desk out");
  assert.match(desk.read().join(), /ERROR .*desk out/);
  phone.hearsNothing();
  bob.hearsNothing();
  await phone.says("QUIT :phone out");
  bob.hears(":ann!ann@host QUIT :Quit: phone out");
});

Deno.test("where several clients are not wanted, the nick is in use", async () => {
  const { world, desk } = await annTwice("", { accounts: { multiClient: true } });
  await desk.says("NS SET MULTICLIENT OFF");
  const third = world.connect();
  await third.says("CAP LS 302");
  await third.logsIn("ann");
  third.read();
  await third.says("NICK ann", "USER ann 0 * :Ann Example");
  await third.asks("CAP END", ":chat.local 433 * ann :Nickname is already in use");
  await desk.says("NS SET MULTICLIENT ON");
  await third.says("NICK ann");
  assert.match(third.read()[0] ?? "", / 001 ann /);
});

Deno.test("the configuration says whether several clients share a nick, the account may want it otherwise", async () => {
  const { world, desk, phone } = await annTwice("", { accounts: { multiClient: false } });
  assert.equal(desk.isClosed, false);
  assert.equal(phone.session.user, undefined);
  await desk.says("NS SET MULTICLIENT ON");
  const third = await world.login("ann");
  assert.equal(third.session.user, desk.session.user);
});

Deno.test("somebody else's client does not get the nick, whoever it is logged in as", async () => {
  const { world } = await annTwice();
  await world.account("eve");
  const eve = world.connect();
  await eve.says("CAP LS 302");
  await eve.logsIn("eve");
  eve.read();
  await eve.says("NICK ann", "USER eve 0 * :Eve Example", "CAP END");
  assert.equal(eve.read()[0], ":chat.local 433 * ann :Nickname is already in use");
});

Deno.test("with another nick a second client is a user of its own", async () => {
  const { world, desk } = await annTwice();
  const other = await world.login("ann", "ann-away");
  assert.notEqual(other.session.user, desk.session.user);
  assert.equal(other.session.user?.account, "ann");
});

Deno.test("a JOIN is told to each client in the form that it has asked for", async () => {
  const { world } = await annTwice();
  const third = world.connect();
  await third.says("CAP REQ extended-join");
  const [joined] = await joinsOf(third);
  assert.equal(joined, ":ann!ann@host JOIN #tea ann :ann Example");
});

Deno.test("a client that connects again sees the last lines of its channels", async () => {
  const { world, desk, bob } = await annTwice();
  await bob.says("PRIVMSG #tea :hello");
  desk.read();
  world.now += 60_000;
  const third = world.connect();
  const heard = await joinsOf(third);
  assert.equal(heard.at(-1), ":bob!bob@host PRIVMSG #tea :[2026-01-01 00:00 UTC] hello");
});
