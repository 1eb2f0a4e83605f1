/** https://modern.ircdocs.horse/#statusmsg-parameter */
import { World } from "../../world.ts";

Deno.test("a message to @#channel reaches its ops alone, and says whom it was for", async () => {
  const world = new World();
  const [ann, bob, carl] = await world.channel("#tea", "ann", "bob", "carl");
  await ann.says("MODE #tea +ov bob carl");
  for (const client of [ann, bob, carl]) client.read();
  await bob.says("PRIVMSG @#TEA :for ops");
  ann.hears(":bob!bob@host PRIVMSG @#tea :for ops");
  carl.hearsNothing();
  bob.hearsNothing();
});

Deno.test("a prefix means that rank and those above it", async () => {
  const world = new World();
  const [ann, bob, carl, dora] = await world.channel("#tea", "ann", "bob", "carl", "dora");
  await ann.says("MODE #tea +vh bob carl");
  for (const client of [ann, bob, carl, dora]) client.read();
  await dora.says("NOTICE +#tea :for voices");
  ann.hears(":dora!dora@host NOTICE +#tea :for voices");
  bob.hears(":dora!dora@host NOTICE +#tea :for voices");
  carl.hears(":dora!dora@host NOTICE +#tea :for voices");
  await dora.says("PRIVMSG %#tea :for half-ops");
  ann.hears(":dora!dora@host PRIVMSG %#tea :for half-ops");
  bob.hearsNothing();
  carl.hears(":dora!dora@host PRIVMSG %#tea :for half-ops");
  await dora.says("PRIVMSG ~#tea :for founders");
  for (const client of [ann, bob, carl]) client.hearsNothing();
});

Deno.test("who may not speak to the channel may not speak to its ops", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("bob");
  await bob.asks("PRIVMSG @#tea :let me in", ":chat.local 404 bob #tea :Cannot send to channel");
  await bob.asks("PRIVMSG @#milk :hi", ":chat.local 403 bob @#milk :No such channel");
  ann.hearsNothing();
});

Deno.test("the sender's echo keeps the prefix too", async () => {
  const world = new World();
  await world.channel("#tea", "ann");
  const bob = await world.user("bob", "echo-message");
  await bob.joins("#tea");
  await bob.asks("PRIVMSG @#tea :for ops", ":bob!bob@host PRIVMSG @#tea :for ops");
});

Deno.test("who joins later does not read what was for ops", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  await ann.says("PRIVMSG @#tea :for ops", "PRIVMSG #tea :for all");
  const bob = await world.user("bob");
  await bob.asks("JOIN #tea", / JOIN /, / 353 /, / 366 /, / PRIVMSG #tea :\[.*\] for all$/);
});
