import assert from "node:assert/strict";
import { User } from "../../../src/server/user.ts";
import { type Client, World } from "../../world.ts";

const opers = [{ name: "root", password: "secret", title: "is in charge" }];
const END = (mask: string) => `:chat.local 315 bob ${mask} :End of WHO list`;

/** ann, the op, and bob, who asks, in #tea. */
async function tea(): Promise<{ world: World; ann: Client; bob: Client }> {
  const world = new World({ opers });
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  return { world, ann, bob };
}

Deno.test("WHO of a nick shows that user, however it is spelled", async () => {
  const { bob } = await tea();
  for (const nick of ["ann", "ANN"]) {
    await bob.asks(
      `WHO ${nick}`,
      ":chat.local 352 bob * ann host chat.local ann H :0 ann Example",
      END(nick),
    );
  }
});

Deno.test("WHO of a channel shows its members, with that channel and what they are in it", async () => {
  const { ann, bob } = await tea();
  for (const client of [ann, bob]) await client.joins("#cake");
  bob.read();
  for (const channel of ["#tea", "#cake"]) {
    await bob.asks(
      `WHO ${channel}`,
      `:chat.local 352 bob ${channel} ann host chat.local ann H@ :0 ann Example`,
      `:chat.local 352 bob ${channel} bob host chat.local bob H :0 bob Example`,
      END(channel),
    );
  }
  await bob.says("WHO #TEA");
  assert.equal(bob.read().at(-1), END("#TEA"));
});

Deno.test("WHO * shows everybody, once, however many channels they share", async () => {
  const { ann, bob } = await tea();
  for (const client of [ann, bob]) await client.joins("#cake");
  bob.read();
  await bob.asks(
    "WHO *",
    ":chat.local 352 bob * ann host chat.local ann H :0 ann Example",
    ":chat.local 352 bob * bob host chat.local bob H :0 bob Example",
    END("*"),
  );
  await bob.says("WHO 0");
  assert.equal(bob.read().length, 3);
});

Deno.test("WHO of a mask finds nicks, usernames, hosts and realnames, whatever their case", async () => {
  const { world, bob } = await tea();
  await world.user("cat", "", "192.0.2.7");
  await bob.asks(
    "WHO C?T",
    ":chat.local 352 bob * cat 192.0.2.7 chat.local cat H :0 cat Example",
    END("C?T"),
  );
  for (const mask of ["192.0.2.*", "cat*", "CAT?EX*"]) {
    await bob.says(`WHO ${mask}`);
    assert.equal(bob.read().length, 2, mask);
  }
});

Deno.test("WHO of nobody just ends", async () => {
  const { bob } = await tea();
  for (const mask of ["nobody", "no*", "#nowhere"]) await bob.asks(`WHO ${mask}`, END(mask));
});

Deno.test("WHO needs a mask", async () => {
  const { bob } = await tea();
  await bob.asks("WHO", ":chat.local 461 bob WHO :Not enough parameters");
  await bob.asks("WHO :", ":chat.local 461 bob WHO :Not enough parameters");
});

Deno.test("the flags say who is away, an operator and a bot", async () => {
  const { ann, bob } = await tea();
  await ann.says("AWAY :at lunch");
  await bob.asks("WHO ann", / ann G :0 ann Example$/, END("ann"));
  await ann.says("OPER root secret", "AWAY");
  await bob.asks("WHO ann", / ann H\* :0 ann Example$/, END("ann"));
  await ann.says("MODE ann +B", "AWAY :at lunch");
  await bob.asks("WHO #tea", / ann G\*B@ :0 ann Example$/, / bob H :0/, END("#tea"));
});

Deno.test("multi-prefix shows everything that somebody is in the channel", async () => {
  const { world, ann } = await tea();
  const cat = await world.user("cat", "multi-prefix");
  await cat.joins("#tea");
  await ann.says("MODE #tea +v ann");
  cat.read();
  await cat.says("WHO #tea");
  assert.match(cat.read()[0] ?? "", / ann H@\+ :0 ann Example$/);
});

