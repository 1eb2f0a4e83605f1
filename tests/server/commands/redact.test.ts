import assert from "node:assert/strict";
import { type Client, World } from "../../world.ts";

const CAPS = "draft/message-redaction echo-message message-tags";

/** ann is op in #tea, bob is there. `say` gives the msgid of what was said. */
async function tea() {
  const world = new World({ opers: [{ name: "root", password: "secret", title: "root" }] });
  const [ann, bob] = [await world.user("ann", CAPS), await world.user("bob", CAPS)];
  for (const client of [ann, bob]) await client.joins("#tea");
  const say = async (client: Client, target: string, line = `PRIVMSG ${target} :oops`) => {
    await client.says(line);
    for (const other of [ann, bob]) other.read();
    return world.store.messages.at(-1)?.msgid ?? "";
  };
  for (const client of [ann, bob]) client.read();
  return { world, ann, bob, say };
}

/** What came, without its tags. */
const heardBy = (client: Client) => client.read().map((line) => line.replace(/^@\S+ /, ""));

Deno.test("everybody who knows REDACT is told when somebody takes a message back", async () => {
  const { world, ann, bob, say } = await tea();
  const cyd = await world.user("cyd", "message-tags");
  await cyd.joins("#tea");
  const msgid = await say(bob, "#tea");
  cyd.read();
  await bob.says(`REDACT #tea ${msgid}`);
  assert.deepEqual(heardBy(ann), [`:bob!bob@host REDACT #tea ${msgid}`]);
  assert.deepEqual(heardBy(bob), [`:bob!bob@host REDACT #tea ${msgid}`]);
  cyd.hearsNothing();
});

Deno.test("the reason is told, and the line has a msgid and a time of its own", async () => {
  const { world, bob, say } = await tea();
  const msgid = await say(bob, "#tea");
  const dan = await world.user("dan", "draft/message-redaction message-tags server-time");
  await dan.joins("#tea");
  world.now += 7;
  await bob.says(`REDACT #tea ${msgid} :wrong channel`);
  const [line = ""] = dan.read();
  assert.match(
    line,
    /^@time=2026-01-01T00:00:00\.007Z;msgid=\w+ :bob!bob@host REDACT #tea \w+ :wrong channel$/,
  );
  assert.notEqual(/msgid=(\w+)/.exec(line)?.[1], msgid);
});

Deno.test("without echo-message the redactor hears nothing, and a label is acknowledged", async () => {
  const { world, ann } = await tea();
  const dan = await world.user("dan", "batch draft/message-redaction labeled-response");
  await dan.joins("#tea");
  await dan.says("PRIVMSG #tea :oops");
  const msgid = world.store.messages.at(-1)?.msgid;
  ann.read();
  await dan.asks(`@label=xyz REDACT #tea ${msgid}`, "@label=xyz :chat.local ACK");
  assert.deepEqual(heardBy(ann), [`:dan!dan@host REDACT #tea ${msgid}`]);
});

Deno.test("an op takes back what others have said", async () => {
  const { ann, bob, say } = await tea();
  const msgid = await say(bob, "#tea");
  await ann.says(`REDACT #tea ${msgid} :spam`);
  assert.deepEqual(heardBy(bob), [`:ann!ann@host REDACT #tea ${msgid} spam`]);
});

Deno.test("a plain member cannot take back what others have said", async () => {
  const { world, ann, bob, say } = await tea();
  const msgid = await say(ann, "#tea");
  await bob.asks(
    `REDACT #tea ${msgid}`,
    `:chat.local FAIL REDACT REDACT_FORBIDDEN #tea ${msgid} ` +
      ":Only who sent a message, or a channel operator, may take it back",
  );
  ann.hearsNothing();
  assert.equal(world.store.messages.at(-1)?.text, "oops");
});

