import assert from "node:assert/strict";
import { type Client, World } from "../../world.ts";

const relaying = { relaymsg: { enabled: true, separators: "/|", forChanops: true } };
const opers = [{ name: "root", password: "secret", title: "is in charge" }];
const CAPS = "echo-message message-tags draft/relaymsg";

/** A bridge, the op of #tea, and ann, who both read all tags. */
async function tea(
  features = relaying,
): Promise<{ world: World; bridge: Client; ann: Client }> {
  const world = new World({ features, opers });
  const bridge = await world.user("bridge", CAPS);
  const ann = await world.user("ann", CAPS);
  for (const client of [bridge, ann]) await client.joins("#tea");
  bridge.read();
  return { world, bridge, ann };
}

Deno.test("what a bridge relays comes from the one who said it, and names the bridge", async () => {
  const { bridge, ann } = await tea();
  const line = "@msgid=m3;draft/relaymsg=bridge :cat/matrix!bridge@host PRIVMSG #tea :hello";
  await bridge.asks("RELAYMSG #tea cat/matrix :hello", line);
  ann.hears(line);
});

Deno.test("without the capability nobody is told of the bridge; the tag needs no message-tags", async () => {
  const { world, bridge } = await tea();
  const plain = await world.user("dan", "message-tags");
  const relay = await world.user("eve", "draft/relaymsg");
  for (const client of [plain, relay]) await client.joins("#tea");
  plain.read();
  bridge.read();
  await bridge.says("RELAYMSG #tea cat|irc hello");
  plain.hears("@msgid=m5 :cat|irc!bridge@host PRIVMSG #tea :hello");
  relay.hears("@draft/relaymsg=bridge :cat|irc!bridge@host PRIVMSG #tea :hello");
});

Deno.test("what a channel does not take from anybody it does not take by a bridge", async () => {
  const { bridge, ann } = await tea();
  await bridge.says("MODE #tea +C");
  bridge.read();
  ann.read();
  await bridge.asks(
    "RELAYMSG #tea cat/matrix :\x01VERSION\x01",
    ":chat.local 404 bridge #tea :Cannot send to channel",
  );
  await bridge.says("RELAYMSG #tea cat/matrix :\x01ACTION nods\x01");
  ann.hears(
    "@msgid=m4;draft/relaymsg=bridge :cat/matrix!bridge@host PRIVMSG #tea :\x01ACTION nods\x01",
  );
});

Deno.test("the label of a relayed message is on its echo", async () => {
  const { bridge } = await tea();
  await bridge.says("CAP REQ :labeled-response batch");
  bridge.read();
  await bridge.asks(
    "@label=x RELAYMSG #tea cat/matrix :hello",
    "@label=x;msgid=m3;draft/relaymsg=bridge :cat/matrix!bridge@host PRIVMSG #tea :hello",
  );
});

Deno.test("a relayed message is kept as it was seen", async () => {
  const { world, bridge } = await tea();
  await bridge.says("RELAYMSG #tea cat/matrix :hello");
  const eve = await world.user("eve", "server-time batch message-tags draft/relaymsg");
  await eve.says("JOIN #tea");
  const replayed = eve.read().find((line) => line.includes("PRIVMSG"));
  assert.match(
    replayed ?? "",
    /draft\/relaymsg=bridge :cat\/matrix!bridge@host PRIVMSG #tea :hello$/,
  );
});

