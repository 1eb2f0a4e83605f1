import { World } from "../../world.ts";

Deno.test("one's own modes are shown with 221", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("MODE ann", ":chat.local 221 ann +");
  await ann.says("MODE ann +iB");
  ann.read();
  await ann.asks("MODE ANN", ":chat.local 221 ann +Bi");
});

Deno.test("a change is told to oneself, and only what changed", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.asks("MODE ann +i-w", ":ann!ann@host MODE ann +i");
  await ann.asks("MODE ann +i");
  await ann.asks("MODE ann -i+w", ":ann!ann@host MODE ann -i+w");
  bob.hearsNothing();
});

Deno.test("every client of a user is told", async () => {
  const world = new World();
  const ann = await world.user("ann");
  const phone = world.anotherClientOf(ann);
  await ann.says("MODE ann +i");
  phone.hears(":ann!ann@host MODE ann +i");
});

Deno.test("nobody becomes an operator by MODE, but one may cease to be it", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("MODE ann +o");
  world.network.user("ann")?.modes.add("o");
  await ann.asks("MODE ann -o", ":ann!ann@host MODE ann -o");
});

Deno.test("unknown letters are refused once, and the known ones carried out", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks(
    "MODE ann +xyi",
    ":ann!ann@host MODE ann +i",
    ":chat.local 501 ann :Unknown MODE flag",
  );
});

Deno.test("the modes of others are not one's business", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await world.user("bob");
  await ann.asks("MODE bob", ":chat.local 502 ann :Can't change mode for other users");
  await ann.asks("MODE bob +i", ":chat.local 502 ann :Can't change mode for other users");
  await ann.asks("MODE nobody", ":chat.local 401 ann nobody :No such nick/channel");
  await ann.asks("MODE", ":chat.local 461 ann MODE :Not enough parameters");
});
