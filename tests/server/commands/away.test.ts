import { type Client, World } from "../../world.ts";

Deno.test("who is away is told so, and so is who comes back", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("AWAY :at lunch", ":chat.local 306 ann :You have been marked as being away");
  await ann.asks("AWAY", ":chat.local 305 ann :You are no longer marked as being away");
});

Deno.test("an empty message means to be back", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.says("AWAY :at lunch");
  ann.read();
  await ann.asks("AWAY :", ":chat.local 305 ann :You are no longer marked as being away");
});

Deno.test("who writes to somebody who is away reads why, but a NOTICE is not answered", async () => {
  const world = new World();
  const ann = await world.user("ann");
  const bob = await world.user("bob");
  await ann.says("AWAY :at lunch");
  await bob.asks("PRIVMSG ann :hello", ":chat.local 301 bob ann :at lunch");
  await bob.asks("NOTICE ann :hello");
  await ann.says("AWAY");
  await bob.asks("PRIVMSG ann :hello");
});

Deno.test("a message that is too long is cut between characters", async () => {
  const world = new World({ limits: { awayLen: 5 } });
  const ann = await world.user("ann");
  const bob = await world.user("bob");
  await ann.says("AWAY :aaaaéé");
  await bob.asks("PRIVMSG ann :hello", ":chat.local 301 bob ann aaaa");
});

Deno.test("away-notify tells the others in a channel, once, and not the one who is away", async () => {
  const world = new World();
  const ann = await world.user("ann", "away-notify");
  const bob = await world.user("bob", "away-notify");
  const cat = await world.user("cat");
  for (const client of [ann, bob, cat]) await client.joins("#tea", "#cake");
  for (const client of [ann, bob, cat]) client.read();

  await ann.asks("AWAY :at lunch", ":chat.local 306 ann :You have been marked as being away");
  bob.hears(":ann!ann@host AWAY :at lunch");
  cat.hearsNothing();

  await ann.says("AWAY");
  bob.hears(":ann!ann@host AWAY");
});

Deno.test("away-notify says nothing when nothing has changed", async () => {
  const world = new World();
  const ann = await world.user("ann");
  const bob = await world.user("bob", "away-notify");
  for (const client of [ann, bob]) await client.joins("#tea");
  bob.read();
  await ann.says("AWAY");
  bob.hearsNothing();
  await ann.says("AWAY :at lunch", "AWAY :at lunch");
  bob.hears(":ann!ann@host AWAY :at lunch");
  await ann.says("AWAY :at dinner");
  bob.hears(":ann!ann@host AWAY :at dinner");
});

Deno.test("away-notify tells after the JOIN that who joins is away, but not the one who joins", async () => {
  const world = new World();
  const ann = await world.user("ann", "away-notify");
  const bob = await world.user("bob", "away-notify");
  await ann.joins("#tea");
  await bob.says("AWAY :not really here");
  bob.read();
  await bob.says("JOIN #tea");
  ann.hears(":bob!bob@host JOIN #tea", ":bob!bob@host AWAY :not really here");
  bob.hears(
    ":bob!bob@host JOIN #tea",
    ":chat.local 353 bob = #tea :@ann bob",
    ":chat.local 366 bob #tea :End of NAMES list",
  );
});

Deno.test("before registration AWAY needs draft/pre-away", async () => {
  const world = new World();
  const ann = world.connect();
  await ann.asks("AWAY :asleep", ":chat.local 451 * :You have not registered");
});

Deno.test("with draft/pre-away a client can be away from the start", async () => {
  const world = new World();
  const bob = await world.user("bob");
  const ann = world.connect();
  await ann.says("CAP REQ draft/pre-away");
  ann.read();
  await ann.asks("AWAY :asleep", ":chat.local 306 * :You have been marked as being away");
  await ann.says("NICK ann", "USER ann 0 * :Ann", "CAP END");
  await bob.asks("PRIVMSG ann :hello", ":chat.local 301 bob ann asleep");
});

Deno.test("with draft/pre-away the last word before registration counts", async () => {
  const world = new World();
  const bob = await world.user("bob");
  const ann = world.connect();
  await ann.says("CAP REQ draft/pre-away", "AWAY *", "AWAY");
  await ann.says("NICK ann", "USER ann 0 * :Ann", "CAP END");
  await bob.asks("PRIVMSG ann :hello");
});

Deno.test("a client that nobody looks at says AWAY *, and others see that its user is not there", async () => {
  const world = new World();
  const ann = await world.user("ann");
  const bob = await world.user("bob");
  await ann.asks("AWAY *", ":chat.local 306 ann :You have been marked as being away");
  await bob.asks("PRIVMSG ann :hello", ":chat.local 301 bob ann *");
});

/** Two clients of one account, the second one with these capabilities. */
async function annTwice(caps = ""): Promise<{ world: World; laptop: Client; phone: Client }> {
  const world = new World({ accounts: { passwordHashCost: "lowest" } });
  await world.account("ann");
  const laptop = await world.login("ann");
  const phone = await world.login("ann", "ann", caps);
  return { world, laptop, phone };
}

Deno.test("AWAY * of one client says nothing for a user who has another one", async () => {
  const { world, phone } = await annTwice();
  const bob = await world.user("bob");
  await phone.asks("AWAY *", ":chat.local 306 ann :You have been marked as being away");
  await bob.asks("PRIVMSG ann :hello");
});

Deno.test("the user's other clients are told by away-notify", async () => {
  const { laptop, phone } = await annTwice("away-notify");
  await laptop.says("AWAY :at lunch");
  phone.hears(":ann!ann@host AWAY :at lunch");
});

Deno.test("who was there only with a client that nobody looks at is back with another one", async () => {
  const world = new World({ accounts: { passwordHashCost: "lowest" } });
  await world.account("ann");
  const bob = await world.user("bob", "away-notify");
  const phone = await world.login("ann");
  for (const client of [bob, phone]) await client.joins("#tea");
  await phone.says("AWAY *");
  bob.read();
  await world.login("ann");
  bob.hears(":ann!ann@host AWAY");
});
