import assert from "node:assert/strict";
import { World } from "../../world.ts";

const closed = () => new World({ server: { password: "teapot" } });

Deno.test("with the right password first, registration is as usual", async () => {
  const ann = closed().connect();
  await ann.says("PASS teapot", "NICK ann", "USER ann 0 * :Ann");
  assert.match(ann.read()[0] ?? "", / 001 ann /);
});

Deno.test("without it, or with a wrong one, there is 464, ERROR and the end", async () => {
  for (const pass of [[], ["PASS kettle"], ["PASS teapot", "PASS Teapot"], ["PASS :"]]) {
    const ann = closed().connect();
    await ann.says(...pass, "NICK ann", "USER ann 0 * :Ann");
    ann.hears(
      ":chat.local 464 * :Password incorrect",
      "ERROR :The server password is missing or wrong",
    );
    assert.ok(ann.isClosed);
  }
});

Deno.test("a wrong one is logged, without what it was", async () => {
  const world = closed();
  const ann = world.connect("192.0.2.7");
  await ann.says("PASS kettle", "NICK ann", "USER ann 0 * :Ann");
  assert.match(
    world.log.join("\n"),
    /a connection was refused limit=server\.password reason="The server password is missing or wrong" address=192\.0\.2\.7$/,
  );
});

Deno.test("afterwards it is too late", async () => {
  const ann = closed().connect();
  await ann.says("NICK ann", "USER ann 0 * :Ann", "PASS teapot");
  assert.ok(!ann.read().some((line) => line.includes(" 001 ")));
  const bob = closed().connect();
  await bob.says("CAP LS 302", "NICK bob", "USER bob 0 * :Bob", "PASS teapot", "CAP END");
  assert.match(bob.read().join(), / 464 .*ERROR /);
});

Deno.test("PASS needs a password, and comes only once in a life", async () => {
  const world = new World();
  await world.connect().asks("PASS", ":chat.local 461 * PASS :Not enough parameters");
  const ann = await world.user("ann");
  await ann.asks("PASS x", ":chat.local 462 ann :You may not reregister");
});

Deno.test("where no password is wanted, one does no harm", async () => {
  const ann = new World().connect();
  await ann.says("PASS whatever", "NICK ann", "USER ann 0 * :Ann");
  assert.match(ann.read()[0] ?? "", / 001 ann /);
});
