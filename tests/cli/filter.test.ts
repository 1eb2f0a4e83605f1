import assert from "node:assert/strict";
import { freshDatabase, testPostgres } from "../postgres.ts";
import { chat } from "./chat.ts";

Deno.test("filters are tried, made, listed and removed", async () => {
  await using server = await testPostgres();
  await using database = await freshDatabase(server);
  const filter = async (...args: string[]) => {
    const { code, stdout, stderr } = await chat([
      "filter",
      ...args,
      "--database-url",
      database.url,
    ]);
    return [code, stdout + stderr] as const;
  };
  assert.deepEqual(await filter("test", "#tea", "coffee", "--since", "30d"), [
    0,
    "0 of 0 messages would have been refused.\n",
  ]);
  assert.deepEqual(await filter("add", "#Tea", "free coff*"), [
    0,
    '#tea: nobody may write "free coff*".\n',
  ]);
  assert.deepEqual(await filter("add", "#tea", "--slow", "10"), [
    0,
    "#tea: one message of each person in 10 s.\n",
  ]);
  const [, list] = await filter("list");
  assert.match(list, /^#tea {2}nobody may write "free coff\*" .*\n#tea {2}one message .* 10 s /);
  assert.deepEqual(await filter("remove", "#tea", "coffee"), [
    69,
    '#tea has no such rule: nobody may write "coffee". chat filter list shows those there are.\n',
  ]);
});

Deno.test("a rule without words, with both, or that fits everything is refused in one sentence", async () => {
  for (
    const [args, sentence] of [
      [["#tea"], "A rule is either words or --slow; give one of them.\n"],
      [["#tea", "**"], '"**" has no letter or digit, so that it would fit everything.\n'],
      [["tea", "coffee"], '"tea" is no channel; its name begins with #.\n'],
    ] as const
  ) {
    const { code, stderr } = await chat(["filter", "add", ...args]);
    assert.deepEqual([code, stderr], [64, sentence]);
  }
});
