import assert from "node:assert/strict";
import { SILENT } from "../../src/log.ts";
import { removeOld } from "../../src/server/retention.ts";
import { World } from "../world.ts";

Deno.test("what is older than the days that history is kept for is removed", async () => {
  const world = new World({ history: { retentionDays: 30 } });
  const asked: number[] = [];
  const store = { removeBefore: (time: number) => Promise.resolve(asked.push(time)) };
  await removeOld(world.network, store, SILENT);
  assert.deepEqual(asked, [world.now - 30 * 24 * 60 * 60 * 1000]);
});

Deno.test("without such a number nothing is ever removed", async () => {
  const world = new World();
  const store = { removeBefore: () => Promise.reject(new Error("asked")) };
  await removeOld(world.network, store, SILENT);
  assert.deepEqual(world.logged, []);
});

Deno.test("a database that cannot do it now is asked again later, and nothing else happens", async () => {
  const world = new World({ history: { retentionDays: 1 } });
  const store = { removeBefore: () => Promise.reject(new Error("away")) };
  await removeOld(world.network, store, world.services.log);
  assert.match(world.logged.join(), /old messages could not be removed.*away/);
});
