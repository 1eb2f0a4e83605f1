/** The database falls silent while a message is on its way: nobody knows whether it is stored. */
import assert from "node:assert/strict";
import type { NewMessage, Settled } from "../../src/server/store.ts";
import { World } from "../world.ts";

const REASON = "The database does not answer, so it is not known whether the message was stored";

/** A world in which a message becomes doubtful; `settle` says in the end what became of it. */
function doubting() {
  const world = new World();
  let message: NewMessage | undefined;
  const { promise, resolve } = Promise.withResolvers<Settled>();
  const append = world.store.append.bind(world.store);
  world.store.append = (appended, done) => {
    // That somebody leaves is an event, and kept as one.
    if (appended.kind !== "PRIVMSG") return append(appended, done);
    message = appended;
    queueMicrotask(() => done({ kind: "unknown", reason: REASON, settled: promise }));
  };
  const settle = async (stored: boolean) => {
    assert.ok(message);
    resolve(
      stored
        ? { kind: "stored", message: { ...message, seq: 1 } }
        : { kind: "failed", reason: "The connection was lost before it was stored" },
    );
    await promise;
  };
  return { world, settle };
}

Deno.test("who sent a message of which nobody knows whether it is stored is closed with the reason", async () => {
  const { world } = doubting();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  bob.read();
  await ann.says("PRIVMSG #tea :hello");
  ann.hears(`ERROR :${REASON}`);
  assert.ok(ann.isClosed);
  bob.hears(`:ann!ann@host QUIT :${REASON}`);
});

Deno.test("if it turns out to be stored, the others see it, late as it is", async () => {
  const { world, settle } = doubting();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.says("PRIVMSG #tea :hello");
  bob.read();
  await settle(true);
  bob.hears(":ann!ann@host PRIVMSG #tea :hello");
});

Deno.test("if it turns out not to be stored, nobody ever sees it", async () => {
  const { world, settle } = doubting();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.says("PRIVMSG #tea :hello");
  bob.read();
  await settle(false);
  bob.hearsNothing();
});
