/** Every limit tells the person why in one sentence, and the operator in one line. */
import assert from "node:assert/strict";
import { DEFAULTS } from "../../src/config.ts";
import { Listening } from "./listening.ts";
import { eventLine } from "../../src/server/announce.ts";

assert.ok(DEFAULTS.flood);
const flood = DEFAULTS.flood;

function logsOnce({ world }: Listening, limit: string): void {
  const lines = world.log.filter((line) => line.includes(limit));
  assert.equal(lines.length, 1, `${limit} in:\n${world.log.join("\n")}`);
  assert.match(lines[0] ?? "", / info {2}a connection was (?:closed|refused) limit=.* address=/);
}

Deno.test("a client that floods waits, is told, and is closed in the end", async () => {
  await using server = new Listening({ flood: { ...flood, burst: 5, linesPerSecond: 1000 } });
  using ann = await server.user("ann");
  using bob = await server.user("bob");
  const { world } = server;
  await ann.send("PING a\r\n".repeat(2000));
  await ann.until(/PONG/);
  world.now += 11_000;
  await ann.until(
    /^:chat\.local NOTICE ann :You send faster than 1000 lines a second, so they wait; if that goes on you are disconnected$/,
  );
  const flooding = ann.send("PING a\r\n".repeat(20_000)).catch(() => {});
  world.now += 60_000;
  await ann.until(/^ERROR :Excess flood: you went on sending too fast$/);
  await bob.send("PING here\r\n");
  await bob.until(/PONG chat.local here/);
  logsOnce(server, "limit=flood.cutAfter");
  ann[Symbol.dispose]();
  await flooding;
});

Deno.test("a client that reads too slowly reads in the end why it was closed", async () => {
  await using server = new Listening({ limits: { sendq: 4096 }, flood: false });
  using deaf = await server.user("deaf");
  const { session } = [...server.listener.connections][0] ?? {};
  assert.ok(session);
  for (let i = 0; i < 20; i++) {
    session.send(eventLine(server.world.network, "chat.local", "NOTICE", "deaf", "x".repeat(400)));
  }
  await deaf.until(/^ERROR :SendQ exceeded: you read too slowly$/);
  await deaf.rest();
  logsOnce(server, "limit=limits.sendq");
});

Deno.test("whoever does not register in time is told so", async () => {
  await using server = new Listening({ limits: { registrationTimeout: 5 } });
  using peer = await server.connect();
  await peer.send("PING a\r\n");
  await peer.until(/PONG/);
  server.world.now += 6_000;
  for (const connection of server.listener.connections) connection.tick();
  await peer.until(/^ERROR :Registration timed out$/);
  logsOnce(server, "limit=limits.registrationTimeout");
});

Deno.test("one connection too many is refused, and logged with the limit's name", async () => {
  await using server = new Listening({ limits: { connections: 1 } });
  using _ann = await server.user("ann");
  using late = await server.connect();
  await late.until(/^ERROR :The server is full; try again later$/);
  logsOnce(server, "limit=limits.connections ");
});

Deno.test("one channel too many is refused", async () => {
  await using server = new Listening({ limits: { channels: 2 } });
  using ann = await server.user("ann");
  await ann.send("JOIN #a,#b,#c\r\n");
  await ann.until(/ 405 ann #c :You have joined too many channels$/);
});

Deno.test("many connections of one account are as fast as the account may be, not as many times as fast", async () => {
  await using server = new Listening({
    flood: { ...flood, burst: 1, linesPerSecond: 1000, accountLinesPerSecond: 10 },
  });
  const { world } = server;
  const peers = [await server.user("ann"), await server.user("bob"), await server.user("carl")];
  try {
    for (const { session } of server.listener.connections) {
      if (session.user) session.user.login = { id: "1", name: "ann" };
    }
    const before = performance.now();
    await Promise.all(peers.map(async (peer) => {
      await peer.send("PING 1\r\nPING 2\r\nPING 3\r\nPING 4\r\nPING 5\r\n");
      await peer.until(/PONG chat.local 5/);
    }));
    // The burst is 10 lines; the clock of this world stands still, so the other five wait 0.5 s together.
    assert.ok(performance.now() - before >= 400, `${performance.now() - before} ms`);
    assert.equal(world.network.sessions.size, 3);
  } finally {
    for (const peer of peers) peer[Symbol.dispose]();
  }
});
