import assert from "node:assert/strict";
import { type Client, World } from "../../world.ts";

const CAPS = "batch draft/chathistory message-tags server-time";
const NEW_YEAR = Date.UTC(2026, 0, 1);

/** A channel in which ann has said "0" to "9", ten milliseconds apart, from 10 ms after New Year on. */
async function tea(caps = CAPS): Promise<{ world: World; ann: Client; msgids: string[] }> {
  const world = new World();
  const ann = await world.user("ann", caps);
  await ann.joins("#tea");
  for (let i = 0; i < 10; i++) {
    world.now += 10;
    await ann.says(`PRIVMSG #tea :${i}`);
  }
  const msgids = world.store.messages.filter(({ kind }) => kind === "PRIVMSG")
    .map(({ msgid }) => msgid);
  return { world, ann, msgids };
}

/** `timestamp=` of the message that says `i`. */
const at = (i: number) => `timestamp=${new Date(NEW_YEAR + 10 + i * 10).toISOString()}`;

/** Asks, and gives the last parameters of what comes in the batch. */
async function texts(client: Client, question: string, target = "#tea"): Promise<string> {
  await client.says(question);
  const [first = "", ...rest] = client.read();
  const id = /^:chat\.local BATCH \+(\S+) chathistory (\S+)$/.exec(first);
  assert.equal(id?.[2], target, first);
  assert.equal(rest.pop(), `:chat.local BATCH -${id?.[1]}`);
  for (const line of rest) assert.ok(line.startsWith(`@batch=${id?.[1]};`), line);
  return rest.map((line) => line.slice(line.lastIndexOf(":") + 1)).join(" ");
}

Deno.test("a message comes from history as it came when it was said: source, time and msgid", async () => {
  const world = new World();
  const [ann, bob] = [await world.user("ann", CAPS), await world.user("bob", CAPS)];
  await ann.joins("#tea");
  await bob.joins("#tea");
  world.now += 2;
  await ann.says("@+draft/reply=m0 PRIVMSG #tea :hello there");
  const [line = ""] = bob.read().slice(-1);
  assert.match(line, /^@time=2026-01-01T00:00:00\.002Z;msgid=\w+;\+draft\/reply=m0 :ann!ann@host /);
  await bob.says("CHATHISTORY LATEST #tea * 10");
  const [open = "", heard, close] = bob.read();
  const id = open.replace(/^.* \+(\S+) .*$/, "$1");
  assert.equal(heard, line.replace("@", `@batch=${id};`));
  assert.equal(close, `:chat.local BATCH -${id}`);
});

Deno.test("LATEST gives the newest messages, oldest first", async () => {
  const { ann } = await tea();
  assert.equal(await texts(ann, "CHATHISTORY LATEST #tea * 100"), "0 1 2 3 4 5 6 7 8 9");
  assert.equal(await texts(ann, "CHATHISTORY LATEST #tea * 3"), "7 8 9");
});

Deno.test("LATEST with a reference gives the newest messages after it", async () => {
  const { ann, msgids } = await tea();
  assert.equal(await texts(ann, `CHATHISTORY LATEST #tea msgid=${msgids[4]} 100`), "5 6 7 8 9");
  assert.equal(await texts(ann, `CHATHISTORY LATEST #tea ${at(4)} 100`), "5 6 7 8 9");
  assert.equal(await texts(ann, `CHATHISTORY LATEST #tea ${at(4)} 2`), "8 9");
});

Deno.test("BEFORE gives the messages that come directly before the reference, without it", async () => {
  const { ann, msgids } = await tea();
  assert.equal(await texts(ann, `CHATHISTORY BEFORE #tea msgid=${msgids[6]} 100`), "0 1 2 3 4 5");
  assert.equal(await texts(ann, `CHATHISTORY BEFORE #tea ${at(6)} 2`), "4 5");
});

