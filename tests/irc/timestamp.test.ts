import assert from "node:assert/strict";
import fc from "fast-check";
import { parseTimestamp } from "../../src/irc/timestamp.ts";

Deno.test("a moment that is written as on the wire is read back to the millisecond", () => {
  const moments = fc.integer({ min: 0, max: Date.UTC(2999, 11, 31) });
  fc.assert(fc.property(moments, (time) => parseTimestamp(new Date(time).toISOString()) === time));
});

Deno.test("seconds may have any number of decimals", () => {
  const time = Date.UTC(2019, 0, 4, 14, 33, 26);
  assert.equal(parseTimestamp("2019-01-04T14:33:26Z"), time);
  assert.equal(parseTimestamp("2019-01-04T14:33:26.1Z"), time + 100);
  assert.equal(parseTimestamp("2019-01-04T14:33:26.123456Z"), time + 123);
});

for (
  const text of [
    "",
    "yesterday",
    "2019-01-04",
    "2019-01-04 14:33:26.123Z",
    "2019-01-04T14:33:26.123",
    "2019-01-04T14:33:26.123+01:00",
    "2019-13-04T14:33:26.123Z",
    "2019-01-04T25:33:26.123Z",
    " 2019-01-04T14:33:26.123Z",
  ]
) {
  Deno.test(`"${text}" is no moment`, () => assert.equal(parseTimestamp(text), undefined));
}
