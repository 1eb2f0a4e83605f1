import assert from "node:assert/strict";
import { Listening } from "./listening.ts";

async function open(port: number, ...protocols: string[]): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, protocols);
  socket.binaryType = "arraybuffer";
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  return socket;
}

const frame = (socket: WebSocket) =>
  new Promise<string | ArrayBuffer>((resolve) => socket.onmessage = ({ data }) => resolve(data));

async function closed(socket: WebSocket): Promise<void> {
  await new Promise((resolve) => {
    socket.onclose = resolve;
    socket.close();
  });
}

Deno.test("over WebSocket each line is one text frame without its ending", async () => {
  await using server = new Listening({}, { type: "websocket" });
  const socket = await open(server.port, "text.ircv3.net");
  assert.equal(socket.protocol, "text.ircv3.net");
  const answer = frame(socket);
  socket.send("PING né");
  assert.equal(await answer, ":chat.local PONG chat.local né");
  await closed(socket);
});

Deno.test("a client that prefers binary frames gets binary frames", async () => {
  await using server = new Listening({}, { type: "websocket" });
  const socket = await open(server.port, "binary.ircv3.net", "text.ircv3.net");
  assert.equal(socket.protocol, "binary.ircv3.net");
  const answer = frame(socket);
  socket.send(new TextEncoder().encode("PING a"));
  const bytes = await answer;
  assert.ok(bytes instanceof ArrayBuffer);
  assert.equal(new TextDecoder().decode(bytes), ":chat.local PONG chat.local a");
  await closed(socket);
});

Deno.test("a client that names no subprotocol gets text frames", async () => {
  await using server = new Listening({}, { type: "websocket" });
  const socket = await open(server.port);
  assert.equal(socket.protocol, "");
  const answer = frame(socket);
  socket.send("PING a\r\n");
  assert.equal(await answer, ":chat.local PONG chat.local a");
  await closed(socket);
});

Deno.test("a line too long for IRC is refused over WebSocket too", async () => {
  await using server = new Listening({}, { type: "websocket" });
  const socket = await open(server.port, "text.ircv3.net");
  const answer = frame(socket);
  socket.send(`PING ${"x".repeat(600)}`);
  assert.equal(await answer, ":chat.local 417 * :Input line was too long");
  await closed(socket);
});

Deno.test("a browser that asks for a page is told what this is", async () => {
  await using server = new Listening({}, { type: "websocket" });
  const response = await fetch(`http://127.0.0.1:${server.port}/`);
  assert.equal(response.status, 426);
  assert.match(await response.text(), /chat server/);
});
