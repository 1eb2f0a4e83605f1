import assert from "node:assert/strict";
import { createLog } from "../../src/log.ts";
import { LimitLog } from "../../src/server/limit_log.ts";

Deno.test("a limit that is met again and again is logged at once, and then in one line every ten seconds", () => {
  const time = { now: 0 };
  const clock = { now: () => time.now, elapsed: () => time.now };
  const lines: string[] = [];
  const limits = new LimitLog(
    createLog("info", "text", (line) => lines.push(line), clock.now),
    clock,
  );
  const refused = (address: string) =>
    limits.met({
      what: "refused",
      limit: "limits.connections",
      reason: "The server is full",
      address,
    });
  for (let i = 0; i < 1000; i++) refused("192.0.2.1");
  refused("192.0.2.2");
  limits.tick();
  const reason = 'limit=limits.connections reason="The server is full"';
  const begin = "1970-01-01T00:00:00.000Z info  refused";
  assert.deepEqual(lines.splice(0), [
    `${begin} ${reason} address=192.0.2.1`,
    `${begin} ${reason} address=192.0.2.2`,
  ]);
  time.now = 10_000;
  limits.tick();
  limits.tick();
  assert.deepEqual(lines.splice(0), [
    `1970-01-01T00:00:10.000Z info  refused ${reason} address=192.0.2.1 more=999`,
  ]);
});
