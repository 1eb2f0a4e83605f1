import assert from "node:assert/strict";
import { createLog } from "../../src/log.ts";
import { measured } from "../../src/server/measured.ts";
import { Metrics, Monitoring } from "../../src/server/monitoring.ts";
import { message } from "../store/databases.ts";
import { World } from "../world.ts";

/** A server in memory with a real listener for those who ask about it. */
function monitored(probe = () => Promise.resolve()) {
  const world = new World();
  const metrics = new Metrics(world.network);
  const lines: string[] = [];
  const log = createLog("warn", "text", (line) => lines.push(line));
  const monitoring = new Monitoring({ host: "127.0.0.1", port: 0 }, metrics, probe, log);
  const { hostname, port } = monitoring.address;
  return {
    world,
    metrics,
    lines,
    port,
    async asks(path: string, init: RequestInit = {}) {
      const response = await fetch(`http://${hostname}:${port}${path}`, init);
      return { status: response.status, text: await response.text() };
    },
    [Symbol.asyncDispose]: () => monitoring.close(),
  };
}

Deno.test("/metrics counts people, channels and what became of messages", async () => {
  await using server = monitored();
  const { world, metrics } = server;
  await world.channel("#tea", "ann", "bob");
  world.connect();
  const store = measured(world.store, metrics.observe, () => world.now);
  const said = () => new Promise<void>((done) => store.append(message(), () => done()));
  const stored = said();
  world.now += 7;
  await stored;
  world.store.down = "gone";
  await said();
  const { status, text } = await server.asks("/metrics");
  assert.equal(status, 200);
  const value = (name: string) =>
    text.split("\n").find((line) => line.startsWith(`${name} `))?.split(" ")[1];
  assert.deepEqual(
    ["chat_sessions", "chat_unregistered_sessions", "chat_users", "chat_channels", "chat_opers"]
      .map(value),
    ["3", "1", "2", "1", "0"],
  );
  assert.equal(value('chat_messages_total{outcome="stored"}'), "1");
  assert.equal(value('chat_messages_total{outcome="failed"}'), "1");
  assert.equal(value("chat_message_commit_seconds_count"), "1");
  assert.equal(value('chat_message_commit_seconds_bucket{le="0.005"}'), "0");
  assert.equal(value('chat_message_commit_seconds_bucket{le="0.01"}'), "1");
  assert.ok(Number(value("process_resident_memory_bytes")) > 1_000_000);
});

Deno.test("a request that makes no address is answered like any that leads nowhere", async () => {
  await using server = monitored();
  using conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  const request = "GET /healthz HTTP/1.1\r\nHost: a b<>\r\nConnection: close\r\n\r\n";
  await conn.write(new TextEncoder().encode(request));
  assert.match(await new Response(conn.readable).text(), /^HTTP\/1\.1 404 /);
});

Deno.test("/readyz asks the database once for all who ask at once, and says no without its words", async () => {
  let probes = 0;
  let fails = false;
  await using server = monitored(async () => {
    probes++;
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (fails) throw new Error("password authentication failed for user chat");
  });
  const answers = await Promise.all([1, 2, 3].map(() => server.asks("/readyz")));
  assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200]);
  assert.equal(probes, 1);
  fails = true;
  assert.deepEqual(await server.asks("/readyz"), {
    status: 503,
    text: "Messages cannot be kept right now; the log says why.\n",
  });
  assert.equal(probes, 2);
  assert.match(
    server.lines.join("\n"),
    /the server is not ready: .*password authentication failed/,
  );
  assert.deepEqual(await server.asks("/healthz"), { status: 200, text: "ok\n" });
});

Deno.test("what is not there, or is no question, is refused in a sentence", async () => {
  await using server = monitored();
  assert.deepEqual(await server.asks("/"), {
    status: 404,
    text: "There are /metrics, /healthz and /readyz.\n",
  });
  assert.deepEqual(await server.asks("/metrics", { method: "POST" }), {
    status: 405,
    text: "Only GET is answered here.\n",
  });
});
