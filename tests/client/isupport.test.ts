import assert from "node:assert/strict";
import { Isupport } from "../../src/client/isupport.ts";

function isupport(...tokens: string[]): Isupport {
  const said = new Isupport();
  said.learn(tokens);
  return said;
}

Deno.test("a server that says nothing compares names as IRC always did", () => {
  const silent = new Isupport();
  assert.equal(silent.fold("Ann[^\\]"), "ann{~|}");
  assert.ok(silent.isChannel("#tea") && silent.isChannel("&local") && !silent.isChannel("ann"));
  assert.ok(!silent.isChannel(""));
  assert.deepEqual(silent.prefix, { letters: "ov", symbols: "@+" });
});

Deno.test("CASEMAPPING says which names are the same", () => {
  assert.equal(isupport("CASEMAPPING=ascii").fold("Ann[^\\]Ä"), "ann[^\\]Ä");
  assert.equal(isupport("CASEMAPPING=rfc1459-strict").fold("Ann[^\\]"), "ann{^|}");
  assert.equal(isupport("CASEMAPPING=precis").fold("ÄNN"), "änn");
});

Deno.test("tokens are learnt, changed and taken back", () => {
  const said = isupport("CHANTYPES=#", "NETWORK=Tea\\x20House", "NICKLEN=32", "EMPTY", "AWAYLEN=");
  assert.equal(said.network, "Tea House");
  assert.equal(said.number("NICKLEN"), 32);
  assert.equal(said.number("AWAYLEN"), undefined);
  assert.equal(said.get("EMPTY"), "");
  assert.ok(!said.isChannel("&local"));
  said.learn(["-CHANTYPES", "NICKLEN=9"]);
  assert.ok(said.isChannel("&local"));
  assert.equal(said.number("NICKLEN"), 9);
});

Deno.test("a target with a status in front is the channel's", () => {
  const said = isupport("STATUSMSG=@+");
  assert.equal(said.channelOf("@#tea"), "#tea");
  assert.equal(said.channelOf("#tea"), "#tea");
  assert.equal(said.channelOf("ann"), undefined);
  assert.equal(said.channelOf("@"), undefined);
});

Deno.test("CHANMODES and PREFIX say which modes come with a parameter", () => {
  const said = isupport("CHANMODES=beI,k,l,imnst", "PREFIX=(qo)~@");
  const takes = (sign: "+" | "-", letters: string) =>
    [...letters].filter((letter) => said.modeTakesParam(sign, letter)).join("");
  assert.equal(takes("+", "bklmqo"), "bklqo");
  assert.equal(takes("-", "bklmqo"), "bkqo");
});
