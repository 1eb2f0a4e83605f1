import assert from "node:assert/strict";
import { AccountPaces, ClientPace, type FloodSettings, Pace } from "../../src/server/pace.ts";

const flood: FloodSettings = {
  burst: 10,
  linesPerSecond: 2,
  bytesPerSecond: 1000,
  accountLinesPerSecond: 4,
  tellAfter: 10,
  cutAfter: 60,
};

Deno.test("after a burst, each line waits for its share of a second", () => {
  const pace = new Pace(2, 4, 0);
  assert.deepEqual([1, 2, 3, 4].map(() => pace.take(1, 0)), [0, 0, 250, 500]);
  assert.equal(pace.take(1, 1000), 0);
});

Deno.test("bytes have a pace of their own, whether they make lines or not", () => {
  const pace = new ClientPace(flood, 0);
  assert.equal(pace.takeBytes(5000, 0), 0);
  assert.equal(pace.takeBytes(500, 0), 500);
  assert.equal(pace.take(1, 0), 0);
});

Deno.test("whoever goes on sending more than can be carried out is told once, and cut in the end", () => {
  const pace = new ClientPace(flood, 0);
  const at = (seconds: number) => {
    pace.came(40, 2000, seconds * 1000);
    return pace.verdict(seconds * 1000);
  };
  assert.deepEqual([0, 9, 10, 30, 59, 60].map(at), ["on", "on", "tell", "on", "on", "cut"]);
});

Deno.test("whoever waits for answers is never cut, however long it goes on", () => {
  const pace = new ClientPace(flood, 0);
  for (let seconds = 0; seconds < 1000; seconds++) {
    pace.came(5, 400, seconds * 1000);
    assert.equal(pace.verdict(seconds * 1000), "on");
  }
});

Deno.test("what was sent too fast an hour ago does not count", () => {
  const pace = new ClientPace(flood, 0);
  pace.came(40, 2000, 0);
  assert.equal(pace.verdict(10_000), "tell");
  pace.came(1, 10, 20_000);
  pace.came(40, 2000, 3_600_000);
  assert.equal(pace.verdict(3_600_000), "on");
  assert.equal(pace.verdict(3_610_000), "tell");
});

Deno.test("where nobody is to be cut, nobody is", () => {
  const pace = new ClientPace({ ...flood, cutAfter: 0 }, 0);
  pace.came(40, 2000, 0);
  assert.deepEqual([10_000, 100_000].map((now) => pace.verdict(now)), ["tell", "on"]);
});

Deno.test("all connections of an account share a pace, and nobody else's", () => {
  const paces = new AccountPaces();
  for (let i = 0; i < 10; i++) assert.equal(paces.take("1", flood, 1, 0), 0);
  assert.equal(paces.take("1", flood, 1, 0), 250);
  assert.equal(paces.take("2", flood, 1, 0), 0);
  assert.equal(paces.take("1", flood, 1, 10_000), 0);
});
