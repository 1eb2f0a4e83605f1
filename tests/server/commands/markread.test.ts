import assert from "node:assert/strict";
import { World } from "../../world.ts";

const CAPS = "draft/read-marker";
const EARLY = "timestamp=2019-01-04T14:33:26.123Z";
const LATE = "timestamp=2025-06-01T12:00:00.000Z";

Deno.test("MARKREAD sets a marker, and MARKREAD alone asks for it", async () => {
  const world = new World();
  const ann = await world.user("ann", CAPS);
  await ann.joins("#tea");
  await ann.asks(`MARKREAD #tea ${EARLY}`, `:chat.local MARKREAD #tea ${EARLY}`);
  await ann.asks("MARKREAD #tea", `:chat.local MARKREAD #tea ${EARLY}`);
});

Deno.test("of a target that was never read nothing is known", async () => {
  const world = new World();
  const ann = await world.user("ann", CAPS);
  await ann.asks("MARKREAD #nowhere", ":chat.local MARKREAD #nowhere *");
  await ann.asks("MARKREAD bob", ":chat.local MARKREAD bob *");
});

Deno.test("a marker never goes back: the answer is where it is", async () => {
  const world = new World();
  const ann = await world.user("ann", CAPS);
  await ann.says(`MARKREAD #tea ${LATE}`);
  ann.read();
  await ann.asks(`MARKREAD #tea ${EARLY}`, `:chat.local MARKREAD #tea ${LATE}`);
  await ann.asks("MARKREAD #tea", `:chat.local MARKREAD #tea ${LATE}`);
});

Deno.test("nobody has read what has not been said yet", async () => {
  const world = new World();
  const ann = await world.user("ann", CAPS);
  await ann.asks(
    "MARKREAD #tea timestamp=2222-01-01T00:00:00.000Z",
    ":chat.local MARKREAD #tea timestamp=2026-01-01T00:00:00.000Z",
  );
});

Deno.test("targets are the same whatever their letters' case, and spelled as they were asked for", async () => {
  const world = new World();
  const ann = await world.user("ann", CAPS);
  await ann.asks(`MARKREAD #Tea ${LATE}`, `:chat.local MARKREAD #Tea ${LATE}`);
  await ann.asks("MARKREAD #tEA", `:chat.local MARKREAD #tEA ${LATE}`);
});

Deno.test("private conversations have markers as well", async () => {
  const world = new World();
  const ann = await world.user("ann", CAPS);
  await world.user("bob");
  await ann.asks(`MARKREAD bob ${EARLY}`, `:chat.local MARKREAD bob ${EARLY}`);
  await ann.asks("MARKREAD bob", `:chat.local MARKREAD bob ${EARLY}`);
});

Deno.test("JOIN tells the marker before the end of the names", async () => {
  const world = new World();
  const ann = await world.user("ann", CAPS);
  await ann.asks(
    "JOIN #tea",
    ":ann!ann@host JOIN #tea",
    ":chat.local MARKREAD #tea *",
    ":chat.local 353 ann = #tea @ann",
    ":chat.local 366 ann #tea :End of NAMES list",
  );
  await ann.says(`MARKREAD #tea ${EARLY}`, "PART #tea");
  ann.read();
  await ann.says("JOIN #TEA");
  assert.equal(ann.read()[1], `:chat.local MARKREAD #TEA ${EARLY}`);
});

Deno.test("the label of a JOIN is on all of its answer, the marker too", async () => {
  const world = new World();
  const ann = await world.user("ann", `batch labeled-response ${CAPS}`);
  await ann.says("@label=xyz JOIN #tea");
  const [open = "", ...rest] = ann.read();
  const id = /^@label=xyz :chat\.local BATCH \+(\w+) labeled-response$/.exec(open)?.[1];
  assert.equal(rest.pop(), `:chat.local BATCH -${id}`);
  assert.deepEqual(rest.slice(0, 2), [
    `@batch=${id} :ann!ann@host JOIN #tea`,
    `@batch=${id} :chat.local MARKREAD #tea *`,
  ]);
});

Deno.test("a client that does not know markers is told nothing of them, unless it asks", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.says("JOIN #tea");
  assert.doesNotMatch(ann.read().join(), /MARKREAD/);
  await ann.asks("MARKREAD #tea", ":chat.local MARKREAD #tea *");
});

for (
  const [wrong, answer] of [
    ["", "NEED_MORE_PARAMS :MARKREAD takes a channel or a nick"],
    ["#tea *", 'INVALID_PARAMS #tea * :"*" is not timestamp=YYYY-MM-DDThh:mm:ss.sssZ'],
    ["#tea timestamp=now", "INVALID_PARAMS #tea timestamp=now :"],
    ["#tea 2019-01-04T14:33:26.123Z", "INVALID_PARAMS #tea 2019-01-04T14:33:26.123Z :"],
    [`* ${EARLY}`, 'INVALID_PARAMS * :"*" is not a channel or a nick'],
  ] as const
) {
  Deno.test(`MARKREAD ${wrong} is refused`, async () => {
    const world = new World();
    const ann = await world.user("ann", CAPS);
    await ann.says(`MARKREAD ${wrong}`);
    const [line = "", ...rest] = ann.read();
    assert.ok(line.startsWith(`:chat.local FAIL MARKREAD ${answer}`), line);
    assert.deepEqual(rest, []);
  });
}

