import assert from "node:assert/strict";
import { BoundedHistory } from "../../src/server/bounded_history.ts";
import type { History, PageQuery, SearchQuery, StoredMessage } from "../../src/server/store.ts";
import { World } from "../world.ts";

/** A store that answers when it is told to, and counts who asks at once. */
function slow(world: World) {
  const open: (() => void)[] = [];
  const page = () =>
    new Promise<StoredMessage[]>((resolve) => {
      open.push(() => resolve([]));
    });
  const store: History = {
    page,
    search: page,
    targets: (query) => world.store.targets(query),
    find: (target, msgid) => world.store.find(target, msgid),
    redact: (redaction) => world.store.redact(redaction),
  };
  const turn = () => new Promise((resolve) => setTimeout(resolve));
  return { store, open, turn, answer: () => open.shift()?.() };
}

const question: PageQuery = {
  target: { kind: "channel", key: "#tea" },
  from: "newest",
  limit: 100,
  events: false,
};

const everything: SearchQuery = {
  channels: [],
  direct: undefined,
  text: undefined,
  nick: undefined,
  after: undefined,
  before: undefined,
  from: "newest",
  limit: 100,
};

Deno.test("questions for more history than fits wait until there is room, in their order", async () => {
  // Each may bring 100 messages of 2 KiB, so that two fit.
  const world = new World({ limits: { historyBytes: 450_000, multilineMaxBytes: 1024 } });
  const { store, open, turn, answer } = slow(world);
  const history = new BoundedHistory(store, world.network);
  const answered: number[] = [];
  const asked = [1, 2, 3, 4].map((n) => history.page(question).then(() => answered.push(n)));
  await turn();
  assert.equal(open.length, 2);
  answer();
  await turn();
  assert.deepEqual([answered, open.length], [[1], 2]);
  for (const _ of asked) {
    answer();
    await turn();
  }
  assert.deepEqual(answered, [1, 2, 3, 4]);
});

Deno.test("a question that alone is over the bound is asked nevertheless", async () => {
  const world = new World({ limits: { historyBytes: 65_536 } });
  const { store, turn, answer } = slow(world);
  const history = new BoundedHistory(store, world.network);
  const asked = history.page(question);
  await turn();
  answer();
  assert.deepEqual(await asked, []);
});

Deno.test("a question that fails makes room again", async () => {
  const world = new World({ limits: { historyBytes: 65_536 } });
  const { store, turn, answer } = slow(world);
  const failing = { ...store, search: () => Promise.reject(new Error("no database")) };
  const history = new BoundedHistory(failing, world.network);
  const first = assert.rejects(history.search(everything), /no database/);
  const second = history.page(question);
  await first;
  await turn();
  answer();
  assert.deepEqual(await second, []);
});
