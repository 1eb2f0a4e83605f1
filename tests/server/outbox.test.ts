import assert from "node:assert/strict";
import { READS } from "../../src/server/line.ts";
import { Outbox } from "../../src/server/outbox.ts";

const LIMIT = 100;
const HI = ":ann PRIVMSG #tea :hi\r\n";
const HO = ":bob PRIVMSG #tea :ho\r\n";

function outboxes(count: number): Outbox[] {
  return Array.from({ length: count }, () => new Outbox(LIMIT));
}

Deno.test("what waits for a client is taken in its order, and only once", () => {
  const outbox = new Outbox(LIMIT);
  outbox.push(HI);
  outbox.push(HO);
  outbox.push(HI);
  assert.equal(outbox.size, HI.length * 2 + HO.length);
  assert.equal(outbox.take().text, HI + HO + HI);
  assert.equal(outbox.size, 0);
  assert.equal(outbox.take().text, "");
});

Deno.test("all who wait for the same lines have one backlog, whoever does not has another", () => {
  const all = outboxes(4);
  const [first, second, ann, slow] = all;
  assert.ok(first && second && ann && slow);
  slow.push(HO);
  for (const line of [HI, HO, HI]) {
    // Ann has said hi and gets no echo.
    for (const one of all) if (one !== ann || line === HO) one.push(line);
  }
  const common = first.take();
  assert.equal(common.text, HI + HO + HI);
  assert.equal(second.take(), common);
  assert.equal(ann.take().text, HO);
  assert.equal(slow.take().text, HO + HI + HO + HI);
});

Deno.test("who reads otherwise comes in between and the others still have one backlog", () => {
  const all = outboxes(6);
  const tagged = all.filter((_, i) => i % 2 === 1);
  for (const one of tagged) one.kind = READS.time;
  for (const line of [HI, HO]) {
    for (const one of all) one.push(tagged.includes(one) ? `@time=now ${line}` : line);
  }
  const taken = all.map((one) => one.take());
  assert.deepEqual(taken.map(({ text }) => text).slice(0, 2), [
    HI + HO,
    `@time=now ${HI}@time=now ${HO}`,
  ]);
  assert.equal(new Set(taken).size, 2);
});

Deno.test("what waits stays when the client wants to read otherwise", () => {
  const outbox = new Outbox(LIMIT);
  outbox.push(HI);
  outbox.kind = READS.time;
  outbox.push(HO);
  assert.equal(outbox.take().text, HI + HO);
});

Deno.test("its owner is told once that something waits, and once that it is too much", () => {
  const outbox = new Outbox(HI.length);
  const told: string[] = [];
  outbox.onFilled = () => told.push("filled");
  outbox.onOverflow = () => told.push("overflow");
  outbox.push(HI);
  outbox.push(HO);
  outbox.push(HO);
  assert.deepEqual(told, ["filled", "overflow"]);
  assert.equal(outbox.take().text, HI + HO);
  outbox.push(HI);
  assert.deepEqual(told, ["filled", "overflow", "filled"]);
});