Deno.test("AFTER gives the messages that come directly after the reference, without it", async () => {
  const { ann, msgids } = await tea();
  assert.equal(await texts(ann, `CHATHISTORY AFTER #tea msgid=${msgids[3]} 100`), "4 5 6 7 8 9");
  assert.equal(await texts(ann, `CHATHISTORY AFTER #tea ${at(3)} 3`), "4 5 6");
});

Deno.test("BETWEEN counts its limit from the first reference, forwards and backwards", async () => {
  const { ann, msgids } = await tea();
  const [first, last] = [`msgid=${msgids[0]}`, `msgid=${msgids[9]}`];
  for (const [a, z] of [[first, last], [at(0), at(9)], [first, at(9)], [at(0), last]]) {
    const question = `CHATHISTORY BETWEEN #tea`;
    assert.equal(await texts(ann, `${question} ${a} ${z} 100`), "1 2 3 4 5 6 7 8");
    assert.equal(await texts(ann, `${question} ${z} ${a} 100`), "1 2 3 4 5 6 7 8");
    assert.equal(await texts(ann, `${question} ${a} ${z} 3`), "1 2 3");
    assert.equal(await texts(ann, `${question} ${z} ${a} 3`), "6 7 8");
    assert.equal(await texts(ann, `${question} ${a} ${a} 3`), "");
  }
});

Deno.test("AROUND gives the message itself and as many on each side of it", async () => {
  const { ann, msgids } = await tea();
  assert.equal(await texts(ann, `CHATHISTORY AROUND #tea msgid=${msgids[7]} 1`), "7");
  assert.equal(await texts(ann, `CHATHISTORY AROUND #tea msgid=${msgids[7]} 3`), "6 7 8");
  assert.equal(await texts(ann, `CHATHISTORY AROUND #tea msgid=${msgids[7]} 4`), "5 6 7 8");
  assert.equal(await texts(ann, `CHATHISTORY AROUND #tea ${at(7)} 3`), "6 7 8");
  assert.equal(await texts(ann, `CHATHISTORY AROUND #tea msgid=${msgids[0]} 3`), "0 1");
});

Deno.test("messages of the same millisecond are told apart by msgid", async () => {
  const world = new World();
  const ann = await world.user("ann", CAPS);
  await ann.joins("#tea");
  await ann.says("PRIVMSG #tea :1", "PRIVMSG #tea :2", "PRIVMSG #tea :3");
  const [, second] = world.store.messages.filter(({ kind }) => kind === "PRIVMSG");
  assert.equal(await texts(ann, `CHATHISTORY BEFORE #tea msgid=${second?.msgid} 9`), "1");
  assert.equal(await texts(ann, `CHATHISTORY AFTER #tea msgid=${second?.msgid} 9`), "3");
});

Deno.test("the limit is at most that of ISUPPORT", async () => {
  const world = new World({ history: { maxMessages: 2 } });
  const client = world.connect();
  await client.says("CAP LS 302", `CAP REQ :${CAPS}`, "NICK ann", "USER ann 0 * :Ann", "CAP END");
  const welcome = client.read().join("\n");
  assert.match(welcome, / CHATHISTORY=2 /);
  assert.match(welcome, / MSGREFTYPES=msgid,timestamp /);
  await client.joins("#tea");
  await client.says("PRIVMSG #tea :1", "PRIVMSG #tea :2", "PRIVMSG #tea :3");
  assert.equal(await texts(client, "CHATHISTORY LATEST #tea * 100"), "2 3");
});

Deno.test("an empty history is an empty batch", async () => {
  const world = new World();
  const ann = await world.user("ann", CAPS);
  await ann.joins("#tea");
  assert.equal(await texts(ann, "CHATHISTORY LATEST #tea * 10"), "");
  assert.equal(await texts(ann, "CHATHISTORY LATEST nobody * 10", "nobody"), "");
});

Deno.test("the batch spells the target as it was asked for, whatever its letters' case", async () => {
  const { ann } = await tea();
  assert.equal(await texts(ann, "CHATHISTORY LATEST #TeA * 1", "#TeA"), "9");
});

