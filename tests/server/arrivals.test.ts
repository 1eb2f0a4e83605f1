import assert from "node:assert/strict";
import { Arrivals } from "../../src/server/arrivals.ts";

Deno.test("who comes too often has to wait for the next minute, and others need not", () => {
  const arrivals = new Arrivals();
  assert.ok(!arrivals.tooMany("2001:db8::1", 2, 1_000));
  assert.ok(!arrivals.tooMany("2001:db8::2", 2, 2_000));
  assert.ok(arrivals.tooMany("2001:db8::3", 2, 3_000));
  assert.ok(!arrivals.tooMany("192.0.2.7", 2, 3_000));
  assert.ok(!arrivals.tooMany("2001:db8::1", 2, 60_000));
});
