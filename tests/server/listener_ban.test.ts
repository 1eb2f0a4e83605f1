import assert from "node:assert/strict";
import { DEFAULTS } from "../../src/config.ts";
import { Listener } from "../../src/server/listener.ts";
import { World } from "../world.ts";

Deno.test("whoever connects from a banned address reads why, and that is all", async () => {
  const world = new World();
  const [settings] = DEFAULTS.listeners;
  assert.ok(settings);
  const ban = { reason: "flood", setBy: "root", setAt: world.now, expiresAt: undefined };
  await world.services.bans.add({ kind: "DLINE", mask: "127.0.0.0/8", ...ban });
  const listener = new Listener({ ...settings, port: 0 }, world.services);
  try {
    const { hostname, port } = listener.address;
    const connection = await Deno.connect({ hostname, port });
    assert.equal(
      await new Response(connection.readable).text(),
      "ERROR :You are banned from this server: flood\r\n",
    );
  } finally {
    listener.close();
  }
});
