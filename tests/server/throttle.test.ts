import assert from "node:assert/strict";
import { Throttle } from "../../src/server/throttle.ts";

const settings = { failures: 2, accountFailures: 4, longestPause: 60, forgottenAfter: 900 };

/** Time that the test moves, and a throttle in it. */
function throttled() {
  const time = { now: 0 };
  const clock = { now: () => time.now, elapsed: () => time.now };
  const throttle = new Throttle(clock);
  return {
    time,
    throttle,
    tries: (address: string, account?: string) => throttle.take(settings, address, account),
  };
}

Deno.test("pauses grow, each twice as long as the one before, up to the longest", () => {
  const { time, tries } = throttled();
  const pauses: (number | undefined)[] = [];
  for (let i = 0; i < 10; i++) {
    const wait = tries("host")?.wait;
    pauses.push(wait);
    time.now += wait ?? 0;
    if (wait !== undefined) assert.equal(tries("host"), undefined);
  }
  assert.deepEqual(
    pauses,
    [undefined, undefined, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000],
  );
});

Deno.test("many tries at once are no way around the pause", () => {
  const { tries } = throttled();
  const outcomes = Array.from({ length: 5 }, () => tries("host")?.because);
  assert.deepEqual(outcomes, [undefined, undefined, "address", "address", "address"]);
});

Deno.test("an account that many addresses guess at makes them wait, but not its owner", () => {
  const { throttle, tries } = throttled();
  assert.equal(tries("home", "ann"), undefined);
  throttle.succeeded("home", "ann");
  for (let i = 0; i < 4; i++) assert.equal(tries(`bot${i}`, "ann"), undefined);
  assert.deepEqual(tries("bot4", "ann"), { because: "account", wait: 1000 });
  assert.equal(tries("bot4", "bob"), undefined);
  assert.equal(tries("home", "ann"), undefined);
});

Deno.test("failures are forgotten after some time, and a good login takes its own try back", () => {
  const { time, throttle, tries } = throttled();
  for (let i = 0; i < 5; i++) {
    assert.equal(tries("host", "ann"), undefined);
    throttle.succeeded("host", "ann");
  }
  tries("host");
  tries("host");
  assert.ok(tries("host"));
  time.now += 900_001;
  assert.equal(tries("host"), undefined);
});