Deno.test("subcommands may be spelled in any case", async () => {
  const { ann } = await tea();
  assert.equal(await texts(ann, "CHATHISTORY latest #tea * 1"), "9");
});

Deno.test("a client without batch gets the lines alone", async () => {
  const { ann } = await tea("draft/chathistory");
  await ann.asks(
    "CHATHISTORY LATEST #tea * 2",
    ":ann!ann@host PRIVMSG #tea :8",
    ":ann!ann@host PRIVMSG #tea :9",
  );
});

Deno.test("the label of the question stands on the batch alone", async () => {
  const { ann, msgids } = await tea(`labeled-response ${CAPS}`);
  await ann.says("@label=xyz CHATHISTORY LATEST #tea * 1");
  const [open = "", line, close] = ann.read();
  const id = /^@label=xyz :chat\.local BATCH \+(\S+) chathistory #tea$/.exec(open)?.[1];
  const tags = `@batch=${id};time=2026-01-01T00:00:00.100Z;msgid=${msgids[9]}`;
  assert.equal(line, `${tags} :ann!ann@host PRIVMSG #tea :9`);
  assert.equal(close, `:chat.local BATCH -${id}`);
});

Deno.test("a channel that is not there, or that one is not in, has no history to read", async () => {
  const { world } = await tea();
  const bob = await world.user("bob", CAPS);
  for (const name of ["#tea", "#nowhere"]) {
    await bob.asks(
      `CHATHISTORY LATEST ${name} * 10`,
      `:chat.local FAIL CHATHISTORY INVALID_TARGET LATEST ${name} ` +
        `:There is no "${name}" in which you may read`,
    );
  }
});

