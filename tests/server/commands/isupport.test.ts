import assert from "node:assert/strict";
import { World } from "../../world.ts";

Deno.test("ISUPPORT repeats what the welcome has told", async () => {
  const world = new World();
  const ann = world.connect();
  await ann.says("NICK ann", "USER ann 0 * :Ann");
  const told = ann.read().filter((line) => line.startsWith(":chat.local 005 "));
  assert.ok(told.length > 1);
  await ann.asks("ISUPPORT", ...told);
});

Deno.test("it says that there are MONITOR, WHOX, a bot mode and how long a realname may be", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.says("ISUPPORT");
  const tokens = ann.read().flatMap((line) => line.split(" ").slice(3));
  for (const token of ["MONITOR=100", "WHOX", "BOT=B", "NAMELEN=150"]) {
    assert.ok(tokens.includes(token), token);
  }
});

Deno.test("no line has more than 13 tokens", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.says("ISUPPORT");
  for (const line of ann.read()) assert.ok((line.split(" :")[0] ?? "").split(" ").length <= 3 + 13);
});

Deno.test("with draft/extended-isupport it can be asked before registration, and comes as a batch", async () => {
  const world = new World();
  const ann = world.connect();
  await ann.says("CAP REQ :batch draft/extended-isupport");
  ann.read();
  await ann.says("ISUPPORT");
  const lines = ann.read();
  assert.equal(lines[0], ":chat.local BATCH +b1 draft/isupport");
  assert.match(lines[1] ?? "", /^@batch=b1 :chat\.local 005 \* .* :are supported by this server$/);
  assert.equal(lines.at(-1), ":chat.local BATCH -b1");
});

Deno.test("with draft/extended-isupport the welcome has no 005 outside of the batch either", async () => {
  const world = new World();
  const ann = world.connect();
  await ann.says("CAP REQ :draft/extended-isupport batch", "NICK ann", "USER ann 0 * :Ann");
  await ann.says("CAP END");
  const lines = ann.read().filter((line) => line.includes(" 005 "));
  assert.ok(lines.length > 0);
  assert.ok(lines.every((line) => line.startsWith("@batch=")));
});

Deno.test("without the capability it cannot be asked before registration", async () => {
  const world = new World();
  const ann = world.connect();
  await ann.asks("ISUPPORT", ":chat.local 451 * :You have not registered");
});