Deno.test("an op of another channel is nobody special", async () => {
  const { ann, bob, say } = await tea();
  await bob.joins("#bobs");
  const msgid = await say(ann, "#tea");
  await bob.asks(`REDACT #tea ${msgid}`, / FAIL REDACT REDACT_FORBIDDEN #tea /);
  await bob.asks(`REDACT #bobs ${msgid}`, / FAIL REDACT UNKNOWN_MSGID #bobs /);
  ann.hearsNothing();
});

Deno.test("a server operator takes back what was said in any channel", async () => {
  const { world, ann, bob, say } = await tea();
  const root = await world.user("root", CAPS);
  await root.says("OPER root secret");
  root.read();
  const msgid = await say(bob, "#tea");
  await root.says(`REDACT #tea ${msgid} :spam`);
  for (const client of [root, ann, bob]) {
    assert.deepEqual(heardBy(client), [`:root!root@host REDACT #tea ${msgid} spam`]);
  }
});

Deno.test("a private message is taken back by its sender alone", async () => {
  const { ann, bob, say } = await tea();
  const msgid = await say(ann, "bob");
  await bob.asks(`REDACT ann ${msgid}`, / FAIL REDACT REDACT_FORBIDDEN ann /);
  await ann.says(`REDACT bob ${msgid}`);
  for (const client of [ann, bob]) {
    assert.deepEqual(heardBy(client), [`:ann!ann@host REDACT bob ${msgid}`]);
  }
});

Deno.test("a TAGMSG that was kept can be taken back, and its tags are gone", async () => {
  const { world, ann, bob, say } = await tea();
  const msgid = await say(bob, "#tea", "@+draft/react=👍 TAGMSG #tea");
  await bob.says(`REDACT #tea ${msgid}`);
  assert.deepEqual(heardBy(ann), [`:bob!bob@host REDACT #tea ${msgid}`]);
  assert.equal(world.store.messages.at(-1)?.tags.size, 0);
});

Deno.test("a message that was taken back is not in history, nor shown to those who join", async () => {
  const { world, bob, say } = await tea();
  await say(bob, "#tea", "PRIVMSG #tea :before");
  const msgid = await say(bob, "#tea");
  await say(bob, "#tea", "PRIVMSG #tea :after");
  await bob.says(`REDACT #tea ${msgid}`);
  const texts = (lines: readonly string[]) =>
    lines.filter((line) => line.includes("PRIVMSG")).map((line) => line.replace(/^.* :/, ""));
  const cyd = await world.user("cyd", "batch draft/chathistory server-time");
  await cyd.joins("#tea");
  await cyd.says("CHATHISTORY LATEST #tea * 10");
  assert.deepEqual(texts(cyd.read()), ["before", "after"]);
  await cyd.says(`CHATHISTORY AFTER #tea msgid=${msgid} 10`);
  assert.deepEqual(texts(cyd.read()), ["after"], "it still is a place in history");
  await cyd.says(`CHATHISTORY AROUND #tea msgid=${msgid} 3`);
  assert.deepEqual(texts(cyd.read()), ["before", "after"]);
  const dan = await world.user("dan", "server-time");
  await dan.says("JOIN #tea");
  assert.deepEqual(texts(dan.read()), ["before", "after"]);
});

Deno.test("what is not there, or has been taken back already, is unknown", async () => {
  const { ann, bob, say } = await tea();
  const answer = (msgid: string) =>
    `:chat.local FAIL REDACT UNKNOWN_MSGID #tea ${msgid} ` +
    ':No message of "#tea" has that msgid, or it has been taken back already';
  await bob.asks("REDACT #tea unheard-of", answer("unheard-of"));
  const msgid = await say(bob, "#tea");
  await bob.says(`REDACT #tea ${msgid}`);
  for (const client of [ann, bob]) client.read();
  await bob.asks(`REDACT #tea ${msgid}`, answer(msgid));
  ann.hearsNothing();
});

Deno.test("events cannot be taken back", async () => {
  const { world, ann } = await tea();
  await ann.says("TOPIC #tea :green");
  ann.read();
  await ann.asks(
    `REDACT #tea ${world.store.messages.at(-1)?.msgid}`,
    / FAIL REDACT UNKNOWN_MSGID /,
  );
});

Deno.test("a message to the ops is unknown to everybody below them", async () => {
  const { bob, ann, say } = await tea();
  const msgid = await say(ann, "@#tea");
  await bob.asks(`REDACT #tea ${msgid}`, / FAIL REDACT UNKNOWN_MSGID /);
  await ann.says(`REDACT #tea ${msgid}`);
  assert.deepEqual(heardBy(ann), [`:ann!ann@host REDACT #tea ${msgid}`]);
});

Deno.test("where one is not, there is nothing to take back", async () => {
  const { world, bob, say } = await tea();
  const msgid = await say(bob, "#tea");
  const cyd = await world.user("cyd", CAPS);
  for (const target of ["#tea", "#nowhere", "nobody"]) {
    await cyd.asks(
      `REDACT ${target} ${msgid}`,
      `:chat.local FAIL REDACT INVALID_TARGET ${target} ` +
        `:You cannot take back messages in "${target}", since you are not in it`,
    );
  }
});

Deno.test("nobody is told of a redaction that could not be stored", async () => {
  const { world, ann, bob, say } = await tea();
  const msgid = await say(bob, "#tea");
  world.store.down = "gone";
  await bob.asks(
    `REDACT #tea ${msgid}`,
    `:chat.local FAIL REDACT INTERNAL_ERROR #tea ${msgid} ` +
      ":Messages cannot be taken back right now; try again in a moment",
  );
  ann.hearsNothing();
});

Deno.test("the sender's other clients are told as well", async () => {
  const { world, ann } = await tea();
  await world.account("cyd");
  const one = await world.login("cyd", "cyd", CAPS);
  const two = await world.login("cyd", "cyd", CAPS);
  await one.says("PRIVMSG ann :oops");
  const msgid = world.store.messages.at(-1)?.msgid;
  for (const client of [one, two, ann]) client.read();
  await one.says(`REDACT ann ${msgid}`);
  for (const client of [one, two, ann]) {
    assert.deepEqual(heardBy(client), [`:cyd!cyd@host REDACT ann ${msgid}`]);
  }
});

Deno.test("REDACT without a msgid is answered with 461", async () => {
  const { ann } = await tea();
  await ann.asks("REDACT #tea", ":chat.local 461 ann REDACT :Not enough parameters");
});
