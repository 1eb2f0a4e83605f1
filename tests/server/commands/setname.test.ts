import assert from "node:assert/strict";
import { World } from "../../world.ts";

Deno.test("SETNAME is told to the user and to those in a channel who have setname, once each", async () => {
  const world = new World();
  const ann = await world.user("ann", "setname");
  const bob = await world.user("bob", "setname");
  const cat = await world.user("cat");
  for (const client of [ann, bob, cat]) await client.joins("#tea", "#cake");
  for (const client of [ann, bob, cat]) client.read();
  await ann.asks("SETNAME :Ann Other", ":ann!ann@host SETNAME :Ann Other");
  bob.hears(":ann!ann@host SETNAME :Ann Other");
  cat.hearsNothing();
  await cat.says("WHOIS ann");
  const [first] = cat.read();
  assert.equal(first, ":chat.local 311 cat ann ann host * :Ann Other");
});

Deno.test("without the capability SETNAME works silently", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("SETNAME Ann");
  await ann.says("WHOIS ann");
  assert.equal(ann.read()[0], ":chat.local 311 ann ann ann host * Ann");
});

Deno.test("who is elsewhere is not told", async () => {
  const world = new World();
  const ann = await world.user("ann", "setname");
  const bob = await world.user("bob", "setname");
  await ann.says("SETNAME :Ann Other");
  bob.hearsNothing();
});

Deno.test("a realname that is empty or too long is refused", async () => {
  const world = new World();
  const ann = await world.user("ann", "setname");
  const refusal = ":chat.local FAIL SETNAME INVALID_REALNAME :A realname has 1 to 150 bytes";
  await ann.asks("SETNAME :", refusal);
  await ann.asks(`SETNAME :${"é".repeat(76)}`, refusal);
  await ann.asks(`SETNAME ${"é".repeat(75)}`, `:ann!ann@host SETNAME ${"é".repeat(75)}`);
});

Deno.test("SETNAME without a name lacks a parameter", async () => {
  const world = new World();
  const ann = await world.user("ann", "setname");
  await ann.asks("SETNAME", ":chat.local 461 ann SETNAME :Not enough parameters");
});
