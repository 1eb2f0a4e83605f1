import assert from "node:assert/strict";
import { World } from "../../world.ts";

Deno.test("USER needs four parameters, and neither username nor realname may be empty", async () => {
  const world = new World();
  const ann = world.connect();
  await ann.says("NICK ann");
  for (const line of ["USER", "USER ann 0 *", "USER ann 0 * :", "USER  0 * :Ann"]) {
    await ann.asks(line, ":chat.local 461 * USER :Not enough parameters");
  }
  await ann.says("USER ann 0 * :Ann");
  assert.match(ann.read()[0] ?? "", / 001 ann /);
});

Deno.test("USER a second time is refused", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("USER x 0 * :X", ":chat.local 462 ann :You may not reregister");
});

Deno.test("a username that would break the source of a line is refused", async () => {
  const world = new World();
  const ann = world.connect();
  for (const username of ["a@b", "a!b", "a\x01b", "a:b"]) {
    await ann.asks(`USER ${username} 0 * :Ann`, ":chat.local 468 * :Malformed username");
  }
});

Deno.test("a long username is cut between characters", async () => {
  const world = new World();
  const ann = world.connect();
  await ann.says("NICK ann", `USER ${"😊".repeat(10)} 0 * :Ann`);
  ann.read();
  await ann.asks("JOIN #tea", `:ann!${"😊".repeat(5)}@host JOIN #tea`, / 353 /, / 366 /);
});
