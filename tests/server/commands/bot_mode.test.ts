/** https://ircv3.net/specs/extensions/bot-mode */
import { type Client, World } from "../../world.ts";

async function withBot(): Promise<{ world: World; bot: Client; ann: Client }> {
  const world = new World();
  const bot = await world.user("bot", "echo-message message-tags");
  const ann = await world.user("ann", "message-tags");
  for (const client of [bot, ann]) await client.joins("#tea");
  await bot.says("MODE bot +B");
  bot.read();
  return { world, bot, ann };
}

Deno.test("a user becomes a bot with a mode", async () => {
  const world = new World();
  const bot = await world.user("bot");
  await bot.asks("MODE bot +B", ":bot!bot@host MODE bot +B");
  await bot.asks("MODE bot -B", ":bot!bot@host MODE bot -B");
});

Deno.test("what a bot says has the bot tag, without a value, also on the echo", async () => {
  const { bot, ann } = await withBot();
  await bot.asks("PRIVMSG #tea :beep", /^@msgid=\w+;bot :bot!bot@host PRIVMSG #tea :beep$/);
  ann.hears(/^@msgid=\w+;bot :bot!bot@host PRIVMSG #tea :beep$/);
  await bot.says("PRIVMSG ann :boop");
  ann.hears(/^@msgid=\w+;bot :bot!bot@host PRIVMSG ann :boop$/);
});

Deno.test("what a bot does has the bot tag as well", async () => {
  const { bot, ann } = await withBot();
  await bot.says("TOPIC #tea :beeps", "NICK robot");
  ann.hears(/^@msgid=\w+;bot :bot!bot@host TOPIC #tea beeps$/, "@bot :bot!bot@host NICK robot");
});

Deno.test("who has no message-tags sees no bot tag", async () => {
  const { world, bot } = await withBot();
  const bob = await world.user("bob", "server-time");
  await bob.joins("#tea");
  await bot.says("PRIVMSG #tea :beep");
  bob.hears("@time=2026-01-01T00:00:00.000Z :bot!bot@host PRIVMSG #tea :beep");
});

Deno.test("people have no bot tag", async () => {
  const { bot, ann } = await withBot();
  await ann.says("PRIVMSG #tea :hello");
  bot.hears(/^@msgid=\w+ :ann!ann@host PRIVMSG #tea :hello$/);
});
