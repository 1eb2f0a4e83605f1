import assert from "node:assert/strict";
import { World } from "../../world.ts";

Deno.test("a message to a channel reaches the others, not its sender", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.says("PRIVMSG #tea :hello there");
  bob.hears(":ann!ann@host PRIVMSG #tea :hello there");
  ann.hearsNothing();
});

Deno.test("a message to a nick reaches that person alone", async () => {
  const world = new World();
  const [ann, bob, carl] = await world.channel("#tea", "ann", "bob", "carl");
  await ann.says("PRIVMSG BOB :psst");
  bob.hears(":ann!ann@host PRIVMSG bob :psst");
  carl.hearsNothing();
  ann.hearsNothing();
});

Deno.test("one may write to several at once, each refused for itself", async () => {
  const world = new World();
  const [ann, bob, carl] = await world.channel("#tea", "ann", "bob", "carl");
  await ann.asks(
    "PRIVMSG bob,nobody,#tea :hi",
    ":chat.local 401 ann nobody :No such nick/channel",
  );
  bob.hears(":ann!ann@host PRIVMSG bob :hi", ":ann!ann@host PRIVMSG #tea :hi");
  carl.hears(":ann!ann@host PRIVMSG #tea :hi");
});

Deno.test("nobody gets a message to more targets than TARGMAX allows", async () => {
  const world = new World();
  const ann = await world.user("ann");
  const bob = await world.user("bob");
  await ann.asks("PRIVMSG bob,b,c,d,e :hi", ":chat.local 407 ann e :Too many targets");
  bob.hearsNothing();
});

Deno.test("who is not there, or what is missing, is named", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("PRIVMSG nobody :hi", ":chat.local 401 ann nobody :No such nick/channel");
  await ann.asks("PRIVMSG #tea :hi", ":chat.local 403 ann #tea :No such channel");
  await ann.asks("PRIVMSG", ":chat.local 411 ann :No recipient given");
  await ann.asks("PRIVMSG ann", ":chat.local 412 ann :No text to send");
  await ann.asks("PRIVMSG ann :", ":chat.local 412 ann :No text to send");
});

Deno.test("+n keeps out messages from outside", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("bob");
  await bob.asks("PRIVMSG #tea :hi", ":chat.local 404 bob #tea :Cannot send to channel");
  ann.hearsNothing();
  await ann.says("MODE #tea -n");
  await bob.says("PRIVMSG #tea :hi again");
  ann.hears(":ann!ann@host MODE #tea -n", ":bob!bob@host PRIVMSG #tea :hi again");
});

Deno.test("with +m only voices, half-ops and those above them speak", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.says("MODE #tea +m");
  for (const client of [ann, bob]) client.read();
  await bob.asks("PRIVMSG #tea :hi", ":chat.local 404 bob #tea :Cannot send to channel");
  ann.hearsNothing();
  for (const mode of ["v", "h", "o"]) {
    await ann.says(`MODE #tea +${mode} bob`);
    ann.read();
    await bob.says("PRIVMSG #tea :hi");
    ann.hears(":bob!bob@host PRIVMSG #tea :hi");
    await ann.says(`MODE #tea -${mode} bob`);
  }
});

Deno.test("with +R only those who are logged in speak", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.says("MODE #tea +R");
  for (const client of [ann, bob]) client.read();
  await bob.asks(
    "PRIVMSG #tea :hi",
    ":chat.local 477 bob #tea :You need to be logged in to an account",
  );
  world.loggedIn(bob, "bob");
  await bob.says("PRIVMSG #tea :hi");
  ann.hears(":bob!bob@host PRIVMSG #tea :hi");
});

Deno.test("what would not fit into a line behind the sender's name is refused, not cut", async () => {
  const world = new World();
  const ann = await world.user("ann");
  const bob = await world.user("bob");
  const room = 512 - ":ann!ann@host PRIVMSG bob :\r\n".length;
  await ann.says(`PRIVMSG bob ${"x".repeat(room)}`);
  bob.hears(`:ann!ann@host PRIVMSG bob :${"x".repeat(room)}`);
  const tooLong = ":chat.local 417 ann :Input line was too long";
  await ann.asks(`PRIVMSG bob ${"x".repeat(room + 1)}`, tooLong);
  await ann.asks(`PRIVMSG bob ${"x".repeat(room - 3)}😃`, tooLong);
  bob.hearsNothing();
});

Deno.test("nobody sees a message before it is kept, its sender included", async () => {
  const world = new World();
  const ann = await world.user("ann", "echo-message");
  const bob = await world.user("bob");
  world.store.held = true;
  await ann.sends("PRIVMSG bob :hi");
  ann.hearsNothing();
  bob.hearsNothing();
  world.store.commit();
  ann.hears(":ann!ann@host PRIVMSG bob :hi");
  bob.hears(":ann!ann@host PRIVMSG bob :hi");
});

Deno.test("a message that cannot be kept is refused, and reaches nobody", async () => {
  const world = new World();
  const ann = await world.user("ann");
  const bob = await world.user("bob");
  world.store.down = "The database does not answer; send it again later";
  for (const command of ["PRIVMSG", "NOTICE"]) {
    await ann.asks(
      `${command} bob :hi`,
      `:chat.local FAIL ${command} MESSAGE_NOT_STORED bob :The database does not answer; send it again later`,
    );
  }
  bob.hearsNothing();
});

Deno.test("a message sent twice under one id is kept and delivered once, and echoed each time", async () => {
  const world = new World();
  const ann = await world.user("ann", "echo-message message-tags");
  const bob = await world.user("bob");
  await ann.says("@+chat/id=7 PRIVMSG bob :hi", "@+chat/id=7 PRIVMSG bob :hi");
  bob.hears(":ann!ann@host PRIVMSG bob :hi");
  const [first, second, ...more] = ann.read();
  assert.match(first ?? "", /^@msgid=\S+ :ann!ann@host PRIVMSG bob :hi$/);
  assert.deepEqual([second, more], [first, []]);
  assert.equal(world.store.messages.length, 1);
});

Deno.test("a message goes to those who are members when it is delivered", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  const carl = await world.user("carl");
  world.store.held = true;
  await ann.sends("PRIVMSG #tea :hi");
  await bob.says("PART #tea");
  await carl.joins("#tea");
  bob.read();
  world.store.commit();
  bob.hearsNothing();
  carl.hears(":ann!ann@host PRIVMSG #tea :hi");
});
