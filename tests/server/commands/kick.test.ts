import { World } from "../../world.ts";

Deno.test("a KICK is seen by all, the one it meets included", async () => {
  const world = new World();
  const [ann, bob, carl] = await world.channel("#tea", "ann", "bob", "carl");
  await ann.asks("KICK #TEA BOB :spilled it", ":ann!ann@host KICK #tea bob :spilled it");
  bob.hears(":ann!ann@host KICK #tea bob :spilled it");
  carl.hears(":ann!ann@host KICK #tea bob :spilled it");
  await bob.asks("PART #tea", / 442 /);
});

Deno.test("without a comment the kicker's nick stands for it", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.says("KICK #tea bob");
  bob.hears(":ann!ann@host KICK #tea bob ann");
});

Deno.test("several are kicked in a message each", async () => {
  const world = new World();
  const [ann, , , dora] = await world.channel("#tea", "ann", "bob", "carl", "dora");
  await ann.says("KICK #tea bob,carl :bye");
  dora.hears(":ann!ann@host KICK #tea bob bye", ":ann!ann@host KICK #tea carl bye");
});

Deno.test("channels and nicks may come in pairs", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.joins("#milk");
  await bob.joins("#milk");
  ann.read();
  await ann.asks(
    "KICK #tea,#milk bob,bob :bye",
    ":ann!ann@host KICK #tea bob bye",
    ":ann!ann@host KICK #milk bob bye",
  );
});

Deno.test("channels and nicks that do not pair are refused", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann", "bob");
  await ann.asks("KICK #tea,#milk bob", ":chat.local 461 ann KICK :Not enough parameters");
  await ann.asks("KICK #tea", ":chat.local 461 ann KICK :Not enough parameters");
});

Deno.test("nobody is kicked where there are more nicks than TARGMAX allows", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.asks("KICK #tea bob,b,c,d,e", ":chat.local 407 ann e :Too many targets");
  bob.hearsNothing();
});

Deno.test("who may not kick is told why", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  const carl = await world.user("carl");
  await carl.asks("KICK #milk bob", ":chat.local 403 carl #milk :No such channel");
  await carl.asks("KICK #tea bob", ":chat.local 442 carl #tea :You're not on that channel");
  await bob.asks("KICK #tea ann", ":chat.local 482 bob #tea :You're not channel operator");
  await ann.asks("KICK #tea carl", ":chat.local 441 ann carl #tea :They aren't on that channel");
  await ann.asks(
    "KICK #tea nobody",
    ":chat.local 441 ann nobody #tea :They aren't on that channel",
  );
});

Deno.test("an op may kick another one, and a half-op may kick too, but nobody above", async () => {
  const world = new World();
  const [ann, bob, carl] = await world.channel("#tea", "ann", "bob", "carl");
  await ann.says("MODE #tea +ohv bob carl carl");
  for (const client of [ann, bob, carl]) client.read();
  await carl.asks("KICK #tea bob", ":chat.local 482 carl #tea :You're not channel operator");
  await bob.asks("KICK #tea ann", ":bob!bob@host KICK #tea ann bob");
});

Deno.test("nobody but a founder kicks a founder", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  world.ranks("#tea", "bob", "q");
  await ann.asks("KICK #tea bob", ":chat.local 482 ann #tea :You're not channel operator");
  await bob.asks("KICK #tea ann", ":bob!bob@host KICK #tea ann bob");
});
