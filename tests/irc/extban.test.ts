import assert from "node:assert/strict";
import { completeListed, fits, isMute } from "../../src/irc/extban.ts";

const ann = { source: "ann!u@host", account: "annie" };
const guest = { source: "annie!u@host", account: undefined };

Deno.test("a plain mask fits the source", () => {
  assert.ok(fits("ann!*@*", ann));
  assert.ok(!fits("ann!*@*", guest));
});

Deno.test("a:name fits the account and not the nick", () => {
  assert.ok(fits("a:annie", ann));
  assert.ok(!fits("a:annie", guest));
  assert.ok(!fits("a:ann", ann));
});

Deno.test("a:* fits everybody who is logged in", () => {
  assert.ok(fits("a:*", ann));
  assert.ok(!fits("a:*", guest));
});

Deno.test("m: may stand in front of any mask", () => {
  assert.ok(isMute("m:ann!*@*") && fits("m:ann!*@*", ann));
  assert.ok(isMute("m:a:annie") && fits("m:a:annie", ann));
  assert.ok(!isMute("a:m:annie"));
});

Deno.test("the mark of an unverified username makes no difference", () => {
  assert.ok(fits("*!~u@*", ann));
  assert.ok(fits("*!u@*", { ...ann, source: "ann!~u@host" }));
});

Deno.test("what is not written out is completed behind the m: as well", () => {
  assert.equal(completeListed("ann"), "ann!*@*");
  assert.equal(completeListed("m:ann"), "m:ann!*@*");
  assert.equal(completeListed("a:ann"), "a:ann");
  assert.equal(completeListed("m:a:ann"), "m:a:ann");
});
