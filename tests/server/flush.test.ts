import assert from "node:assert/strict";
import { type Drainable, Flush } from "../../src/server/flush.ts";

/** More than the runtime writes in one turn. */
const MANY = 300;

/** A member of a large channel, whose write is through when the test says so. */
class Member implements Drainable {
  drained = 0;
  through = () => {};

  drain(): Promise<void> {
    this.drained++;
    return new Promise((resolve) => this.through = resolve);
  }
}

const after = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Lines for many, of which nobody has taken any yet. */
async function crowd(flush: Flush): Promise<Member[]> {
  const members = Array.from({ length: MANY }, () => new Member());
  for (const member of members) flush.add(member);
  await Promise.resolve();
  return members;
}

Deno.test("lines for a few are written at the end of the turn", async () => {
  const flush = new Flush();
  const member = new Member();
  flush.add(member);
  assert.equal(member.drained, 0);
  await Promise.resolve();
  assert.equal(member.drained, 1);
});

Deno.test("lines for many wait as long as those before get through, lines for a few do not", async () => {
  const flush = new Flush();
  const members = await crowd(flush);
  const bystander = new Member();
  flush.add(bystander);
  await Promise.resolve();
  assert.equal(bystander.drained, 1);
  const [waiting] = await crowd(flush);
  // Altogether twice as long as nobody at all would be waited for.
  for (let at = 0; at < MANY; at += 60) {
    await after(2);
    assert.equal(waiting?.drained, 0, `${at} of ${MANY} are through`);
    for (const member of members.slice(at, at + 60)) member.through();
  }
  await after(0);
  assert.equal(waiting?.drained, 1);
});

Deno.test("those who do not read hold nobody up", async () => {
  const flush = new Flush();
  const [first, ...others] = await crowd(flush);
  const [waiting] = await crowd(flush);
  for (const member of others) member.through();
  await after(50);
  assert.equal(waiting?.drained, 1);
  assert.equal(first?.drained, 1);
});

Deno.test("those who read one after the other, as slowly as can be, do not hold the others up for long", async () => {
  const flush = new Flush();
  const members = await crowd(flush);
  const [waiting] = await crowd(flush);
  let through = 0;
  while (waiting?.drained === 0) {
    assert.ok(through < MANY / 4, "the others still wait");
    await after(2);
    members[through++]?.through();
  }
});
