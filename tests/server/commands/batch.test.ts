import assert from "node:assert/strict";
import { type Client, World, type WorldSettings } from "../../world.ts";

const PLAIN = "batch echo-message labeled-response message-tags server-time";
const CAPS = `draft/multiline ${PLAIN}`;

/** ann and bob know multiline messages, cyd does not; all of them have read everything. */
async function tea(
  settings: WorldSettings = {},
): Promise<{ world: World; ann: Client; bob: Client; cyd: Client }> {
  const world = new World(settings);
  const ann = await world.user("ann", CAPS);
  const bob = await world.user("bob", CAPS);
  const cyd = await world.user("cyd", PLAIN);
  for (const client of [ann, bob, cyd]) await client.joins("#tea");
  for (const client of [ann, bob, cyd]) client.read();
  return { world, ann, bob, cyd };
}

const MESSAGE = [
  "BATCH +1 draft/multiline #tea",
  "@batch=1 PRIVMSG #tea hello",
  "@batch=1 PRIVMSG #tea :",
  "@batch=1 PRIVMSG #tea :how is ",
  "@batch=1;draft/multiline-concat PRIVMSG #tea :everyone?",
  "BATCH -1",
];

/** `@tags :source BATCH +id …` has these tags, in whatever order. */
function tagsOf(line = ""): string[] {
  return line.startsWith("@") ? line.slice(1, line.indexOf(" ")).split(";").sort() : [];
}

Deno.test("a message of several lines comes as one batch to those who read such batches", async () => {
  const { world, ann, bob } = await tea();
  await ann.says(...MESSAGE);
  const msgid = world.store.messages.at(-1)?.msgid;
  bob.hears(
    `@time=2026-01-01T00:00:00.000Z;msgid=${msgid} :ann!ann@host BATCH +${msgid} draft/multiline #tea`,
    `@batch=${msgid} :ann!ann@host PRIVMSG #tea :hello`,
    `@batch=${msgid} :ann!ann@host PRIVMSG #tea :`,
    `@batch=${msgid} :ann!ann@host PRIVMSG #tea :how is `,
    `@batch=${msgid};draft/multiline-concat :ann!ann@host PRIVMSG #tea :everyone?`,
    `:ann!ann@host BATCH -${msgid}`,
  );
});

Deno.test("others get its lines one by one, without the blank ones, and the msgid on the first", async () => {
  const { world, ann, cyd } = await tea();
  await ann.says("@+x=y BATCH +1 draft/multiline #tea", ...MESSAGE.slice(1));
  const msgid = world.store.messages.at(-1)?.msgid;
  const time = "time=2026-01-01T00:00:00.000Z";
  cyd.hears(
    `@${time};msgid=${msgid};+x=y :ann!ann@host PRIVMSG #tea :hello`,
    `@${time};+x=y :ann!ann@host PRIVMSG #tea :how is `,
    `@${time};+x=y :ann!ann@host PRIVMSG #tea :everyone?`,
  );
});

Deno.test("a client that knows multiline messages but no batches gets the lines one by one, too", async () => {
  const { world, ann } = await tea();
  const dan = await world.user("dan", "draft/multiline");
  await dan.joins("#tea");
  await ann.says(...MESSAGE);
  assert.deepEqual(dan.read().map((line) => line.slice(line.lastIndexOf(":"))), [
    ":hello",
    ":how is ",
    ":everyone?",
  ]);
});

Deno.test("it is kept as one text, with line feeds between its lines", async () => {
  const { world, ann } = await tea();
  await ann.says(...MESSAGE);
  const [message] = world.store.messages.filter(({ kind }) => kind === "PRIVMSG");
  assert.equal(message?.text, "hello\n\nhow is everyone?");
});

