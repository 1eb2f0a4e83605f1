import assert from "node:assert/strict";
import { World } from "../world.ts";

Deno.test("whoever shares a channel and asked for it is told of a login, once", async () => {
  const world = new World();
  await world.account("ann");
  const guest = await world.user("guest");
  const bob = await world.user("bob", "account-notify");
  const eve = await world.user("eve");
  const stranger = await world.user("stranger", "account-notify");
  for (const client of [guest, bob, eve]) await client.says("JOIN #tea,#milk");
  for (const client of [guest, bob, eve, stranger]) client.read();
  await guest.logsIn("ann");
  bob.hears(":guest!guest@host ACCOUNT ann");
  eve.hearsNothing();
  stranger.hearsNothing();
});

Deno.test("logging in to the same account again is no news", async () => {
  const world = new World();
  await world.account("ann");
  const ann = await world.login("ann", "ann", "account-notify");
  await ann.logsIn("ann");
  ann.hears(
    "AUTHENTICATE +",
    ":chat.local 900 ann ann!ann@host ann :You are now logged in as ann",
    ":chat.local 903 ann :SASL authentication successful",
  );
});

Deno.test("whoever monitors somebody is told of a login, once, if both capabilities are there", async () => {
  const world = new World();
  await world.account("ann");
  const guest = await world.user("guest");
  const watcher = await world.user("watcher", "account-notify extended-monitor");
  const half = await world.user("half", "extended-monitor");
  await guest.says("JOIN #tea");
  await watcher.says("MONITOR + guest", "JOIN #tea");
  await half.says("MONITOR + guest");
  for (const client of [watcher, half]) client.read();
  await guest.logsIn("ann");
  watcher.hears(":guest!guest@host ACCOUNT ann");
  await watcher.says("PART #tea");
  watcher.read();
  await world.account("bob");
  await guest.logsIn("bob");
  watcher.hears(":guest!guest@host ACCOUNT bob");
  half.hearsNothing();
});

Deno.test("account-tag names the account of whoever does something, and nothing for a guest", async () => {
  const world = new World();
  await world.account("ann");
  const ann = await world.login("ann", "annie");
  const guest = await world.user("guest");
  const bob = await world.user("bob", "account-tag account-notify");
  for (const client of [ann, guest, bob]) await client.says("JOIN #tea");
  bob.read();
  await ann.says("PRIVMSG bob :hi", "NOTICE #tea :hi", "TOPIC #tea :tea", "INVITE bob #tea");
  bob.hears(
    "@account=ann :annie!annie@host PRIVMSG bob :hi",
    "@account=ann :annie!annie@host NOTICE #tea :hi",
    "@account=ann :annie!annie@host TOPIC #tea tea",
  );
  await ann.says("JOIN #milk", "INVITE bob #milk");
  bob.hears("@account=ann :annie!annie@host INVITE bob #milk");
  await guest.says("PRIVMSG bob :hi");
  bob.hears(":guest!guest@host PRIVMSG bob :hi");
  await world.account("eve");
  await ann.logsIn("eve");
  // It is still said by the one who was ann until now.
  bob.hears("@account=ann :annie!annie@host ACCOUNT eve");
});

Deno.test("extended-join tells the account, and * for a guest", async () => {
  const world = new World();
  await world.account("ann");
  const bob = await world.user("bob", "extended-join");
  await bob.says("JOIN #tea");
  bob.read();
  const ann = await world.login("ann", "annie");
  await ann.says("JOIN #tea");
  bob.hears(":annie!annie@host JOIN #tea ann :annie Example");
  const guest = await world.user("guest");
  await guest.says("JOIN #tea");
  bob.hears(":guest!guest@host JOIN #tea * :guest Example");
});

Deno.test("WHOIS tells the account", async () => {
  const world = new World();
  await world.account("ann");
  await world.login("ann", "annie");
  const bob = await world.user("bob");
  await bob.says("WHOIS annie");
  assert.ok(bob.read().includes(":chat.local 330 bob annie ann :is logged in as"));
});