Deno.test("the markers of an account are still there after a restart, those of a guest are gone", async () => {
  const world = new World();
  await world.account("ann");
  const ann = await world.login("ann", "ann", CAPS);
  const bob = await world.user("bob", CAPS);
  for (const client of [ann, bob]) await client.says(`MARKREAD #tea ${EARLY}`);
  const after = await world.restart();
  const back = await after.login("ann", "ann", CAPS);
  await back.says("JOIN #tea");
  assert.equal(back.read()[1], `:chat.local MARKREAD #tea ${EARLY}`);
  const guest = await after.user("bob", CAPS);
  await guest.asks("MARKREAD #tea", ":chat.local MARKREAD #tea *");
});

Deno.test("who logs in later has the account's markers", async () => {
  const world = new World();
  await world.account("ann");
  const ann = await world.login("ann", "ann", CAPS);
  await ann.says(`MARKREAD #tea ${EARLY}`, "QUIT");
  const later = await world.user("other", `sasl ${CAPS}`);
  await later.asks("MARKREAD #tea", ":chat.local MARKREAD #tea *");
  await later.logsIn("ann");
  later.read();
  await later.asks("MARKREAD #tea", `:chat.local MARKREAD #tea ${EARLY}`);
});

Deno.test("another client of the same user is told when a marker moves, and nobody else", async () => {
  const world = new World();
  await world.account("ann");
  const one = await world.login("ann", "ann", CAPS);
  const two = await world.login("ann", "ann", CAPS);
  const old = await world.login("ann", "ann");
  const bob = await world.user("bob", CAPS);
  for (const client of [one, bob]) await client.joins("#tea");
  for (const client of [one, two, old, bob]) client.read();
  await one.asks(`MARKREAD #TEA ${LATE}`, `:chat.local MARKREAD #TEA ${LATE}`);
  two.hears(`:chat.local MARKREAD #tea ${LATE}`);
  await one.asks(`MARKREAD #tea ${EARLY}`, `:chat.local MARKREAD #tea ${LATE}`);
  for (const client of [two, old, bob]) client.hearsNothing();
});

Deno.test("who stays without a client is told the markers on coming back", async () => {
  const world = new World({ accounts: { alwaysOn: "opt-out" } });
  await world.account("ann");
  const ann = await world.login("ann", "ann", CAPS);
  await ann.joins("#tea");
  await ann.says(`MARKREAD #tea ${EARLY}`);
  ann.disconnects();
  const back = world.connect();
  await back.says("CAP LS 302", `CAP REQ :sasl ${CAPS}`);
  await back.logsIn("ann");
  await back.says("NICK ann", "USER ann 0 * :Ann", "CAP END");
  const heard = back.read();
  const join = heard.indexOf(":ann!ann@host JOIN #tea");
  assert.ok(join > 0);
  assert.equal(heard[join + 1], `:chat.local MARKREAD #tea ${EARLY}`);
});

Deno.test("a database that is away is told: at JOIN, at a question and at a change", async () => {
  const world = new World();
  await world.account("ann");
  const ann = await world.login("ann", "ann", CAPS);
  world.store.down = "gone";
  await ann.says("JOIN #tea");
  const [join, marker] = ann.read();
  assert.equal(join, ":ann!ann@host JOIN #tea", "nobody is kept out by that");
  assert.equal(
    marker,
    ":chat.local FAIL MARKREAD INTERNAL_ERROR #tea " +
      ":How far you have read cannot be looked up right now",
  );
  const refusal = ":chat.local FAIL MARKREAD INTERNAL_ERROR #tea " +
    ":How far you have read cannot be kept right now; try again in a moment";
  await ann.asks("MARKREAD #tea", refusal);
  await ann.asks(`MARKREAD #tea ${EARLY}`, refusal);
  world.store.down = undefined;
  await ann.asks("MARKREAD #tea", ":chat.local MARKREAD #tea *");
  await ann.asks(`MARKREAD #tea ${EARLY}`, `:chat.local MARKREAD #tea ${EARLY}`);
});

Deno.test("who is gone before the markers are there has not joined", async () => {
  const world = new World();
  await world.account("ann");
  const ann = await world.login("ann", "ann", CAPS);
  const joining = ann.sends("JOIN #tea");
  ann.disconnects();
  await joining;
  assert.equal(world.network.channel("#tea"), undefined);
});
