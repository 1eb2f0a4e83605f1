import assert from "node:assert/strict";
import { VERSION } from "../../../src/server/version.ts";
import { World } from "../../world.ts";

Deno.test("TIME tells the server's time", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("TIME", ":chat.local 391 ann chat.local :Thu, 01 Jan 2026 00:00:00 GMT");
});

Deno.test("INFO tells about the server and ends", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks(
    "INFO",
    `:chat.local 371 ann :${VERSION}, a chat server that speaks IRC and keeps every message in PostgreSQL`,
    ":chat.local 371 ann :chat: chat server",
    ":chat.local 371 ann :Running since Thu, 01 Jan 2026 00:00:00 GMT",
    ":chat.local 374 ann :End of INFO list",
  );
});

Deno.test("LINKS: there are no other servers", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("LINKS", ":chat.local 365 ann * :End of LINKS list");
});

Deno.test("VERSION tells the version and what the server supports", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.says("VERSION");
  const [version, ...supported] = ann.read();
  assert.equal(version, `:chat.local 351 ann ${VERSION} chat.local :chat server`);
  assert.ok(supported.length > 0);
  for (const line of supported) assert.match(line, /^:chat\.local 005 ann .* :are supported by/);
});

for (const command of ["TIME", "INFO", "VERSION", "MOTD"]) {
  Deno.test(`${command} can be asked by name, by mask or by somebody who is there`, async () => {
    const world = new World();
    const ann = await world.user("ann");
    await ann.says(command);
    const answer = ann.read();
    for (const target of ["chat.local", "CHAT.LOCAL", "*.local", "ann"]) {
      await ann.asks(`${command} ${target}`, ...answer);
    }
  });

  Deno.test(`${command} of another server is refused`, async () => {
    const world = new World();
    const ann = await world.user("ann");
    await ann.asks(`${command} elsewhere.org`, ":chat.local 402 ann elsewhere.org :No such server");
  });
}