Deno.test("an invisible user is not found with a mask, but by the nick, and by who shares a channel", async () => {
  const { world, ann, bob } = await tea();
  const cat = await world.user("cat");
  await ann.says("MODE ann +i");
  await cat.asks("WHO an*", ":chat.local 315 cat an* :End of WHO list");
  await cat.says("WHO ann");
  assert.equal(cat.read().length, 2);
  await bob.says("WHO an*");
  assert.equal(bob.read().length, 2);
  await ann.says("WHO an*");
  assert.match(ann.read().at(-2) ?? "", / 352 ann /);
});

Deno.test("an invisible member is not shown to those outside, nor is anybody in a secret channel", async () => {
  const { world, ann, bob } = await tea();
  const cat = await world.user("cat");
  await bob.says("MODE bob +i");
  bob.read();
  await cat.asks("WHO #tea", / ann H@ :0/, ":chat.local 315 cat #tea :End of WHO list");
  await ann.says("MODE #tea +s");
  bob.read();
  await cat.asks("WHO #tea", ":chat.local 315 cat #tea :End of WHO list");
  await bob.says("WHO #tea");
  assert.equal(bob.read().length, 3);
});

Deno.test("an operator sees everybody", async () => {
  const { world, ann } = await tea();
  const root = await world.user("root");
  await root.says("OPER root secret");
  root.read();
  await ann.says("MODE ann +i", "MODE #tea +s");
  await root.says("WHO an*");
  assert.equal(root.read().length, 2);
  await root.says("WHO #tea");
  assert.equal(root.read().length, 3);
});

Deno.test("WHO with o shows operators only", async () => {
  const { ann, bob } = await tea();
  await ann.says("OPER root secret");
  await bob.asks("WHO * o", / ann H\* :0 ann Example$/, END("*"));
  await bob.asks("WHO #tea o%n", ":chat.local 354 bob ann", END("#tea"));
});

Deno.test("WHOX shows the fields in its own order, whatever the order in which they are asked for", async () => {
  const { world, bob } = await tea();
  world.now += 5_000;
  const letters = "tcuihsnfdlaor";
  for (const asked of [letters, [...letters].reverse().join("")]) {
    await bob.asks(
      `WHO ann %${asked},123`,
      ":chat.local 354 bob 123 * ann 255.255.255.255 host chat.local ann H 0 5 0 n/a :ann Example",
      END("ann"),
    );
  }
  await bob.asks("WHO #tea %cnf", /354 bob #tea ann H@$/, /354 bob #tea bob H$/, END("#tea"));
});

Deno.test("WHOX shows the account, and an address to its owner", async () => {
  const { world, ann, bob } = await tea();
  world.loggedIn(ann, "Annie");
  await bob.asks("WHO ann %na", ":chat.local 354 bob ann Annie", END("ann"));
  await ann.says("WHO ann %in");
  assert.equal(ann.read().at(-2), ":chat.local 354 ann host ann");
});

Deno.test("WHOX repeats a token of up to three digits, and 0 for any other", async () => {
  const { bob } = await tea();
  await bob.asks("WHO ann %tn,321", ":chat.local 354 bob 321 ann", END("ann"));
  for (const token of ["", ",", ",1234", ",x"]) {
    await bob.asks(`WHO ann %tn${token}`, ":chat.local 354 bob 0 ann", END("ann"));
  }
});

Deno.test("WHOX ignores fields that it does not know", async () => {
  const { bob } = await tea();
  await bob.asks("WHO ann %nzq", ":chat.local 354 bob ann", END("ann"));
});

Deno.test("WHO over ten thousand users looks at each of them once, so it is done in a moment", async () => {
  const world = new World();
  const bob = await world.user("bob");
  for (let i = 0; i < 10_000; i++) {
    const session = world.network.openSession({ address: "192.0.2.1", way: "open" });
    const user = new User(`u${i}`, "u", "192.0.2.1", "Somebody", world.now, `${i}`);
    world.network.addUser(user);
    world.network.addSession(user, session);
  }
  const start = performance.now();
  await bob.says("WHO u*9");
  assert.ok(performance.now() - start < 5000);
  assert.equal(bob.read().length, 1001);
});
