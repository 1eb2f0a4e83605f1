import assert from "node:assert/strict";
import { Listening } from "./listening.ts";

const encode = (text: string) => new TextEncoder().encode(text);

Deno.test("a line that arrives byte by byte is one line", async () => {
  await using server = new Listening();
  using peer = await server.connect();
  for (const byte of encode("PING :né\r\n")) {
    await peer.send(Uint8Array.of(byte));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  assert.equal(await peer.until(/PONG/), ":chat.local PONG chat.local né");
});

Deno.test("lines that arrive glued together are carried out one after the other", async () => {
  await using server = new Listening();
  using peer = await server.connect();
  await peer.send("PING a\r\nPING b\nNICK ann\r\nUSER ann 0 * :Ann\r\n\r\nPING c\r\n");
  await peer.until(/PONG chat.local a/);
  await peer.until(/PONG chat.local b/);
  await peer.until(/ 001 ann /);
  await peer.until(/PONG chat.local c/);
});

Deno.test("a line that is not UTF-8 is refused, and the lines around it are not", async () => {
  await using server = new Listening();
  using ann = await server.user("ann");
  await ann.send(
    new Uint8Array([...encode("PING a\r\nPRIVMSG ann :"), 0xff, ...encode("\r\nPING b\r\n")]),
  );
  await ann.until(/PONG chat.local a/);
  await ann.until(/FAIL PRIVMSG INVALID_UTF8 :/);
  await ann.until(/PONG chat.local b/);
});

Deno.test("ten megabytes without a newline end the connection with a reason", async () => {
  await using server = new Listening();
  using peer = await server.connect();
  const megabyte = new Uint8Array(1_000_000).fill(0x61);
  const sending = (async () => {
    for (let i = 0; i < 10; i++) await peer.send(megabyte);
  })().catch(() => {});
  await peer.until(/^ERROR :Line longer than 16384 bytes/);
  peer[Symbol.dispose]();
  await sending;
  assert.equal(server.world.network.sessions.size, 0);
});

Deno.test("a client that stops reading is closed, and the others do not wait for it", async () => {
  await using server = new Listening({ limits: { sendq: 100_000 }, flood: false });
  using _deaf = await server.user("deaf");
  using ann = await server.user("ann");
  const text = "x".repeat(400);
  // Bounded: the sockets' own buffers take some megabytes first.
  for (let sent = 0; sent < 200 && server.world.network.user("deaf"); sent++) {
    await ann.send(`PRIVMSG deaf :${text}\r\n`.repeat(200) + `PING ${sent}\r\n`);
    await ann.until(new RegExp(`PONG chat.local ${sent}$`));
  }
  assert.equal(server.world.network.user("deaf"), undefined);
  await ann.send("PING still\r\n");
  await ann.until(/PONG chat.local still/);
});

Deno.test("a client that has closed its sending half still hears how its last message ended", async () => {
  await using server = new Listening();
  using ann = await server.connect();
  await ann.send(
    "CAP REQ :echo-message\r\nNICK ann\r\nUSER ann 0 * :Ann\r\nCAP END\r\nPRIVMSG ann :bye\r\n",
  );
  await ann.conn.closeWrite();
  await ann.until(/PRIVMSG ann :bye/);
  await ann.rest();
});

Deno.test("a client that says nothing is closed when the time to register is over", async () => {
  await using server = new Listening();
  using peer = await server.connect();
  await peer.send("PING a\r\n");
  await peer.until(/PONG/);
  server.world.now += 61_000;
  for (const connection of server.listener.connections) connection.tick();
  await peer.until(/^ERROR :Registration timed out/);
});

Deno.test("a silent client is asked for a sign of life, and given up without one", async () => {
  await using server = new Listening();
  using ann = await server.user("ann");
  const tick = () => server.listener.connections.forEach((connection) => connection.tick());
  server.world.now += 121_000;
  tick();
  await ann.until(/^PING chat.local/);
  server.world.now += 120_000;
  tick();
  await ann.until(/^ERROR :Ping timeout: 241 seconds/);
});

Deno.test("a client over its pace waits, and loses nothing", async () => {
  await using server = new Listening();
  using ann = await server.user("ann");
  await ann.send(Array.from({ length: 110 }, (_, i) => `PING ${i}\r\n`).join(""));
  await ann.until(/PONG chat.local 109/);
});

Deno.test("who comes by IPv4 to a socket for both has an IPv4 address", async () => {
  await using server = new Listening({}, { host: "::" });
  using ann = await server.connect();
  await ann.send("NICK ann\r\nUSER ann 0 * :Ann\r\n");
  await ann.until(/ 001 ann :.* ann!ann@127\.0\.0\.1$/);
});

Deno.test("connections over the limit of an address are told why and closed", async () => {
  await using server = new Listening({ limits: { connectionsPerAddress: 2 } });
  using _first = await server.user("ann");
  using _second = await server.user("bob");
  using third = await server.connect();
  assert.match(await third.rest(), /^ERROR :Too many connections from 127\.0\.0\.1/);
});

Deno.test("a crowd over the limit is told why as well, though nobody waits for it to read that", async () => {
  await using server = new Listening({ limits: { connectionsPerAddress: 1 } });
  using ann = await server.user("ann");
  const crowd = await Promise.all(Array.from({ length: 60 }, () => server.connect()));
  for (const peer of crowd) assert.match(await peer.rest(), /^ERROR :Too many connections from /);
  await ann.send("PING still\r\n");
  await ann.until(/PONG \S+ still/);
  for (const peer of crowd) peer[Symbol.dispose]();
});

Deno.test("who connects too often is told to wait, and others are let in", async () => {
  const limits = { connectionsPerMinute: 2 };
  await using server = new Listening({ limits }, { proxyProtocol: "required" });
  const from = async (address: string) => {
    const peer = await server.connect();
    await peer.send(`PROXY TCP4 ${address} 127.0.0.1 4000 5555\r\nPING here\r\n`);
    return peer;
  };
  using _first = await from("192.0.2.7");
  using _second = await from("192.0.2.7");
  using third = await from("192.0.2.7");
  assert.match(
    await third.rest(),
    /^ERROR :Connections from 192\.0\.2\.7 come too often; wait a minute/,
  );
  using other = await from("192.0.2.8");
  await other.until(/^(?!ERROR)/);
});

Deno.test("two hundred clients at once all hear each other", async () => {
  await using server = new Listening({ flood: false });
  const names = Array.from({ length: 200 }, (_, i) => `user${i}`);
  const peers = await Promise.all(names.map((name) => server.user(name)));
  try {
    await Promise.all(peers.map(async (peer) => {
      await peer.send("JOIN #all\r\nPING joined\r\n");
      await peer.until(/PONG chat.local joined/, 20_000);
    }));
    await Promise.all(peers.map((peer, i) => peer.send(`PRIVMSG #all :from ${names[i]}\r\n`)));
    await Promise.all(peers.map(async (peer, i) => {
      const missing = new Set(
        names.filter((name) => name !== names[i]).map((name) => `from ${name}`),
      );
      while (missing.size > 0) {
        const line = await peer.until(/PRIVMSG #all :from /, 20_000);
        assert.ok(
          missing.delete(line.slice(line.indexOf(":from ") + 1)),
          `twice or unknown: ${line}`,
        );
      }
    }));
  } finally {
    for (const peer of peers) peer[Symbol.dispose]();
  }
});
