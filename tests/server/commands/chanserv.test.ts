import assert from "node:assert/strict";
import { DEFAULTS } from "../../../src/config.ts";
import { World } from "../../world.ts";

const notice = (nick: string, text: string) =>
  `:ChanServ!ChanServ@chat.local NOTICE ${nick} :${text}`;

/** A world in which ann, who has an account, has made #tea, and bob is there too. */
async function tea() {
  const world = new World();
  await world.account("ann");
  const ann = await world.login("ann");
  const bob = await world.user("bob");
  await ann.says("JOIN #tea");
  await bob.says("JOIN #tea");
  for (const client of [ann, bob]) client.read();
  return { world, ann, bob };
}

Deno.test("REGISTER makes an operator the founder, and everybody is told", async () => {
  const { ann, bob } = await tea();
  await ann.asks(
    "PRIVMSG chanserv :Register #tea",
    ":ann!ann@host MODE #tea +q ann",
    notice("ann", "#tea is registered to ann"),
  );
  bob.hears(":ann!ann@host MODE #tea +q ann");
  await bob.asks(
    "NAMES #tea",
    ":chat.local 353 bob = #tea :~ann bob",
    ":chat.local 366 bob #tea :End of NAMES list",
  );
});

Deno.test("REGISTER is refused to who is not logged in, or no operator there", async () => {
  const { world, ann, bob } = await tea();
  await bob.asks(
    "CS REGISTER #tea",
    notice("bob", "Log in first: /msg NickServ IDENTIFY [account] <password>"),
  );
  await world.account("eve");
  const eve = await world.login("eve");
  await eve.asks("CS REGISTER #tea", notice("eve", "You are not an operator of #tea"));
  await eve.asks("CS REGISTER #none", notice("eve", "There is no channel #none; join it first"));
  await ann.says("CS REGISTER #tea");
  ann.read();
  await ann.asks("CS REGISTER #TEA", notice("ann", "#tea is registered already"));
  await ann.says("CS REGISTER");
  assert.match(ann.read()[0] ?? "", /It takes more than that: REGISTER <#channel>/);
});

Deno.test("where channels cannot be registered, REGISTER says so", async () => {
  const world = new World({
    channels: { ...DEFAULTS.channels, autoJoin: [], registration: { enabled: false } },
  });
  await world.account("ann");
  const ann = await world.login("ann");
  await ann.says("JOIN #tea");
  ann.read();
  await ann.asks(
    "CS REGISTER #tea",
    notice("ann", "Channels cannot be registered on this server"),
  );
});

Deno.test("a registered channel stays with topic and modes when everybody has left", async () => {
  const { world, ann, bob } = await tea();
  await ann.says("TOPIC #tea :mine", "MODE #tea +s", "CS REGISTER #tea", "PART #tea");
  bob.disconnects();
  const eve = await world.user("eve");
  await eve.says("JOIN #tea");
  const heard = eve.read();
  assert.equal(heard[1], ":chat.local 332 eve #tea mine");
  assert.equal(heard[3], ":chat.local 353 eve @ #tea eve");
});

Deno.test("after a restart a registered channel has its topic, modes and bans, and its founder", async () => {
  const { world, ann } = await tea();
  await ann.says("TOPIC #tea :this is mine, ann", "MODE #tea +b eve!*@*", "CS REGISTER #tea");
  const after = await world.restart();

  const bob = await after.user("bob");
  await bob.says("JOIN #tea");
  const heard = bob.read();
  assert.equal(heard[0], ":bob!bob@host JOIN #tea");
  assert.equal(heard[1], ":chat.local 332 bob #tea :this is mine, ann");
  assert.equal(heard[3], ":chat.local 353 bob = #tea bob");
  assert.equal(heard.length, 5);

  const again = await after.login("ann");
  await again.says("JOIN #tea");
  assert.ok(again.read().includes(":chat.local 353 ann = #tea :bob ~ann"));
  bob.hears(":ann!ann@host JOIN #tea", ":ann!ann@host MODE #tea +q ann");

  const eve = await after.user("eve");
  await eve.asks("JOIN #tea", ":chat.local 474 eve #tea :Cannot join channel (+b)");
});

Deno.test("what changes after REGISTER is there after a restart as well", async () => {
  const { world, ann } = await tea();
  await ann.says("CS REGISTER #tea");
  await ann.says("TOPIC #tea :new", "MODE #tea +m-n");
  const after = await world.restart();
  const channel = after.network.channel("#tea");
  assert.equal(channel?.topic?.text, "new");
  assert.deepEqual([...channel?.flags ?? []].sort(), ["m", "t"]);
});

Deno.test("no door is closed to the founder", async () => {
  const { world, ann } = await tea();
  await ann.says("MODE #tea +ik secret", "CS REGISTER #tea", "PART #tea");
  ann.read();
  const eve = await world.user("eve");
  await eve.asks("JOIN #tea", ":chat.local 473 eve #tea :Cannot join channel (+i)");
  await ann.says("JOIN #tea");
  assert.equal(ann.read()[0], ":ann!ann@host JOIN #tea");
});

Deno.test("a founder who logs in while on the channel has the mode at once", async () => {
  const { world, ann } = await tea();
  await ann.says("CS REGISTER #tea", "PART #tea");
  const guest = await world.user("guest");
  await guest.says("JOIN #tea");
  guest.read();
  await guest.logsIn("ann");
  assert.ok(guest.read().includes(":guest!guest@host MODE #tea +q guest"));
});

Deno.test("UNREGISTER gives a channel up, and only its founder can", async () => {
  const { world, ann, bob } = await tea();
  await ann.says("CS REGISTER #tea");
  for (const client of [ann, bob]) client.read();
  await bob.asks("CS UNREGISTER #tea", notice("bob", "#tea is not registered to you"));
  await ann.asks("CS UNREGISTER #tea", notice("ann", "#tea is not registered any more"));
  const after = await world.restart();
  assert.equal(after.network.channel("#tea"), undefined);
});

Deno.test("a channel that cannot be saved is not registered", async () => {
  const { world, ann } = await tea();
  world.accounts.down = "no database";
  await ann.asks(
    "CS REGISTER #tea",
    notice("ann", "#tea could not be registered right now; try again in a moment"),
  );
  assert.equal(world.network.channel("#tea")?.founder, undefined);
  world.accounts.down = undefined;
  await ann.says("CS REGISTER #tea");
  assert.ok(ann.read().includes(notice("ann", "#tea is registered to ann")));
  await world.services.keeper.close();
});

Deno.test("HELP tells what there is", async () => {
  const guest = await new World().user("guest");
  await guest.says("CS HELP");
  assert.equal(guest.read().length, 3);
});
