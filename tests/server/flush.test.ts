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

/** A flush, and `look`, by which time passes for it as long as it waits for somebody. */
function flushing() {
  let look: (() => void) | undefined;
  const flush = new Flush((work) => {
    look = work;
    return () => look = undefined;
  });
  return { flush, look: () => look?.(), isWaiting: () => look !== undefined };
}

/** Lets all that has been decided happen. */
const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

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
  const { flush, look, isWaiting } = flushing();
  const members = await crowd(flush);
  const bystander = new Member();
  flush.add(bystander);
  await settled();
  assert.equal(bystander.drained, 1);
  const [waiting] = await crowd(flush);
  for (const member of members.slice(0, MANY / 2)) member.through();
  await settled();
  look();
  await settled();
  assert.equal(waiting?.drained, 0);
  for (const member of members.slice(MANY / 2)) member.through();
  await settled();
  assert.equal(waiting?.drained, 1);
  assert.ok(isWaiting(), "now for those who came second");
});

Deno.test("those who do not read hold nobody up", async () => {
  const { flush, look } = flushing();
  const [first, ...others] = await crowd(flush);
  const [waiting] = await crowd(flush);
  for (const member of others) member.through();
  await settled();
  look();
  await settled();
  assert.equal(waiting?.drained, 0);
  look();
  await settled();
  assert.equal(waiting?.drained, 1);
  assert.equal(first?.drained, 1);
});

Deno.test("those who read one after the other, as slowly as can be, do not hold the others up for long", async () => {
  const { flush, look } = flushing();
  const members = await crowd(flush);
  const [waiting] = await crowd(flush);
  for (const member of members.slice(0, 3)) {
    assert.equal(waiting?.drained, 0);
    member.through();
    await settled();
    look();
    await settled();
  }
  assert.equal(waiting?.drained, 1);
});
