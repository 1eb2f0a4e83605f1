import assert from "node:assert/strict";
import { Pace } from "../../src/server/pace.ts";

Deno.test("a burst goes through at once, and then a line waits for its turn", () => {
  const pace = new Pace(3, 2, 0);
  assert.deepEqual([1, 2, 3].map(() => pace.take(0)), [0, 0, 0]);
  assert.equal(pace.take(0), 500, "two lines a second");
  assert.equal(pace.take(500), 500, "the one before had to wait for that time");
});

Deno.test("who was silent may burst again, but not more than that", () => {
  const pace = new Pace(2, 1, 0);
  pace.take(0);
  pace.take(0);
  const later = 3_600_000;
  assert.deepEqual([1, 2, 3].map(() => pace.take(later)), [0, 0, 1000]);
});

Deno.test("a part of a line counts as that", () => {
  const pace = new Pace(1, 1, 0);
  assert.deepEqual([1, 2, 3, 4].map(() => pace.take(0, 0.25)), [0, 0, 0, 0]);
  assert.equal(pace.take(0, 0.25), 250);
});
