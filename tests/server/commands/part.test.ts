import { World } from "../../world.ts";

Deno.test("a PART is seen by all members, the one who leaves included", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.asks("PART #tea", ":ann!ann@host PART #tea");
  bob.hears(":ann!ann@host PART #tea");
});

Deno.test("a reason goes along", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.asks("PART #tea :bye everyone", ":ann!ann@host PART #tea :bye everyone");
  bob.hears(":ann!ann@host PART #tea :bye everyone");
});

Deno.test("an empty reason is none", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  await ann.asks("PART #tea :", ":ann!ann@host PART #tea");
});

Deno.test("a reason is cut to its limit between characters", async () => {
  const world = new World({ limits: { kickLen: 5 } });
  const [ann] = await world.channel("#tea", "ann");
  await ann.asks("PART #tea :äää", ":ann!ann@host PART #tea ää");
});

Deno.test("several channels are left at once, each refused for itself", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  await world.channel("#milk", "bob");
  await ann.asks(
    "PART #milk,#TEA,#sugar",
    ":chat.local 442 ann #milk :You're not on that channel",
    ":ann!ann@host PART #tea",
    ":chat.local 403 ann #sugar :No such channel",
  );
});

Deno.test("PART without a channel is not enough", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("PART", ":chat.local 461 ann PART :Not enough parameters");
});

Deno.test("who has left hears nothing more, and may come again", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await bob.says("PART #tea");
  bob.read();
  await ann.says("PRIVMSG #tea :still here?");
  bob.hearsNothing();
  await bob.asks(
    "JOIN #tea",
    ":bob!bob@host JOIN #tea",
    ":chat.local 353 bob = #tea :@ann bob",
    ":chat.local 366 bob #tea :End of NAMES list",
    / PRIVMSG #tea :\[.*\] still here\?$/,
  );
});

Deno.test("with its last member a channel is gone, with topic and modes", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  await ann.says("MODE #tea +k earl", "TOPIC #tea :Green", "PART #tea");
  const bob = await world.user("bob");
  await bob.asks("JOIN #tea", / JOIN #tea$/, ":chat.local 353 bob = #tea @bob", / 366 /);
});
