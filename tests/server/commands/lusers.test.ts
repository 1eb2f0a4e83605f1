import assert from "node:assert/strict";
import { World } from "../../world.ts";

const opers = [{ name: "root", password: "secret", title: "is in charge" }];

Deno.test("LUSERS counts users, operators, unregistered connections and channels", async () => {
  const world = new World({ opers });
  const [ann] = await world.channel("#tea", "ann", "bob");
  await ann.says("OPER root secret");
  await (await world.user("cat")).says("MODE cat +i", "JOIN #cake");
  const dan = world.connect();
  world.connect();
  ann.read();
  await ann.asks(
    "LUSERS",
    ":chat.local 251 ann :There are 2 users and 1 invisible on 1 servers",
    ":chat.local 252 ann 1 :operator(s) online",
    ":chat.local 253 ann 2 :unknown connection(s)",
    ":chat.local 254 ann 2 :channels formed",
    ":chat.local 255 ann :I have 3 clients and 0 servers",
    ":chat.local 265 ann 3 3 :Current local users 3, max 3",
    ":chat.local 266 ann 3 3 :Current global users 3, max 3",
  );
  await dan.says("QUIT");
  await ann.says("MODE ann -o");
  ann.read();
  await ann.asks(
    "LUSERS",
    / 251 /,
    / 252 ann 0 /,
    / 253 ann 1 /,
    / 254 /,
    / 255 /,
    / 265 /,
    / 266 /,
  );
});

Deno.test("the most users stay the most after some have left", async () => {
  const world = new World();
  const ann = await world.user("ann");
  const bob = await world.user("bob");
  await bob.says("QUIT");
  await ann.asks(
    "LUSERS",
    ":chat.local 251 ann :There are 1 users and 0 invisible on 1 servers",
    / 252 ann 0 /,
    / 253 ann 0 /,
    / 254 ann 0 /,
    ":chat.local 255 ann :I have 1 clients and 0 servers",
    ":chat.local 265 ann 1 2 :Current local users 1, max 2",
    ":chat.local 266 ann 1 2 :Current global users 1, max 2",
  );
});

Deno.test("users can be invisible from the start, and are told so", async () => {
  const world = new World({ accounts: { defaultUserModes: "i" } });
  const ann = world.connect();
  await ann.says("NICK ann", "USER ann 0 * :Ann");
  assert.equal(ann.read().at(-1), ":chat.local 221 ann +i");
  await world.user("bob");
  const invisible = async () => {
    await ann.says("LUSERS");
    return ann.read().find((line) => line.includes(" 251 "));
  };
  assert.equal(
    await invisible(),
    ":chat.local 251 ann :There are 0 users and 2 invisible on 1 servers",
  );
  await ann.says("MODE ann -i");
  assert.equal(
    await invisible(),
    ":chat.local 251 ann :There are 1 users and 1 invisible on 1 servers",
  );
});

Deno.test("nobody is an operator from the start, whatever the configuration says", async () => {
  const world = new World({ accounts: { defaultUserModes: "o" } });
  const ann = await world.user("ann");
  await ann.asks("MODE ann", ":chat.local 221 ann +");
});
