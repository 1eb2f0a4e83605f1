import assert from "node:assert/strict";
import { fitsWords, isWords } from "../../src/server/rules.ts";
import type { ChannelRule } from "../../src/server/store.ts";
import { World } from "../world.ts";

async function ruled(...rules: readonly (readonly [ChannelRule["kind"], string])[]) {
  const world = new World();
  const { rules: store } = world.moderation;
  for (const [kind, value] of rules) {
    await store.put({ channel: "#tea", kind, value, setBy: "root", setAt: world.now });
  }
  await world.services.rules.load();
  const [ann, bob] = await world.channel("#Tea", "ann", "bob");
  return { world, ann, bob };
}

Deno.test("a filter holds messages back before they are kept, and says so", async () => {
  const { world, ann, bob } = await ruled(["word", "free coff*"]);
  const refusal = ":#Tea has a filter that does not let this through; say it in other words";
  await bob.asks(
    "PRIVMSG #tea :Get FREE,\x02 cof\x02fee now",
    `:chat.local FAIL PRIVMSG MESSAGE_REFUSED #Tea ${refusal}`,
  );
  await bob.asks(
    "NOTICE #tea :free coffee",
    `:chat.local FAIL NOTICE MESSAGE_REFUSED #Tea ${refusal}`,
  );
  ann.hearsNothing();
  await bob.says("PRIVMSG #tea :coffee is free", "PRIVMSG ann :free coffee");
  assert.deepEqual(world.store.messages.map(({ text }) => text).slice(-2), [
    "coffee is free",
    "free coffee",
  ]);
});

Deno.test("the channel's half-ops and above are not filtered", async () => {
  const { ann, bob } = await ruled(["word", "coffee"], ["slow", "10"]);
  await ann.says("PRIVMSG #tea :coffee", "PRIVMSG #tea :coffee again");
  bob.hears(":ann!ann@host PRIVMSG #Tea :coffee", ":ann!ann@host PRIVMSG #Tea :coffee again");
});

Deno.test("in slow mode a person writes once in so many seconds, each for themselves", async () => {
  const { world, ann, bob } = await ruled(["slow", "10"]);
  const joe = await world.user("joe");
  await joe.joins("#tea");
  ann.read();
  bob.read();
  await bob.says("PRIVMSG #tea :one");
  world.now += 2500;
  await bob.asks("PRIVMSG #tea :two", /FAIL PRIVMSG MESSAGE_REFUSED/);
  await joe.says("PRIVMSG #tea :mine");
  world.now += 7500;
  await bob.says("PRIVMSG #tea :three");
  assert.deepEqual(ann.read(), [
    ":bob!bob@host PRIVMSG #Tea :one",
    ":joe!joe@host PRIVMSG #Tea :mine",
    ":bob!bob@host PRIVMSG #Tea :three",
  ]);
});

Deno.test("what waits for slow mode is told how long", async () => {
  const { world, bob } = await ruled(["slow", "10"]);
  await bob.says("PRIVMSG #tea :one");
  bob.read();
  world.now += 2500;
  await bob.asks(
    "PRIVMSG #tea :two",
    ":chat.local FAIL PRIVMSG MESSAGE_REFUSED #Tea :#Tea is in slow mode, one message in 10 s; " +
      "try again in 8 s",
  );
});

Deno.test("rules that another program makes hold at once", async () => {
  const { world, bob } = await ruled();
  world.services.rules.watch(world.services.log);
  const rule = { channel: "#tea", setBy: "root", setAt: world.now };
  await world.moderation.rules.put({ ...rule, kind: "word", value: "coffee" });
  world.moderation.changedElsewhere();
  await world.settles();
  await bob.asks("PRIVMSG #tea :coffee", /FAIL PRIVMSG MESSAGE_REFUSED/);
});

Deno.test("words fit whole words, whatever stands between and hides in them", () => {
  const fits = (words: string, texts: string[]) => texts.map((text) => fitsWords(words, text));
  assert.deepEqual(
    fits("ass", ["class", "Ass!", "an ass.", "a-s-s", "\x0304a\x03ss", "a\u200bss", "ＡＳＳ"]),
    [false, true, true, false, true, true, true],
  );
  assert.deepEqual(fits("coffee", ["free\ncoffee", "free\tcoffee", "cof\nfee"]), [
    true,
    true,
    false,
  ]);
  assert.deepEqual(fits("caf?", ["cafe", "café", "cafeteria"]), [true, true, false]);
  assert.deepEqual(fits("*coin", ["bitcoin", "coin", "coins"]), [true, true, false]);
  assert.deepEqual([isWords("*?"), isWords("..."), isWords("a*")], [false, false, true]);
});

Deno.test("each line of a message of several is filtered, and those that are one word together", async () => {
  const { world, ann } = await ruled(["word", "coffee"]);
  const joe = await world.user("joe", "batch draft/multiline message-tags");
  await joe.joins("#tea");
  ann.read();
  for (
    const second of [
      "@batch=1 PRIVMSG #tea :coffee",
      "@batch=1;draft/multiline-concat PRIVMSG #tea fee",
    ]
  ) {
    const first = second.endsWith(" fee") ? "free cof" : "free";
    await joe.says("BATCH +1 draft/multiline #tea", `@batch=1 PRIVMSG #tea :${first}`, second);
    await joe.asks("BATCH -1", /FAIL PRIVMSG MESSAGE_REFUSED #Tea /);
  }
  ann.hearsNothing();
});

Deno.test("a topic is filtered, and a reason for leaving that would be is left out", async () => {
  const { world, ann, bob } = await ruled(["word", "coffee"]);
  const [joe, kim] = [await world.user("joe"), await world.user("kim")];
  for (const one of [joe, kim]) await one.joins("#tea");
  await ann.says("MODE #tea -t");
  for (const one of [ann, bob, joe, kim]) one.read();
  await bob.asks("TOPIC #tea :free coffee", /FAIL TOPIC MESSAGE_REFUSED #Tea :#Tea has a filter/);
  await bob.says("PART #tea :free coffee");
  await joe.says("QUIT :free coffee");
  ann.hears(":bob!bob@host PART #Tea", ":joe!joe@host QUIT Quit");
  await kim.says("PART #tea :more tea");
  ann.hears(":kim!kim@host PART #Tea :more tea");
  await ann.says("TOPIC #tea :coffee", "PART #tea :coffee");
  assert.equal(world.network.channel("#tea"), undefined);
});
