import assert from "node:assert/strict";
import { nearest } from "../src/nearest.ts";

const KNOWN = ["nickLen", "channelLen", "topicLen", "motd"];

Deno.test("a mistyped word is taken for the known one that it is nearest to", () => {
  const meant = ["nicklen", "nikcLen", "nickLn", "channelLength", "mtod", "motd"]
    .map((word) => nearest(word, KNOWN));
  assert.deepEqual(meant, ["nickLen", "nickLen", "nickLen", "channelLen", "motd", "motd"]);
});

Deno.test("a word that is like none of the known ones is taken for none", () => {
  assert.equal(nearest("password", KNOWN), undefined);
  assert.equal(nearest("", KNOWN), undefined);
  assert.equal(nearest("motd", []), undefined);
});
