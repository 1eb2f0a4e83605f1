import assert from "node:assert/strict";
import type { Connection } from "../../src/store/connection.ts";
import { Listener } from "../../src/store/listen.ts";

/** A connection that can do nothing but LISTEN, and refuses that if `refuses` says so. */
function connection(refuses: (text: string) => boolean): Connection {
  const over = Promise.withResolvers<void>();
  const fake: Partial<Connection> = {
    over: over.promise,
    onNotify() {},
    script: (text) => refuses(text) ? Promise.reject(new Error("canceled")) : Promise.resolve(),
    cut: () => over.resolve(),
    end: () => Promise.resolve(),
  };
  return fake as Connection;
}

Deno.test("who comes later and is refused is heard on the next connection, with all others", async () => {
  let connections = 0;
  await using listener = new Listener(() => {
    const isFirst = ++connections === 1;
    return Promise.resolve(connection((text) => isFirst && text.includes("coffee")));
  });
  const begun: string[] = [];
  const listen = (channel: string, until: number) =>
    new Promise<void>((resolve) => {
      const ready = () => {
        begun.push(channel);
        if (begun.length >= until) resolve();
      };
      listener.listen(channel, () => {}, ready);
    });
  await listen("tea", 1);
  await listen("coffee", 3);
  assert.deepEqual(begun, ["tea", "tea", "coffee"]);
});
