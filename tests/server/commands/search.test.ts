import assert from "node:assert/strict";
import { type Client, World } from "../../world.ts";

const CAPS = "batch message-tags server-time soju.im/search";

/** ann and bob are in #tea, ann is in #coffee too, and they talk to each other; one message a second. */
async function talk() {
  const world = new World();
  for (const name of ["ann", "bob"]) await world.account(name);
  const [ann, bob] = [await world.login("ann", "ann", CAPS), await world.login("bob", "bob", CAPS)];
  await ann.joins("#tea", "#coffee");
  await bob.joins("#tea");
  const says = async (client: Client, line: string) => {
    world.now += 1000;
    await client.says(line);
  };
  await says(ann, "PRIVMSG #tea :Green tea is fast made");
  await says(bob, "PRIVMSG #tea :fasting is hard");
  await says(ann, "PRIVMSG #coffee :black coffee, no tea");
  await says(ann, "PRIVMSG bob :a secret tea");
  await says(bob, "NOTICE ann :Tea? Ünbelievable");
  await says(ann, "TOPIC #tea :tea");
  for (const client of [ann, bob]) client.read();
  return { world, ann, bob };
}

/** The texts in the answer's batch. */
async function find(client: Client, attributes: string): Promise<string[]> {
  await client.says(`SEARCH ${attributes}`);
  const [open = "", ...lines] = client.read();
  const id = /^:chat\.local BATCH \+(\S+) soju\.im\/search$/.exec(open)?.[1];
  assert.equal(lines.pop(), `:chat.local BATCH -${id}`, open);
  for (const line of lines) assert.ok(line.startsWith(`@batch=${id};time=`), line);
  return lines.map((line) => line.slice(line.lastIndexOf(" :") + 2));
}

const second = (n: number) => `2026-01-01T00:00:0${n}.000Z`;

Deno.test("SEARCH finds messages by their words, wherever one may read, oldest first", async () => {
  const { ann, bob } = await talk();
  assert.deepEqual(await find(ann, "text=tea"), [
    "Green tea is fast made",
    "black coffee, no tea",
    "a secret tea",
    "Tea? Ünbelievable",
  ]);
  assert.deepEqual(await find(bob, "text=tea"), [
    "Green tea is fast made",
    "a secret tea",
    "Tea? Ünbelievable",
  ]);
});

Deno.test("a message that was found is the one that was said: its source, target, time and msgid", async () => {
  const { world, bob } = await talk();
  const msgid = world.store.messages.find(({ text }) => text === "a secret tea")?.msgid;
  await bob.says("SEARCH text=secret");
  assert.equal(
    bob.read()[1]?.replace(/batch=\w+;/, ""),
    `@time=${second(4)};msgid=${msgid} :ann!ann@host PRIVMSG bob :a secret tea`,
  );
});

Deno.test("nobody finds what others said in private, or where one is not", async () => {
  const { world } = await talk();
  const cyd = await world.user("cyd", CAPS);
  assert.deepEqual(await find(cyd, "text=tea"), []);
  for (const channel of ["#tea", "#nowhere"]) {
    await cyd.asks(
      `SEARCH in=${channel};text=tea`,
      `:chat.local FAIL SEARCH INVALID_PARAMS in :There is no "${channel}" in which you may read`,
    );
  }
  assert.deepEqual(await find(cyd, "in=ann;text=tea"), []);
  assert.deepEqual(await find(cyd, "in=nobody;text=tea"), []);
});

Deno.test("words are found whatever their letters' case, and by their beginning", async () => {
  const { ann } = await talk();
  assert.deepEqual(await find(ann, "text=FAST"), ["Green tea is fast made", "fasting is hard"]);
  assert.deepEqual(await find(ann, "text=ünbel"), ["Tea? Ünbelievable"]);
  assert.deepEqual(await find(ann, "text=ea"), []);
});

Deno.test("several words must all be there, in whatever order", async () => {
  const { ann } = await talk();
  assert.deepEqual(await find(ann, "text=tea\\sgreen"), ["Green tea is fast made"]);
  assert.deepEqual(await find(ann, ":text=tea green"), ["Green tea is fast made"]);
  assert.deepEqual(await find(ann, "text=tea\\sblue"), []);
  assert.deepEqual(await find(ann, "text=?!"), []);
});

Deno.test("in= looks into one channel or one private conversation", async () => {
  const { ann } = await talk();
  assert.deepEqual(await find(ann, "in=#TEA"), ["Green tea is fast made", "fasting is hard"]);
  assert.deepEqual(await find(ann, "in=bob;text=tea"), ["a secret tea", "Tea? Ünbelievable"]);
});

Deno.test("from= finds what somebody has said", async () => {
  const { ann } = await talk();
  assert.deepEqual(await find(ann, "from=BOB"), ["fasting is hard", "Tea? Ünbelievable"]);
  assert.deepEqual(await find(ann, "from=bob;in=#tea"), ["fasting is hard"]);
});

Deno.test("after= and before= include their moments", async () => {
  const { ann } = await talk();
  assert.deepEqual(await find(ann, `after=${second(4)}`), ["a secret tea", "Tea? Ünbelievable"]);
  assert.deepEqual(await find(ann, `before=${second(1)}`), ["Green tea is fast made"]);
  assert.deepEqual(await find(ann, `after=${second(2)};before=${second(2)}`), ["fasting is hard"]);
});

Deno.test("limit= counts from after=, and from the newest message otherwise", async () => {
  const { ann } = await talk();
  assert.deepEqual(await find(ann, "limit=1"), ["Tea? Ünbelievable"]);
  assert.deepEqual(await find(ann, `limit=1;before=${second(2)}`), ["fasting is hard"]);
  assert.deepEqual(await find(ann, `limit=1;after=${second(2)}`), ["fasting is hard"]);
});

Deno.test("only PRIVMSG and NOTICE are found, and what was taken back is not", async () => {
  const { world, ann } = await talk();
  const msgid = world.store.messages.find(({ text }) => text.startsWith("Green"))?.msgid;
  await ann.says(`REDACT #tea ${msgid}`);
  ann.read();
  assert.deepEqual(await find(ann, "in=#tea;text=tea"), []);
});

Deno.test("a message to the ops is found by those who have their rank", async () => {
  const { ann, bob } = await talk();
  await ann.says("PRIVMSG @#tea :for ops");
  ann.read();
  assert.deepEqual(await find(ann, "text=ops"), ["for ops"]);
  assert.deepEqual(await find(bob, "text=ops"), []);
  assert.deepEqual(await find(bob, "text=ops;in=#tea"), []);
});

for (
  const [attributes, wrong] of [
    ["color=red", "color"],
    ["limit=0", "limit"],
    ["limit=many", "limit"],
    ["after=yesterday", "after"],
    ["before=", "before"],
  ] as const
) {
  Deno.test(`SEARCH ${attributes} is refused`, async () => {
    const { ann } = await talk();
    await ann.says(`SEARCH ${attributes}`);
    const [line = "", ...rest] = ann.read();
    assert.ok(line.startsWith(`:chat.local FAIL SEARCH INVALID_PARAMS ${wrong} :`), line);
    assert.deepEqual(rest, []);
  });
}

Deno.test("a database that cannot answer is told in one sentence", async () => {
  const { world, ann } = await talk();
  world.store.down = "gone";
  await ann.asks(
    "SEARCH text=tea",
    ":chat.local FAIL SEARCH INTERNAL_ERROR " +
      ":Messages cannot be searched right now; try again in a moment",
  );
});
