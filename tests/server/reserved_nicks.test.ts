import assert from "node:assert/strict";
import { keptPassword } from "../../src/server/credentials.ts";
import { watchAccounts } from "../../src/server/login.ts";
import { World } from "../world.ts";

const NOTE = ":chat.local NOTE NICK NICK_RESERVED ann :ann belongs to the account ann. " +
  "Log in to it with SASL, or choose another nick and then send: NS IDENTIFY ann <password>";

Deno.test("a registered nick needs its account, and a note says so", async () => {
  const world = new World();
  await world.account("ann");
  const guest = world.connect();
  await guest.asks("NICK ann");
  await guest.asks(
    "USER ann 0 * :Ann Example",
    ":chat.local 433 * ann :Nickname is already in use",
    NOTE,
  );
  await guest.says("NICK annie");
  assert.match(guest.read()[0] ?? "", / 001 annie /);
});

Deno.test("a user cannot change to a registered nick, but its owner can, in any spelling", async () => {
  const world = new World();
  await world.account("ann");
  const guest = await world.user("guest");
  await guest.asks(
    "NICK ann",
    ":chat.local 433 guest ann :Nickname is already in use",
    NOTE,
  );
  await guest.logsIn("ann");
  guest.read();
  await guest.asks("NICK ANN", ":guest!guest@host NICK ANN");
});

Deno.test("one may log in after NICK and USER, as long as the connection is not complete", async () => {
  const world = new World();
  await world.account("ann");
  const ann = world.connect();
  await ann.says("CAP LS 302", "NICK ann", "USER ann 0 * :Ann Example", "CAP REQ sasl");
  ann.read();
  await ann.logsIn("ann");
  ann.read();
  await ann.says("CAP END");
  assert.match(ann.read()[0] ?? "", / 001 ann /);
});

Deno.test("where nicks are not reserved, anybody may use one", async () => {
  const world = new World({ accounts: { reserveNicks: false } });
  await world.account("ann");
  const guest = await world.user("ann");
  assert.equal(guest.session.user?.nick, "ann");
});

Deno.test("a nick that looks like a registered one is refused, except to its owner", async () => {
  const world = new World({ server: { casemapping: "unicode" } });
  await world.account("evan");
  const lookalike = "\u0435van";
  const guest = world.connect();
  await guest.says(`NICK ${lookalike}`, "USER a 0 * :a");
  assert.equal(guest.read()[0], `:chat.local 433 * ${lookalike} :Nickname is already in use`);
  const evan = await world.login("evan");
  await evan.asks(`NICK ${lookalike}`, `:evan!evan@host NICK ${lookalike}`);
});

Deno.test("nobody registers a name that looks like a registered one", async () => {
  const world = new World({ server: { casemapping: "unicode" } });
  await world.account("evan");
  const guest = world.connect();
  await guest.says("NICK \u0435van");
  await guest.says("REGISTER * * sesame-street");
  assert.match(guest.read()[0] ?? "", /FAIL REGISTER ACCOUNT_EXISTS/);
});

Deno.test("nobody may be called like a service", async () => {
  const world = new World();
  const guest = await world.user("guest");
  await guest.asks("NICK nickserv", ":chat.local 433 guest nickserv :Nickname is already in use");
  const other = world.connect();
  await other.says("NICK ChanServ", "USER a 0 * :a");
  other.hears(":chat.local 433 * ChanServ :Nickname is already in use");
});

Deno.test("a nick that is registered later does not inherit what was written to it before", async () => {
  const world = new World();
  const guest = await world.user("ann");
  const before = guest.session.user?.party.id ?? "";
  assert.match(before, /^g:/);
  guest.disconnects();
  await world.account("ann");
  const ann = await world.login("ann");
  assert.equal(ann.session.user?.party.id, "a:1");
});

Deno.test("an account that another program makes is noticed", async () => {
  const world = new World();
  watchAccounts(world.services);
  const verifier = await keptPassword("sesame-street", world.network.settings);
  await world.accounts.create({
    name: "ann",
    key: "ann",
    verifier,
    email: undefined,
    privileges: [],
    createdAt: world.now,
  });
  world.accounts.changedElsewhere();
  await world.settles();
  const guest = await world.user("guest");
  await guest.asks("NICK ann", ":chat.local 433 guest ann :Nickname is already in use", NOTE);
  await guest.logsIn("ann", "sesame-street");
  guest.hears(
    "AUTHENTICATE +",
    ":chat.local 900 guest guest!guest@host ann :You are now logged in as ann",
    ":chat.local 903 guest :SASL authentication successful",
  );
});

Deno.test("when an account is removed its people become guests, and its channels nobody's", async () => {
  const world = new World();
  watchAccounts(world.services);
  await world.account("ann");
  const ann = await world.login("ann");
  const bob = await world.user("bob", "account-notify");
  await ann.says("JOIN #tea", "NS SET ALWAYS-ON on", "CS REGISTER #tea");
  await bob.says("JOIN #tea");
  for (const client of [ann, bob]) client.read();
  await world.accounts.remove("1");
  world.accounts.changedElsewhere();
  await world.settles();
  ann.hears(":chat.local 901 ann ann!ann@host :You are now logged out");
  bob.hears(":ann!ann@host ACCOUNT *");
  assert.equal(world.network.channel("#tea")?.founder, undefined);
  ann.disconnects("gone");
  bob.hears(":ann!ann@host QUIT gone");
  const after = await world.restart();
  assert.equal(after.network.channels.size, 0);
});

Deno.test("an account that is removed while nobody is connected takes its user along", async () => {
  const world = new World();
  watchAccounts(world.services);
  await world.account("ann");
  const ann = await world.login("ann");
  await ann.says("JOIN #tea", "NS SET ALWAYS-ON on");
  ann.disconnects();
  const bob = await world.user("bob");
  await bob.says("JOIN #tea");
  bob.read();
  await world.accounts.remove("1");
  world.accounts.changedElsewhere();
  await world.settles();
  bob.hears(":ann!ann@host QUIT :The account was removed");
});
