/**
 * Which tags whom reach. https://ircv3.net/specs/extensions/message-tags,
 * https://ircv3.net/specs/extensions/server-time, https://ircv3.net/specs/extensions/echo-message
 */
import assert from "node:assert/strict";
import { World } from "../world.ts";

Deno.test("time needs server-time and nothing else", async () => {
  const world = new World();
  const ann = await world.user("ann", "server-time");
  const bob = await world.user("bob", "message-tags");
  const carl = await world.user("carl");
  await ann.joins("#tea");
  await bob.joins("#tea");
  ann.read();
  world.now += 7;
  await carl.joins("#tea");
  ann.hears("@time=2026-01-01T00:00:00.007Z :carl!carl@host JOIN #tea");
  bob.hears(/^@msgid=\S+ :carl!carl@host JOIN #tea$/);
});

Deno.test("messages 2 ms apart have distinct times, and everybody reads the same time", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("bob", "server-time");
  const carl = await world.user("carl", "server-time");
  await bob.joins("#tea");
  await carl.joins("#tea");
  bob.read();
  await ann.says("PRIVMSG #tea :one");
  world.now += 2;
  await ann.says("PRIVMSG #tea :two");
  const heard = bob.read();
  assert.deepEqual(heard, [
    "@time=2026-01-01T00:00:00.000Z :ann!ann@host PRIVMSG #tea :one",
    "@time=2026-01-01T00:00:00.002Z :ann!ann@host PRIVMSG #tea :two",
  ]);
  carl.hears(...heard);
});

Deno.test("account needs account-tag, and is there only for who is logged in", async () => {
  const world = new World();
  const [ann, carl] = await world.channel("#tea", "ann", "carl");
  const bob = await world.user("bob", "account-tag");
  await bob.joins("#tea");
  world.loggedIn(ann, "Anna");
  carl.read();
  await ann.says("PRIVMSG #tea :hi");
  bob.hears("@account=Anna :ann!ann@host PRIVMSG #tea :hi");
  carl.hears(":ann!ann@host PRIVMSG #tea :hi");
  await carl.says("PRIVMSG #tea :hello");
  bob.hears(":carl!carl@host PRIVMSG #tea :hello");
});

Deno.test("without echo-message nobody hears themselves; with it they hear what all hear", async () => {
  const world = new World();
  const ann = await world.user("ann", "echo-message message-tags server-time");
  const bob = await world.user("bob", "message-tags server-time");
  await ann.joins("#tea");
  await bob.joins("#tea");
  ann.read();
  await ann.says("@+x/y=z PRIVMSG #tea :hi");
  const [echo] = ann.read();
  assert.match(echo ?? "", /^@time=\S+;msgid=\S+;\+x\/y=z :ann!ann@host PRIVMSG #tea :hi$/);
  bob.hears(echo ?? "");
  await bob.says("PRIVMSG #tea :hello");
  bob.hearsNothing();
});

Deno.test("who has no tags gets none, even from a sender who hears them echoed", async () => {
  const world = new World();
  const ann = await world.user("ann", "echo-message message-tags");
  const bob = await world.user("bob");
  await ann.says("@+draft/reply=m1 PRIVMSG bob :hi");
  ann.hears(/^@msgid=\S+;\+draft\/reply=m1 :ann!ann@host PRIVMSG bob :hi$/);
  bob.hears(":ann!ann@host PRIVMSG bob :hi");
  await bob.says("CAP REQ message-tags");
  bob.read();
  await ann.says("@+draft/reply=m2 PRIVMSG bob :again");
  bob.hears(/^@msgid=\S+;\+draft\/reply=m2 :ann!ann@host PRIVMSG bob :again$/);
});

Deno.test("no batch reaches a client that does not know batches", async () => {
  const world = new World();
  const ann = await world.user("ann", "labeled-response");
  await ann.says("@label=1 JOIN #tea");
  for (const line of ann.read()) assert.doesNotMatch(line, /BATCH|batch=/);
});