Deno.test("a relayed message has nobody's account and is not the bridge's own", async () => {
  const { world, bridge } = await tea();
  world.loggedIn(bridge, "bridge");
  await bridge.says("MODE bridge +B");
  const dan = await world.user("dan", "account-tag message-tags");
  await dan.joins("#tea");
  bridge.read();
  await bridge.says("RELAYMSG #tea cat/matrix :hello");
  dan.hears(/^@msgid=\w+ :cat\/matrix!bridge@host PRIVMSG #tea :hello$/);
});

Deno.test("a nick without separator, or with marks that mean something, is refused", async () => {
  const { bridge, ann } = await tea();
  const refusal =
    ":chat.local FAIL RELAYMSG INVALID_NICK :The nick of somebody elsewhere needs one of /| and no other marks";
  for (
    const nick of [
      "cat",
      "ca!t/m",
      "c:t/m",
      "#c/m",
      "c@t/m",
      "c,t/m",
      "c\u009bt/m",
      "c\u202et/m",
      "x".repeat(40) + "/m",
    ]
  ) {
    await bridge.asks(`RELAYMSG #tea ${nick} :hello`, refusal);
  }
  ann.hearsNothing();
});

Deno.test("nobody who is here is relayed, even if the nick has a separator", async () => {
  const { world, bridge } = await tea();
  await world.user("cat|irc");
  await bridge.asks("RELAYMSG #tea CAT|irc :hello", / FAIL RELAYMSG INVALID_NICK /);
});

Deno.test("only ops of the channel and operators may relay", async () => {
  const { bridge, ann } = await tea();
  await ann.asks(
    "RELAYMSG #tea cat/matrix :hello",
    ":chat.local FAIL RELAYMSG PRIVS_NEEDED :You may not relay to #tea",
  );
  await bridge.says("MODE #tea +o ann");
  ann.read();
  bridge.read();
  await ann.says("RELAYMSG #tea cat/matrix :hello");
  bridge.hears(/draft\/relaymsg=ann :cat\/matrix!ann@host PRIVMSG #tea :hello$/);
});

Deno.test("it can be for operators only", async () => {
  const { bridge } = await tea({ relaymsg: { ...relaying.relaymsg, forChanops: false } });
  await bridge.asks(
    "RELAYMSG #tea cat/matrix :hello",
    ":chat.local FAIL RELAYMSG PRIVS_NEEDED :You may not relay to #tea",
  );
  await bridge.says("OPER root secret");
  bridge.read();
  await bridge.asks("RELAYMSG #tea cat/matrix :hello", / PRIVMSG #tea :hello$/);
});

Deno.test("RELAYMSG says what it cannot do", async () => {
  const { bridge } = await tea();
  await bridge.asks(
    "RELAYMSG #nowhere cat/matrix :hello",
    ":chat.local 403 bridge #nowhere :No such channel",
  );
  await bridge.asks("RELAYMSG #tea cat/matrix :", ":chat.local 412 bridge :No text to send");
  await bridge.asks(
    "RELAYMSG #tea cat/matrix",
    ":chat.local 461 bridge RELAYMSG :Not enough parameters",
  );
  await bridge.asks(
    `RELAYMSG #tea cat/matrix :${"x".repeat(481)}`,
    ":chat.local 417 bridge :Input line was too long",
  );
});

Deno.test("a server that does not relay knows no RELAYMSG and does not offer it", async () => {
  const { bridge } = await tea({ relaymsg: { ...relaying.relaymsg, enabled: false } });
  await bridge.asks(
    "RELAYMSG #tea cat/matrix :hello",
    ":chat.local 421 bridge RELAYMSG :Unknown command",
  );
  await bridge.says("CAP LS 302");
  assert.ok(!bridge.read().some((line) => line.includes("draft/relaymsg")));
});

Deno.test("the separators are told with the capability", async () => {
  const { bridge } = await tea();
  await bridge.says("CAP LS 302");
  assert.ok(bridge.read().some((line) => line.includes("draft/relaymsg=/|")));
});

Deno.test("words that the channel holds back are held back from a bridge too, whatever its rank", async () => {
  const { world, bridge, ann } = await tea();
  await world.moderation.rules.put({
    channel: "#tea",
    kind: "word",
    value: "coffee",
    setBy: "root",
    setAt: world.now,
  });
  await world.services.rules.load();
  await bridge.asks(
    "RELAYMSG #tea cat/matrix :free coffee",
    ":chat.local FAIL RELAYMSG MESSAGE_REFUSED #tea " +
      ":#tea has a filter that does not let this through; say it in other words",
  );
  ann.hearsNothing();
  await bridge.says("PRIVMSG #tea :coffee", "RELAYMSG #tea cat/matrix :tea");
  ann.hears(
    "@msgid=m3 :bridge!bridge@host PRIVMSG #tea :coffee",
    "@msgid=m4;draft/relaymsg=bridge :cat/matrix!bridge@host PRIVMSG #tea :tea",
  );
});
