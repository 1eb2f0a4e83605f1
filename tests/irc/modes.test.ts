import assert from "node:assert/strict";
import {
  channelModeTakesParam,
  formatModeChanges,
  type ModeChange,
  packModeChanges,
  parseModeChanges,
} from "../../src/irc/modes.ts";

const change = (sign: "+" | "-", letter: string, param?: string): ModeChange => ({
  sign,
  letter,
  param,
});

Deno.test("letters take their parameters in order, and signs hold until the next one", () => {
  assert.deepEqual(parseModeChanges(["+ov-ki", "ann", "bob", "key"], channelModeTakesParam), [
    change("+", "o", "ann"),
    change("+", "v", "bob"),
    change("-", "k", "key"),
    change("-", "i"),
  ]);
});

Deno.test("without a sign a mode is set", () => {
  assert.deepEqual(parseModeChanges(["b"], channelModeTakesParam), [change("+", "b")]);
});

Deno.test("a limit needs a number to be set and nothing to be removed", () => {
  assert.deepEqual(parseModeChanges(["+l-l", "5", "6"], channelModeTakesParam), [
    change("+", "l", "5"),
    change("-", "l"),
  ]);
});

Deno.test("letters without a parameter of their own leave it to the next one", () => {
  assert.deepEqual(parseModeChanges(["+xio", "ann"], channelModeTakesParam), [
    change("+", "x"),
    change("+", "i"),
    change("+", "o", "ann"),
  ]);
});

Deno.test("nothing at all is no change", () => {
  assert.deepEqual(parseModeChanges([], channelModeTakesParam), []);
  assert.deepEqual(parseModeChanges(["+-+"], channelModeTakesParam), []);
});

Deno.test("changes are told with as few signs as possible", () => {
  const changes = [change("+", "o", "ann"), change("+", "i"), change("-", "l")];
  assert.deepEqual(formatModeChanges(changes), ["+oi-l", "ann"]);
});

Deno.test("changes that do not fit into one line are told in several", () => {
  const changes = [change("+", "b", "a!*@*"), change("+", "b", "b!*@*"), change("-", "i")];
  const lines = packModeChanges(changes, "+bb a!*@* b!*@*".length);
  assert.deepEqual(lines, [["+bb", "a!*@*", "b!*@*"], ["-i"]]);
  assert.deepEqual(packModeChanges(changes, 3), [["+b", "a!*@*"], ["+b", "b!*@*"], ["-i"]]);
  assert.deepEqual(packModeChanges([], 100), []);
});
