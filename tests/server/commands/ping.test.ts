import { World } from "../../world.ts";

Deno.test("PING is answered with the server and the token", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("PING 123", ":chat.local PONG chat.local 123");
  await ann.asks("PING :two words", ":chat.local PONG chat.local :two words");
});

Deno.test("PING works before registration", async () => {
  const world = new World();
  await world.connect().asks("PING x", ":chat.local PONG chat.local x");
});

Deno.test("PING needs a token", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("PING", ":chat.local 409 ann :No origin specified");
  await ann.asks("PING :", ":chat.local 409 ann :No origin specified");
});

Deno.test("PONG is never answered", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.says("PONG", "PONG chat.local x");
  ann.hearsNothing();
});

Deno.test("a PONG does not overtake the echo of a message sent before", async () => {
  const world = new World();
  const ann = await world.user("ann", "echo-message");
  world.store.held = true;
  await ann.sends("PRIVMSG ann :hello");
  const pinged = ann.sends("PING x");
  ann.hearsNothing();
  world.store.commit();
  await pinged;
  ann.hears(/ PRIVMSG ann :hello$/, / PRIVMSG ann :hello$/, ":chat.local PONG chat.local x");
});
