import { World } from "../../world.ts";

Deno.test("a new topic is told to all, its author included", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.asks("TOPIC #TEA :Green or black", ":ann!ann@host TOPIC #tea :Green or black");
  bob.hears(":ann!ann@host TOPIC #tea :Green or black");
});

Deno.test("asked for, the topic comes with who set it and when", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  world.now += 5_500;
  await ann.says("TOPIC #tea :Green");
  bob.read();
  await bob.asks(
    "TOPIC #tea",
    ":chat.local 332 bob #tea Green",
    ":chat.local 333 bob #tea ann!ann@host 1767225605",
  );
});

Deno.test("331 says that there is none, to an explicit question only", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  await ann.asks("TOPIC #tea", ":chat.local 331 ann #tea :No topic is set");
});

Deno.test("an empty topic removes it", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.says("TOPIC #tea :Green", "TOPIC #tea :");
  bob.hears(":ann!ann@host TOPIC #tea Green", ":ann!ann@host TOPIC #tea :");
  await bob.asks("TOPIC #tea", / 331 /);
});

Deno.test("with +t only ops and half-ops set it; a voice is not enough", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await bob.asks("TOPIC #tea :mine", ":chat.local 482 bob #tea :You're not channel operator");
  await ann.says("MODE #tea +v bob");
  bob.read();
  await bob.asks("TOPIC #tea :mine", / 482 /);
  await ann.says("MODE #tea +h bob");
  bob.read();
  await bob.asks("TOPIC #tea :mine", ":bob!bob@host TOPIC #tea mine");
});

Deno.test("without +t every member sets it, and nobody else", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  const carl = await world.user("carl");
  await ann.says("MODE #tea -t");
  bob.read();
  await bob.asks("TOPIC #tea :mine", ":bob!bob@host TOPIC #tea mine");
  await carl.asks("TOPIC #tea :his", ":chat.local 442 carl #tea :You're not on that channel");
});

Deno.test("there is no topic where there is no channel", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("TOPIC #tea", ":chat.local 403 ann #tea :No such channel");
  await ann.asks("TOPIC", ":chat.local 461 ann TOPIC :Not enough parameters");
});

Deno.test("from outside one may read it, unless the channel is secret", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  await ann.says("TOPIC #tea :Green");
  const bob = await world.user("bob");
  await bob.asks("TOPIC #tea", / 332 bob #tea Green/, / 333 /);
  await ann.says("MODE #tea +s");
  await bob.asks("TOPIC #tea", ":chat.local 442 bob #tea :You're not on that channel");
});

Deno.test("a topic is cut to its limit, between characters", async () => {
  const world = new World({ limits: { topicLen: 5 } });
  const [ann] = await world.channel("#tea", "ann");
  await ann.asks("TOPIC #tea :ääää", ":ann!ann@host TOPIC #tea ää");
});

Deno.test("a line with a topic never has more than 512 bytes", async () => {
  const world = new World();
  const channel = `#${"t".repeat(63)}`;
  const [ann, bob] = await world.channel(channel, "a".repeat(32), "bob");
  await ann.says(`TOPIC ${channel} :${"ä".repeat(195)}`);
  const [line = ""] = bob.read();
  const bytes = new TextEncoder().encode(`${line}\r\n`).length;
  if (bytes > 512 || bytes < 511) throw new Error(`${bytes} bytes: ${line}`);
});
