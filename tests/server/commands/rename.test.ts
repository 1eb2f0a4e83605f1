import { World } from "../../world.ts";

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
