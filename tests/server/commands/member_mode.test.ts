import { World } from "../../world.ts";

const NOT_OP = /^:chat\.local 482 \S+ #tea :You're not channel operator$/;

Deno.test("an op makes others ops, half-ops and voices, and takes it from them", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  for (const change of ["+o", "-o", "+h", "-h", "+v", "-v"]) {
    await ann.asks(`MODE #tea ${change} bob`, `:ann!ann@host MODE #tea ${change} bob`);
    bob.hears(`:ann!ann@host MODE #tea ${change} bob`);
  }
});

Deno.test("who is meant must be there: 401 for nobody, 441 for one outside, never both", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  await world.user("bob");
  await ann.asks("MODE #tea +o nobody", ":chat.local 401 ann nobody :No such nick/channel");
  await ann.asks("MODE #tea +o bob", ":chat.local 441 ann bob #tea :They aren't on that channel");
});

Deno.test("without a nick the answer says what to write", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  await ann.asks(
    "MODE #tea +o",
    ":chat.local 696 ann #tea o * :Say whose mode that is: MODE #tea +o <nick>",
  );
});

Deno.test("a half-op gives voice and nothing else", async () => {
  const world = new World();
  const [ann, bob, carl] = await world.channel("#tea", "ann", "bob", "carl");
  await ann.says("MODE #tea +h bob");
  for (const client of [ann, bob, carl]) client.read();
  await bob.asks("MODE #tea +v carl", ":bob!bob@host MODE #tea +v carl");
  await bob.asks("MODE #tea +h carl", NOT_OP);
  await bob.asks("MODE #tea +o bob", NOT_OP);
  await bob.asks("MODE #tea -o ann", NOT_OP);
});

Deno.test("founders alone make founders and admins", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.asks("MODE #tea +q ann", NOT_OP);
  await ann.asks("MODE #tea +a bob", NOT_OP);
  world.ranks("#tea", "ann", "q");
  await ann.asks("MODE #tea +a bob", ":ann!ann@host MODE #tea +a bob");
  bob.read();
  await bob.asks("MODE #tea +q bob", NOT_OP);
  await ann.asks("MODE #tea +q bob", ":ann!ann@host MODE #tea +q bob");
});

Deno.test("nobody takes anything from one who stands above", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.says("MODE #tea +o bob");
  world.ranks("#tea", "ann", "a");
  for (const client of [ann, bob]) client.read();
  await bob.asks("MODE #tea -o ann", NOT_OP);
  await bob.asks("MODE #tea +v ann", ":bob!bob@host MODE #tea +v ann");
  await bob.asks("MODE #tea -v ann", NOT_OP);
});

Deno.test("everybody may give up what they are", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.says("MODE #tea +hv bob bob");
  world.ranks("#tea", "ann", "q");
  for (const client of [ann, bob]) client.read();
  await bob.asks("MODE #tea -hv bob bob", ":bob!bob@host MODE #tea -hv bob bob");
  await ann.says("MODE #tea -qo ann ann");
  bob.hears(":ann!ann@host MODE #tea -qo ann ann");
  ann.read();
  await ann.asks("MODE #tea +i", NOT_OP);
});
