/** https://ircv3.net/specs/extensions/message-tags */
import assert from "node:assert/strict";
import { type Client, World } from "../world.ts";

/** ann and bob, who read tags and echoes, cat, who reads neither, and dan, who reads the time. */
async function tea(): Promise<
  { world: World; ann: Client; bob: Client; cat: Client; dan: Client }
> {
  const world = new World();
  const ann = await world.user("ann", "message-tags echo-message");
  const bob = await world.user("bob", "message-tags");
  const cat = await world.user("cat");
  const dan = await world.user("dan", "server-time");
  for (const client of [ann, bob, cat, dan]) await client.joins("#tea");
  for (const client of [ann, bob, cat, dan]) client.read();
  return { world, ann, bob, cat, dan };
}

Deno.test("client-only tags reach those who read tags, others do not reach anybody", async () => {
  const { ann, bob, cat, dan } = await tea();
  await ann.says("@+baz=bat;fizz=buzz PRIVMSG #tea hi");
  const line = /^@msgid=\w+;\+baz=bat :ann!ann@host PRIVMSG #tea :hi$/;
  ann.hears(line);
  bob.hears(line);
  cat.hears(":ann!ann@host PRIVMSG #tea :hi");
  dan.hears("@time=2026-01-01T00:00:00.000Z :ann!ann@host PRIVMSG #tea :hi");
});

Deno.test("all read the same msgid, and another one with the next message", async () => {
  const { ann, bob } = await tea();
  await ann.says("PRIVMSG #tea one", "PRIVMSG #tea two");
  const [first, second] = ann.read();
  bob.hears(first ?? "nothing", second ?? "nothing");
  assert.notEqual(first?.split(" ")[0], second?.split(" ")[0]);
});

Deno.test("TAGMSG has no text and reaches only those who read tags", async () => {
  const { ann, bob, cat, dan } = await tea();
  await ann.says("@+typing=active;cat=dog TAGMSG #tea");
  const line = /^@msgid=\w+;\+typing=active :ann!ann@host TAGMSG #tea$/;
  ann.hears(line);
  bob.hears(line);
  cat.hearsNothing();
  dan.hearsNothing();
});

Deno.test("TAGMSG to one person reaches that person", async () => {
  const { ann, bob, cat } = await tea();
  await ann.says("@+draft/reply=m1;+draft/react=🫖 TAGMSG bob", "@+typing=active TAGMSG cat");
  bob.hears(/^@msgid=\w+;\+draft\/reply=m1;\+draft\/react=🫖 :ann!ann@host TAGMSG bob$/);
  cat.hearsNothing();
});

Deno.test("what is escaped in a value stays so", async () => {
  const { ann, bob } = await tea();
  await ann.says(String.raw`@+a=semi\:colon\sand\\more\r\n PRIVMSG #tea hi`);
  bob.hears(/^@msgid=\w+;\+a=semi\\:colon\\sand\\\\more\\r\\n :ann!ann@host PRIVMSG #tea :hi$/);
});

Deno.test("a tag without a value stays without; of two with one name the last counts", async () => {
  const { ann, bob } = await tea();
  await ann.says("@+a;+b=;+c=1;+c=2 PRIVMSG #tea hi");
  bob.hears(/^@msgid=\w+;\+a;\+b;\+c=2 :ann!ann@host PRIVMSG #tea :hi$/);
});

Deno.test("nobody can send tags that only the server may", async () => {
  const { ann, bob } = await tea();
  await ann.says("@msgid=mine;time=2001-01-01T00:00:00.000Z;account=root;bot PRIVMSG #tea hi");
  bob.hears(/^@msgid=m\d+ :ann!ann@host PRIVMSG #tea :hi$/);
});

Deno.test("4096 bytes of tags are carried on whole; one more is refused, and nothing is relayed", async () => {
  const { ann, bob } = await tea();
  // "@foo=bar;+baz=", the value and a space.
  const tags = (bytes: number) => `@foo=bar;+baz=${"a".repeat(bytes - 15)} `;
  await ann.says(`${tags(4096)}TAGMSG #tea`);
  const line = new RegExp(`^@msgid=\\w+;\\+baz=${"a".repeat(4081)} :ann!ann@host TAGMSG #tea$`);
  ann.hears(line);
  bob.hears(line);
  const refusal = ":chat.local 417 ann :Input line was too long";
  await ann.asks(`${tags(4097)}TAGMSG #tea`, refusal);
  await ann.asks(`${tags(4097)}PRIVMSG #tea ${"b".repeat(400)}`, refusal);
  bob.hearsNothing();
});

Deno.test("long tags take nothing from the text", async () => {
  const { ann, bob } = await tea();
  const text = "b".repeat(450);
  await ann.says(`@+baz=${"a".repeat(4089)} PRIVMSG #tea ${text}`);
  assert.match(ann.read()[0] ?? "", new RegExp(` PRIVMSG #tea :${text}$`));
  assert.match(bob.read()[0] ?? "", /;\+baz=a{4089} /);
});

Deno.test("the limit of tags is counted in bytes", async () => {
  const { ann, bob } = await tea();
  await ann.asks(
    `@+a=${"é".repeat(2046)} PRIVMSG #tea hi`,
    ":chat.local 417 ann :Input line was too long",
  );
  bob.hearsNothing();
  await ann.says(`@+a=${"é".repeat(2045)} PRIVMSG #tea hi`);
  assert.equal(bob.read().length, 1);
});

Deno.test("a message to oneself comes back with its tags", async () => {
  const { bob } = await tea();
  await bob.asks("@+a=b PRIVMSG bob :note", /^@msgid=\w+;\+a=b :bob!bob@host PRIVMSG bob :note$/);
});
