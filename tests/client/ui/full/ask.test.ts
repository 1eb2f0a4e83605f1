/** What is asked before there is a conversation. */
import assert from "node:assert/strict";
import { askOn } from "../../../../src/client/ui/full/ask.ts";
import { Pane } from "../../full/pane.ts";

Deno.test("what was wrong before is said in full, however narrow the window is", async () => {
  const pane = new Pane(24, 10);
  const answer = askOn(pane, "Your name: ", ["The name is in use. Choose another one."]);
  await pane.types("eve");
  pane.shows(`
 chat

The name is in use.
Choose another one.
Your name: eve




`);
  assert.deepEqual(pane.picture.cursor, { row: 4, column: 14 });
  await pane.types("\r");
  assert.equal(await answer, "eve");
});

Deno.test("whoever would rather leave gives no answer", async () => {
  for (const keys of ["\x04", "\x03", "x\x03\x03"]) {
    const pane = new Pane();
    const answer = askOn(pane, "Your name: ");
    await pane.types(keys);
    assert.equal(await answer, undefined);
  }
});