Deno.test("the echo has the label of the line that opened the batch, on its own first line alone", async () => {
  const { ann } = await tea();
  await ann.says("@label=xyz BATCH +1 draft/multiline #tea");
  ann.hearsNothing();
  await ann.says(...MESSAGE.slice(1));
  const [open, ...rest] = ann.read();
  assert.match(open ?? "", / BATCH \+\w+ draft\/multiline #tea$/);
  assert.ok(tagsOf(open).includes("label=xyz"));
  assert.equal(rest.length, 5);
  for (const line of rest) assert.ok(!tagsOf(line).includes("label=xyz"));
});

Deno.test("without echo-message the label is acknowledged when the message is stored", async () => {
  const { world } = await tea();
  const dan = await world.user("dan", "batch draft/multiline labeled-response");
  await dan.joins("#tea");
  world.store.held = true;
  for (const line of ["@label=xyz BATCH +1 draft/multiline #tea", ...MESSAGE.slice(1)]) {
    await dan.sends(line);
  }
  dan.hearsNothing();
  world.store.commit();
  dan.hears("@label=xyz :chat.local ACK");
});

Deno.test("nobody sees a message of several lines that could not be stored", async () => {
  const { world, ann, bob } = await tea();
  world.store.down = "The database is away";
  await ann.says("@label=xyz BATCH +1 draft/multiline #tea", ...MESSAGE.slice(1));
  ann.hears("@label=xyz :chat.local FAIL PRIVMSG MESSAGE_NOT_STORED #tea :The database is away");
  bob.hearsNothing();
});

Deno.test("a NOTICE and a private message can have several lines", async () => {
  const { ann, bob } = await tea();
  await ann.says(
    "BATCH +x draft/multiline bob",
    "@batch=x NOTICE bob one",
    "@batch=x NOTICE BOB two",
    "BATCH -x",
  );
  const heard = bob.read().map((line) => line.replace(/^@\S+ /, ""));
  assert.deepEqual(heard.slice(1, -1), [
    ":ann!ann@host NOTICE bob :one",
    ":ann!ann@host NOTICE bob :two",
  ]);
  assert.match(heard[0] ?? "", /^:ann!ann@host BATCH \+\w+ draft\/multiline bob$/);
});

Deno.test("history gives it as a batch in the batch, and one by one to others", async () => {
  const { world, ann, bob, cyd } = await tea();
  await ann.says(...MESSAGE, "PRIVMSG #tea :bye");
  const msgid = world.store.messages.at(-2)?.msgid;
  for (const client of [bob, cyd]) client.read();
  await bob.says("CHATHISTORY LATEST #tea * 10");
  const [outer = "", open, ...rest] = bob.read();
  const id = /BATCH \+(\w+) chathistory/.exec(outer)?.[1];
  assert.deepEqual(
    tagsOf(open),
    [`batch=${id}`, `msgid=${msgid}`, "time=2026-01-01T00:00:00.000Z"].sort(),
  );
  const inner = `@batch=${msgid} :ann!ann@host PRIVMSG #tea :`;
  assert.deepEqual(rest.slice(0, 4), [
    `${inner}hello`,
    inner,
    `${inner}how is everyone?`,
    `@batch=${id} :ann!ann@host BATCH -${msgid}`,
  ]);
  await cyd.says("CHATHISTORY LATEST #tea * 10");
  const lines = cyd.read().slice(1, -1);
  assert.deepEqual(lines.map((line) => line.slice(line.lastIndexOf(":") + 1)), [
    "hello",
    "how is everyone?",
    "bye",
  ]);
  assert.equal(lines.filter((line) => line.includes(`msgid=${msgid}`)).length, 1);
  assert.equal(lines.filter((line) => /batch=/.test(line)).length, 3, "each is in the outer batch");
});

Deno.test("history cuts a text that is too long for a line between words, and nothing is lost", async () => {
  const { ann, bob } = await tea();
  const words = Array.from({ length: 100 }, (_, i) => `wörd${i} `);
  const half = [words.slice(0, 50).join(""), words.slice(50).join("")];
  await ann.says(
    "BATCH +1 draft/multiline #tea",
    `@batch=1 PRIVMSG #tea :${half[0]}`,
    `@batch=1;draft/multiline-concat PRIVMSG #tea :${half[1]}`,
    "BATCH -1",
  );
  bob.read();
  await bob.says("CHATHISTORY LATEST #tea * 1");
  const lines = bob.read().slice(2, -2);
  const utf8 = new TextEncoder();
  for (const line of lines) {
    assert.ok(utf8.encode(line.slice(line.indexOf(":"))).length <= 510);
    assert.match(line, / $/);
  }
  assert.ok(lines.slice(1).every((line) => tagsOf(line).includes("draft/multiline-concat")));
  assert.equal(lines.map((line) => line.slice(line.lastIndexOf(":") + 1)).join(""), half.join(""));
});

Deno.test("the capability tells the limits", async () => {
  const world = new World({ limits: { multilineMaxBytes: 4096, multilineMaxLines: 32 } });
  const client = world.connect();
  await client.says("CAP LS 302");
  assert.match(client.read().join(" "), /[ :]draft\/multiline=max-bytes=4096,max-lines=32 /);
});

Deno.test("one line too many is refused as it comes, and the rest of the batch is ignored", async () => {
  const { world, ann, bob } = await tea({ limits: { multilineMaxLines: 2 } });
  await ann.says(MESSAGE[0] ?? "", "@batch=1 PRIVMSG #tea 1", "@batch=1 PRIVMSG #tea 2");
  ann.hearsNothing();
  await ann.asks(
    "@batch=1 PRIVMSG #tea 3",
    ":chat.local FAIL BATCH MULTILINE_MAX_LINES 2 :A message has at most 2 lines; send it in parts",
  );
  await ann.says("@batch=1 PRIVMSG #tea 4", "BATCH -1");
  ann.hearsNothing();
  bob.hearsNothing();
  assert.ok(world.store.messages.every(({ kind }) => kind === "JOIN"));
});

Deno.test("one byte too many is refused; line feeds count, where lines are joined", async () => {
  const { ann } = await tea({ limits: { multilineMaxBytes: 7 } });
  await ann.says(MESSAGE[0] ?? "", "@batch=1 PRIVMSG #tea :äb", "@batch=1 PRIVMSG #tea cde");
  ann.hearsNothing();
  await ann.says("BATCH -1");
  assert.equal(ann.read().length, 4, "äb, a line feed and cde are seven bytes");
  await ann.says(MESSAGE[0] ?? "", "@batch=1 PRIVMSG #tea :äb");
  await ann.asks(
    "@batch=1 PRIVMSG #tea cdef",
    ":chat.local FAIL BATCH MULTILINE_MAX_BYTES 7 :A message has at most 7 bytes; send it in parts",
  );
});

for (
  const [why, lines, answer] of [
    ["a line of another batch", ["@batch=2 PRIVMSG #tea hi"], "MULTILINE_INVALID"],
    ["a line that is in no batch", ["PRIVMSG #tea hi"], "MULTILINE_INVALID"],
    ["another target", ["@batch=1 PRIVMSG #coffee hi"], "MULTILINE_INVALID_TARGET #tea #coffee"],
    [
      "a blank line that goes on",
      ["@batch=1 PRIVMSG #tea hi", "@batch=1;draft/multiline-concat PRIVMSG #tea :"],
      "MULTILINE_INVALID",
    ],
    [
      "a blank first line that goes on",
      ["@batch=1;draft/multiline-concat PRIVMSG #tea :"],
      "MULTILINE_INVALID",
    ],
    [
      "a NOTICE among PRIVMSGs",
      ["@batch=1 PRIVMSG #tea hi", "@batch=1 NOTICE #tea hi"],
      "MULTILINE_INVALID",
    ],
    ["nothing but blank lines", ["@batch=1 PRIVMSG #tea :", "BATCH -1"], "MULTILINE_INVALID"],
    ["no line at all", ["BATCH -1"], "MULTILINE_INVALID"],
    ["a second batch", ["BATCH +2 draft/multiline #tea"], "MULTILINE_INVALID"],
    ["the end of another batch", ["BATCH -2"], "MULTILINE_INVALID"],
  ] as const
) {
  Deno.test(`a batch with ${why} is refused at once, with its label`, async () => {
    const { ann, bob } = await tea();
    await ann.says("@label=xyz BATCH +1 draft/multiline #tea", ...lines);
    const [line = "", ...rest] = ann.read();
    assert.ok(line.startsWith(`@label=xyz :chat.local FAIL BATCH ${answer} :`), line);
    assert.deepEqual(rest, []);
    bob.hearsNothing();
    await ann.says(...MESSAGE);
    assert.equal(bob.read().length, 6, "the next batch gets through");
  });
}

for (
  const line of [
    "BATCH +1 netsplit #tea",
    "BATCH +1 draft/multiline",
    "BATCH + draft/multiline #tea",
    "BATCH 1 draft/multiline #tea",
    "BATCH -1",
    "@batch=1 PRIVMSG #tea hi",
  ]
) {
  Deno.test(`without an open batch, "${line}" is refused`, async () => {
    const { ann, bob } = await tea();
    await ann.asks(line, /^:chat\.local FAIL BATCH MULTILINE_INVALID :./);
    bob.hearsNothing();
  });
}

Deno.test("who has not asked for multiline messages cannot send them", async () => {
  const { cyd, bob } = await tea();
  await cyd.asks(
    "BATCH +1 draft/multiline #tea",
    ":chat.local FAIL BATCH MULTILINE_INVALID :Ask for the capability draft/multiline first",
  );
  await cyd.says(...MESSAGE.slice(1));
  cyd.hearsNothing();
  bob.hearsNothing();
});

Deno.test("PING is answered while a batch is open", async () => {
  const { ann } = await tea();
  await ann.says(...MESSAGE.slice(0, 3));
  await ann.asks("PING x", ":chat.local PONG chat.local x");
  await ann.says(...MESSAGE.slice(3));
  assert.equal(ann.read().length, 6);
});

Deno.test("a message of several lines is refused like any other: target, right to speak, length", async () => {
  const { ann, bob, cyd } = await tea();
  const say = async (client: Client, target: string, text = "hi") => {
    await client.says(
      `BATCH +1 draft/multiline ${target}`,
      `@batch=1 PRIVMSG ${target} :${text}`,
      "BATCH -1",
    );
    return client.read().join();
  };
  assert.equal(await say(bob, "nobody"), ":chat.local 401 bob nobody :No such nick/channel");
  assert.equal(await say(bob, "#nowhere"), ":chat.local 403 bob #nowhere :No such channel");
  assert.equal(
    await say(ann, "#tea", "x".repeat(490)),
    ":chat.local 417 ann :Input line was too long",
  );
  await ann.says("MODE #tea +m");
  bob.read();
  assert.equal(await say(bob, "#tea"), ":chat.local 404 bob #tea :Cannot send to channel");
  cyd.read();
});

Deno.test("the sender's own id makes a message of several lines safe to send again", async () => {
  const { world, ann, bob } = await tea();
  const again = ["@+chat/id=7 BATCH +1 draft/multiline #tea", ...MESSAGE.slice(1)];
  await ann.says(...again);
  const first = ann.read();
  assert.equal(bob.read().length, 6);
  await ann.says(...again);
  const second = ann.read();
  assert.deepEqual(tagsOf(second[0]), tagsOf(first[0]), "the same msgid and time");
  bob.hearsNothing();
  assert.equal(world.store.messages.filter(({ kind }) => kind === "PRIVMSG").length, 1);
});
