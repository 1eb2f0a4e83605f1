import assert from "node:assert/strict";
import { parseDuration } from "../src/duration.ts";

const MINUTE = 60_000;

Deno.test("a duration is a number of minutes, or numbers with their units", () => {
  assert.deepEqual(["90", "90m", "1h30m", "2D", "1w", "1y", "45s"].map(parseDuration), [
    90 * MINUTE,
    90 * MINUTE,
    90 * MINUTE,
    2880 * MINUTE,
    7 * 1440 * MINUTE,
    365 * 1440 * MINUTE,
    45_000,
  ]);
});

Deno.test("what lasts no time, too long, or is written otherwise is none", () => {
  for (const text of ["", "0", "0d", "-5", "1.5h", "5 m", "h", "1x", "101y", "ann@host"]) {
    assert.equal(parseDuration(text), undefined, text);
  }
});
