import assert from "node:assert/strict";
import { type Client, World } from "../../world.ts";

Deno.test("NAMES lists the members with their highest prefix, and no space at the end", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann", "bob", "carl");
  await ann.says("MODE #tea +vv ann bob");
  ann.read();
  await ann.asks(
    "NAMES #TEA",
    ":chat.local 353 ann = #tea :@ann +bob carl",
    ":chat.local 366 ann #TEA :End of NAMES list",
  );
});

Deno.test("multi-prefix shows all prefixes, the highest first", async () => {
  const world = new World();
  const ann = await world.user("ann", "multi-prefix");
  await ann.joins("#tea");
  await ann.says("MODE #tea +vh ann ann");
  ann.read();
  await ann.asks("NAMES #tea", ":chat.local 353 ann = #tea @%+ann", / 366 /);
});

Deno.test("userhost-in-names shows nick, user and host", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("bob", "userhost-in-names");
  const carl = await world.user("carl", "userhost-in-names multi-prefix");
  await bob.joins("#tea");
  await carl.joins("#tea");
  await ann.says("MODE #tea +v ann");
  for (const client of [ann, bob, carl]) client.read();
  await bob.asks(
    "NAMES #tea",
    ":chat.local 353 bob = #tea :@ann!ann@host bob!bob@host carl!carl@host",
    / 366 /,
  );
  await carl.asks("NAMES #tea", / :@\+ann!ann@host bob!bob@host carl!carl@host$/, / 366 /);
  await ann.asks("NAMES #tea", ":chat.local 353 ann = #tea :@ann bob carl", / 366 /);
});

Deno.test("one end for several channels repeats what was asked for", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  await ann.joins("#milk");
  await ann.asks(
    "NAMES #tea,#milk",
    ":chat.local 353 ann = #tea @ann",
    ":chat.local 353 ann = #milk @ann",
    ":chat.local 366 ann #tea,#milk :End of NAMES list",
  );
});

Deno.test("more channels than TARGMAX allows are left out, and none is listed twice", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  await ann.asks("NAMES #tea,#tea", / 353 /, / 366 ann #tea,#tea /);
  await ann.asks(
    "NAMES #a,#b,#c,#d,#tea",
    ":chat.local 366 ann #a,#b,#c,#d,#tea :End of NAMES list",
  );
});

Deno.test("a channel that is not there, or cannot be, has an end alone", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("NAMES #tea", ":chat.local 366 ann #tea :End of NAMES list");
  await ann.asks("NAMES invalid", ":chat.local 366 ann invalid :End of NAMES list");
  await ann.asks("NAMES", ":chat.local 366 ann * :End of NAMES list");
});

Deno.test("+s shows members to members only, with an @", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("bob");
  await ann.says("MODE #tea +s");
  ann.read();
  await bob.asks("NAMES #tea", ":chat.local 366 bob #tea :End of NAMES list");
  await ann.asks("NAMES #tea", ":chat.local 353 ann @ #tea @ann", / 366 /);
});

Deno.test("from outside, invisible members are not seen", async () => {
  const world = new World();
  const [, bob] = await world.channel("#tea", "ann", "bob");
  const carl = await world.user("carl");
  await bob.says("MODE bob +i");
  bob.read();
  await carl.asks("NAMES #tea", ":chat.local 353 carl = #tea @ann", / 366 /);
  await bob.asks("NAMES #tea", ":chat.local 353 bob = #tea :@ann bob", / 366 /);
});

Deno.test("the list is right after whoever comes, goes, and is renamed, opped or kicked", async () => {
  const world = new World();
  const op = await world.user("op");
  const here = new Map<string, string>([["op", "@op"]]);
  const clients = new Map<string, Client>();
  await op.joins("#tea");
  const isRight = async () => {
    op.read();
    await op.says("NAMES #tea");
    const lines = op.read().filter((line) => line.includes(" 353 "));
    assert.ok(lines.every((line) => line.length <= 510), "no line is too long");
    const listed = lines.flatMap((line) => line.replace(/^.*#tea :?/, "").split(" "));
    assert.deepEqual(listed.toSorted(), [...here.values()].toSorted());
  };
  for (let i = 0; i < 100; i++) {
    const nick = `member${i}`;
    const client = await world.user(nick);
    await client.joins("#tea");
    clients.set(nick, client);
    here.set(nick, nick);
  }
  await isRight();
  for (const [nick, client] of clients) {
    const number = Number(nick.slice("member".length));
    if (number % 4 === 0) {
      await client.says("PART #tea");
      here.delete(nick);
    } else if (number % 4 === 1) {
      await client.says(`NICK renamed${number}`);
      here.set(nick, `renamed${number}`);
    } else if (number % 4 === 2) {
      await op.says(`MODE #tea +v ${nick}`);
      here.set(nick, `+${nick}`);
    } else {
      await op.says(`KICK #tea ${nick}`);
      here.delete(nick);
    }
    await isRight();
  }
});
