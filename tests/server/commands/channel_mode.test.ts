import assert from "node:assert/strict";
import { World } from "../../world.ts";

Deno.test("asked for, the modes come with the time when the channel was made", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  await ann.says("MODE #tea +i");
  ann.read();
  await ann.asks(
    "MODE #TEA",
    ":chat.local 324 ann #tea +int",
    ":chat.local 329 ann #tea 1767225600",
  );
});

Deno.test("all the modes that are set by default can be removed, and then there is a + alone", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  await ann.asks("MODE #tea -nt", ":ann!ann@host MODE #tea -nt");
  await ann.asks("MODE #tea", ":chat.local 324 ann #tea +", / 329 /);
});

Deno.test("the default modes are those of the settings", async () => {
  const world = new World({ channels: { defaultModes: "Cis" } });
  const [ann] = await world.channel("#tea", "ann");
  await ann.asks("MODE #tea", ":chat.local 324 ann #tea +Cis", / 329 /);
});

Deno.test("the key is shown to members only", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("bob");
  await ann.says("MODE #tea +kl earl 12");
  ann.read();
  await ann.asks("MODE #tea", ":chat.local 324 ann #tea +ntkl earl 12", / 329 /);
  await bob.asks("MODE #tea", ":chat.local 324 bob #tea +ntkl * 12", / 329 /);
});

Deno.test("a secret channel tells its modes to nobody outside", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("bob");
  await ann.says("MODE #tea +s");
  const refusal = ":chat.local 442 bob #tea :You're not on that channel";
  for (const question of ["MODE #tea", "MODE #tea b"]) await bob.asks(question, refusal);
});

Deno.test("a line of changes is told as a whole to all members", async () => {
  const world = new World();
  const [ann, bob, carl] = await world.channel("#tea", "ann", "bob", "carl");
  const line = ":ann!ann@host MODE #tea +ovm-t+l bob carl 12";
  await ann.asks("MODE #tea +ov+m-t+l BOB CARL 12", line);
  bob.hears(line);
  carl.hears(line);
});

Deno.test("what changes nothing is not told", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.says("MODE #tea +k earl", "MODE #tea +l 2");
  ann.read();
  bob.read();
  await ann.asks("MODE #tea +nt-i+o-v+k-b+l ann bob earl nobody 2");
  await ann.asks("MODE #tea +tm", ":ann!ann@host MODE #tea +m");
  bob.hears(":ann!ann@host MODE #tea +m");
});

Deno.test("without rights, one refusal stands for all that was wanted", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  const carl = await world.user("carl");
  await bob.asks("MODE #tea +imo bob", ":chat.local 482 bob #tea :You're not channel operator");
  await carl.asks("MODE #tea +i", ":chat.local 442 carl #tea :You're not on that channel");
  await carl.asks("MODE #milk +i", ":chat.local 403 carl #milk :No such channel");
  ann.hearsNothing();
});

Deno.test("a voice is no right to change anything", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.says("MODE #tea +v bob");
  bob.read();
  await bob.asks("MODE #tea -t", ":chat.local 482 bob #tea :You're not channel operator");
});

Deno.test("unknown letters are named once each, and the known ones are carried out", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  await ann.asks(
    "MODE #tea +xixy",
    ":chat.local 472 ann x :is unknown mode char to me",
    ":chat.local 472 ann y :is unknown mode char to me",
    ":ann!ann@host MODE #tea +i",
  );
});

Deno.test("changes are made one after the other: who gives up their rights has none for the rest", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  await ann.asks(
    "MODE #tea +i-o+m ann",
    ":chat.local 482 ann #tea :You're not channel operator",
    ":ann!ann@host MODE #tea +i-o ann",
  );
});

Deno.test("+k sets, changes and removes the key; whoever removes it need not know it", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  await ann.asks("MODE #tea +k earl", ":ann!ann@host MODE #tea +k earl");
  await ann.asks("MODE #tea +k grey", ":ann!ann@host MODE #tea +k grey");
  await ann.asks("MODE #tea -k whatever", ":ann!ann@host MODE #tea -k *");
  await ann.asks("MODE #tea -k", ...[]);
  await ann.says("MODE #tea +k earl");
  ann.read();
  await ann.asks("MODE #tea -k", ":ann!ann@host MODE #tea -k *");
});

for (const key of ["two words", "long".repeat(100), "", "a,b", ":colon"]) {
  Deno.test(`a key cannot be "${key.slice(0, 12)}"`, async () => {
    const world = new World();
    const [ann] = await world.channel("#tea", "ann");
    await ann.asks(
      `MODE #tea +k :${key}`,
      ":chat.local 696 ann #tea k * :A key is one word of at most 32 bytes, without commas",
    );
    await ann.asks("MODE #tea", ":chat.local 324 ann #tea +nt", / 329 /);
  });
}

Deno.test("+k and +l without a parameter are told what is missing", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  await ann.asks("MODE #tea +k", / 696 ann #tea k \* :/);
  await ann.asks("MODE #tea +l", / 696 ann #tea l \* :/);
});

for (const limit of ["0", "-1", "abc", "", "1.5", "99999999999", "2 3"]) {
  Deno.test(`a limit cannot be "${limit}"`, async () => {
    const world = new World();
    const [ann] = await world.channel("#tea", "ann");
    const shown = /^\S+$/.test(limit) ? limit : "*";
    await ann.asks(
      `MODE #tea +l :${limit}`,
      `:chat.local 696 ann #tea l ${shown} :A limit is a whole number of members, 1 or more`,
    );
    await ann.asks("MODE #tea", ":chat.local 324 ann #tea +nt", / 329 /);
  });
}

Deno.test("a limit can be changed and removed, also below those who are here", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.asks("MODE #tea +l 1", ":ann!ann@host MODE #tea +l 1");
  bob.read();
  await ann.says("PRIVMSG #tea :still here");
  bob.hears(":ann!ann@host PRIVMSG #tea :still here");
  await ann.asks("MODE #tea +l 3", ":ann!ann@host MODE #tea +l 3");
  await ann.asks("MODE #tea -l", ":ann!ann@host MODE #tea -l");
});

Deno.test("changes that do not fit into one line are told in several", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  const masks = Array.from({ length: 60 }, (_, i) => `nick${i}`);
  await ann.says(`MODE #tea +${"b".repeat(60)} ${masks.join(" ")}`);
  const lines = bob.read();
  assert.ok(lines.length > 1 && lines.every((line) => line.length <= 510), lines.join("\n"));
  const told = lines.flatMap((line) => line.split(" ").slice(4));
  assert.deepEqual(told, masks.map((mask) => `${mask}!*@*`));
});