Deno.test("who leaves a channel cannot read on", async () => {
  const { ann } = await tea();
  await ann.says("PART #tea");
  ann.read();
  await ann.asks("CHATHISTORY LATEST #tea * 10", / FAIL CHATHISTORY INVALID_TARGET LATEST #tea :/);
});

for (
  const [wrong, answer] of [
    ["NEWEST #tea * 10", "INVALID_PARAMS NEWEST"],
    ["LATEST", "INVALID_PARAMS LATEST"],
    ["LATEST #tea *", "INVALID_PARAMS LATEST"],
    ["LATEST #tea * 10 20", "INVALID_PARAMS LATEST"],
    ["BETWEEN #tea timestamp=2026-01-01T00:00:00.000Z 10", "INVALID_PARAMS BETWEEN"],
    ["LATEST #tea * 0", "INVALID_PARAMS LATEST 0"],
    ["LATEST #tea * -1", "INVALID_PARAMS LATEST -1"],
    ["LATEST #tea * ten", "INVALID_PARAMS LATEST ten"],
    ["BEFORE #tea * 10", "INVALID_PARAMS BEFORE *"],
    ["BEFORE #tea msgid= 10", "INVALID_PARAMS BEFORE msgid="],
    ["BEFORE #tea timestamp=yesterday 10", "INVALID_PARAMS BEFORE timestamp=yesterday"],
    [
      "BEFORE #tea timestamp=2026-13-01T00:00:00.000Z 10",
      "INVALID_PARAMS BEFORE timestamp=2026-13-01T00:00:00.000Z",
    ],
    ["BEFORE #tea seq=7 10", "INVALID_MSGREFTYPE BEFORE #tea seq=7"],
    ["BEFORE #tea msgid=unheard-of 10", "INVALID_PARAMS BEFORE #tea"],
    ["TARGETS timestamp=2026-01-01T00:00:00.000Z 10", "INVALID_PARAMS TARGETS"],
    ["TARGETS msgid=m1 msgid=m2 10", "INVALID_PARAMS TARGETS"],
  ] as const
) {
  Deno.test(`CHATHISTORY ${wrong} is refused with ${answer}`, async () => {
    const { ann } = await tea();
    await ann.says(`CHATHISTORY ${wrong}`);
    const [line = "", ...rest] = ann.read();
    assert.ok(line.startsWith(`:chat.local FAIL CHATHISTORY ${answer} :`), line);
    assert.deepEqual(rest, []);
  });
}

Deno.test("CHATHISTORY alone is answered with 461", async () => {
  const { ann } = await tea();
  await ann.asks("CHATHISTORY", ":chat.local 461 ann CHATHISTORY :Not enough parameters");
});

Deno.test("a message of another conversation is no reference", async () => {
  const { world, ann, msgids } = await tea();
  await ann.joins("#coffee");
  await ann.says("PRIVMSG #coffee :hello");
  const foreign = world.store.messages.at(-1)?.msgid;
  await ann.asks(
    `CHATHISTORY AFTER #tea msgid=${foreign} 10`,
    ":chat.local FAIL CHATHISTORY INVALID_PARAMS AFTER #tea " +
      ":No message of #tea has the msgid that you gave",
  );
  await ann.asks(
    `CHATHISTORY AFTER #coffee msgid=${msgids[0]} 10`,
    /INVALID_PARAMS AFTER #coffee /,
  );
});

Deno.test("a database that cannot answer is told in one sentence", async () => {
  const { world, ann } = await tea();
  world.store.down = "gone";
  await ann.asks(
    "CHATHISTORY LATEST #tea * 10",
    ":chat.local FAIL CHATHISTORY MESSAGE_ERROR LATEST #tea " +
      ":Messages cannot be read right now; try again in a moment",
  );
  await ann.asks(
    `CHATHISTORY TARGETS ${at(0)} ${at(9)} 10`,
    ":chat.local FAIL CHATHISTORY MESSAGE_ERROR TARGETS " +
      ":Messages cannot be read right now; try again in a moment",
  );
  assert.equal(world.logged.length, 2);
  world.store.down = undefined;
  assert.equal(await texts(ann, "CHATHISTORY LATEST #tea * 1"), "9");
});

Deno.test("what was said before a message is in history when that message is echoed", async () => {
  const world = new World();
  const ann = await world.user("ann", `echo-message ${CAPS}`);
  await ann.joins("#tea");
  world.store.held = true;
  await ann.sends("PRIVMSG #tea :hello");
  const question = ann.says("CHATHISTORY LATEST #tea * 10");
  ann.hearsNothing();
  world.store.held = false;
  world.store.commit();
  await question;
  const heard = ann.read();
  assert.match(heard[0] ?? "", / PRIVMSG #tea :hello$/);
  assert.match(heard[2] ?? "", /^@batch=.* PRIVMSG #tea :hello$/);
});

Deno.test("a message to the ops is in the history of those who have their rank", async () => {
  const world = new World();
  const [ann, bob, cyd] = await Promise.all(["ann", "bob", "cyd"].map((n) => world.user(n, CAPS)));
  assert.ok(ann && bob && cyd);
  for (const client of [ann, bob, cyd]) await client.joins("#tea");
  world.ranks("#tea", "bob", "v");
  await ann.says(
    "PRIVMSG @#tea :for ops",
    "PRIVMSG +#tea :for the voiced",
    "PRIVMSG #tea :for all",
  );
  for (const client of [ann, bob, cyd]) client.read();
  const question = "CHATHISTORY LATEST #tea * 10";
  assert.equal(await texts(ann, question), "for ops for the voiced for all");
  assert.equal(await texts(bob, question), "for the voiced for all");
  assert.equal(await texts(cyd, question), "for all");
});

Deno.test("without history the capability and the tokens are not there", async () => {
  const world = new World({ history: { enabled: false } });
  const client = world.connect();
  await client.says("CAP LS 302");
  assert.doesNotMatch(client.read().join(), /chathistory|event-playback|redaction|search/);
  await client.says("NICK ann", "USER ann 0 * :Ann", "CAP END");
  assert.doesNotMatch(client.read().join(), /CHATHISTORY|MSGREFTYPES/);
});
