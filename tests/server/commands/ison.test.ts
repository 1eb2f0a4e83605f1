import { World } from "../../world.ts";

Deno.test("ISON tells which nicks are here, as they are spelled, in one line", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await world.user("Bob");
  await ann.asks("ISON BOB nobody ann", ":chat.local 303 ann :Bob ann");
  await ann.asks("ISON :bob nobody", ":chat.local 303 ann Bob");
  await ann.asks("ISON nobody", ":chat.local 303 ann :");
});

Deno.test("ISON needs a nick", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("ISON", ":chat.local 461 ann ISON :Not enough parameters");
});

Deno.test("what ISON answers is never too long for a line", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks(`ISON ${"ann ".repeat(125)}`, `:chat.local 303 ann :${"ann ".repeat(121)}ann`);
});
