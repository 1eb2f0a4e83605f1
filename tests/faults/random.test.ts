import assert from "node:assert/strict";
import { Random } from "./random.ts";

const some = (random: Random) => Array.from({ length: 5 }, () => random.between(1, 1000));

Deno.test("the same seed gives the same chance, another seed another one", () => {
  assert.deepEqual(some(new Random(7)), some(new Random(7)));
  assert.notDeepEqual(some(new Random(7)), some(new Random(8)));
});

Deno.test("whole numbers reach both ends and nothing beyond", () => {
  const random = new Random(1);
  const drawn = new Set(Array.from({ length: 200 }, () => random.between(3, 5)));
  assert.deepEqual([...drawn].sort(), [3, 4, 5]);
});
