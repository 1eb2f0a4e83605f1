/** What somebody may do to a server from one machine. Each goes on until its enemy is disposed of. */
import { gzipSync } from "node:zlib";
import { commands } from "../../src/server/commands/index.ts";
import { DANGEROUS } from "../fuzz/renderer.ts";
import type { Enemy } from "./enemy.ts";
import { wait } from "./enemy.ts";

/** Where to connect, and how many connections a crowd is. */
export interface Aim {
  readonly port: number;
  readonly websocket: number;
  readonly tls: number;
  readonly crowd: number;
}

type Attack = (enemy: Enemy, aim: Aim) => Promise<void>;

/** Things that open doors elsewhere. */
const INJECTIONS = [
  "'; drop table messages; --",
  "\\'); delete from accounts; --",
  "../../../../etc/passwd",
  "..%2f..%2fetc%2fpasswd",
  "${jndi:ldap://127.0.0.1/a}",
  "$(touch /tmp/owned)",
  "`id`",
  "%s%s%s%n",
  "__proto__",
  "constructor",
  "\0\0\0",
  "NaN",
  "1e309",
  "9999999999999999999999",
  "timestamp=+275760-09-13T00:00:00.001Z",
  "(a+)+$",
  "*".repeat(300),
  ...DANGEROUS,
];

const NAMES = Object.keys(commands);
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const HELLO = Uint8Array.of(0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03);

/** QUIT ends an attack, and with operators' commands nothing is gained. */
const FLOODED = NAMES.filter((name) => name !== "QUIT");

export const ATTACKS: Readonly<Record<string, Attack>> = {
  async "connections that say nothing"(enemy, { port, websocket, tls, crowd }) {
    for (const at of [port, websocket, tls]) await enemy.crowd(at, crowd / 4);
  },

  async "connections that register a byte at a time"(enemy, { port, crowd }) {
    const conns = await enemy.crowd(port, crowd / 4);
    const bytes = new TextEncoder().encode("NICK slow\r\nUSER slow 0 * :Slow\r\n");
    conns.forEach((conn, i) => {
      let at = 0;
      enemy.repeat(50 + i % 50, () => enemy.send(conn, bytes.subarray(at, ++at)));
    });
  },

  async "requests for a WebSocket that never end"(enemy, { websocket, crowd }) {
    const conns = await enemy.crowd(websocket, crowd / 4, "GET / HTTP/1.1\r\n");
    for (const conn of conns) enemy.repeat(100, () => enemy.send(conn, "X-More: x\r\n"));
  },

  async "handshakes of TLS that never end"(enemy, { tls, crowd }) {
    await enemy.crowd(tls, crowd / 4, HELLO);
  },

  async "more connections than one address may have"(enemy, { port, crowd }) {
    await enemy.crowd(port, crowd);
  },

  async "connections that come and go"(enemy, { port }) {
    enemy.repeat(200, async () => {
      const conns = await enemy.crowd(port, 20, "NICK x\r\nUSER x 0 * :x\r\nJOIN #storm\r\n");
      for (const conn of conns) {
        try {
          conn.close();
        } catch {
          // Refused, or closed by the server.
        }
      }
      return true;
    });
    await wait(200);
  },

  async "floods of every command"(enemy, { port }) {
    const groups = Array.from({ length: 12 }, (_, i) => FLOODED.filter((_, at) => at % 12 === i));
    for (const [i, names] of groups.entries()) {
      const conn = await enemy.user(port, `flood${i}`, "message-tags batch echo-message");
      const lines = names.map((name) => `${name} #a,#b,x * 0 x :y\r\n`).join("").repeat(20);
      if (conn) enemy.repeat(0, () => enemy.send(conn, lines));
    }
    // What each may send at once is through then.
    await wait(2000);
  },

  async "tags that are too long"(enemy, { port }) {
    for (const length of [4095, 8190, 15_000, 100_000]) {
      const conn = await enemy.user(port, `tags${length}`, "message-tags");
      const tags = `@+a=${"x".repeat(length)} TAGMSG #calm\r\n@${";".repeat(length)} PING x\r\n`;
      if (conn) enemy.repeat(10, () => enemy.send(conn, tags));
    }
  },

  async "batches within batches, and batches that never close"(enemy, { port }) {
    const caps = "batch draft/multiline message-tags";
    const deep = Array.from(
      { length: 200 },
      (_, i) => `@batch=b${i} BATCH +b${i + 1} draft/multiline #calm\r\n`,
    ).join("");
    const open = `BATCH +x draft/multiline #calm\r\n` +
      `@batch=x PRIVMSG #calm :${"x".repeat(400)}\r\n`.repeat(200);
    for (const [nick, text] of [["deep", deep], ["open", open]] as const) {
      const conn = await enemy.user(port, nick, caps);
      if (conn) enemy.repeat(10, () => enemy.send(conn, text));
    }
  },

  async "logins that never end"(enemy, { port }) {
    const pieces = `AUTHENTICATE PLAIN\r\n${`AUTHENTICATE ${"A".repeat(400)}\r\n`.repeat(50)}`;
    for (const conn of await enemy.crowd(port, 20, `CAP REQ sasl\r\n${pieces}`)) {
      enemy.swallow(conn);
      enemy.repeat(20, () => enemy.send(conn, pieces));
    }
  },

  async "guesses of passwords"(enemy, { port }) {
    const guess = "AUTHENTICATE PLAIN\r\nAUTHENTICATE AGFubgB3cm9uZw==\r\n";
    for (const conn of await enemy.crowd(port, 20, "CAP REQ sasl\r\n")) {
      enemy.swallow(conn);
      enemy.repeat(10, () => enemy.send(conn, guess));
    }
  },

  async "bytes that are no IRC"(enemy, { port, websocket, tls }) {
    const kinds = [
      gzipSync("NICK bomb\r\n".repeat(1000)),
      random(20_000),
      HELLO,
      new Uint8Array(20_000),
      new TextEncoder().encode("GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
      new TextEncoder().encode("PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n"),
      Uint8Array.of(0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
    ];
    enemy.repeat(500, async () => {
      for (const at of [port, websocket, tls]) {
        for (const bytes of kinds) {
          for (const conn of await enemy.crowd(at, 1, bytes)) enemy.swallow(conn);
        }
      }
      return true;
    });
    await wait(200);
  },

  async "frames of a WebSocket that nobody sends"(enemy, { websocket }) {
    const request = "GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    const empty = Uint8Array.of(0x00, 0x80, 0, 0, 0, 0);
    const ping = Uint8Array.of(0x89, 0x80, 0, 0, 0, 0);
    const begin = Uint8Array.of(0x01, 0x80, 0, 0, 0, 0);
    for (
      const frames of [[begin, ...Array(500).fill(empty)], Array(500).fill(ping), [random(9000)]]
    ) {
      const bytes = new Uint8Array(await new Blob(frames).arrayBuffer());
      for (const conn of await enemy.crowd(websocket, 5, request)) {
        enemy.repeat(10, () => enemy.send(conn, bytes));
      }
    }
    await wait(1000);
  },

  async "NUL, control characters, and what is not UTF-8"(enemy, { port }) {
    const conn = await enemy.user(port, "control");
    if (!conn) return;
    const controls = Uint8Array.from({ length: 256 }, (_, i) => i);
    const say = new TextEncoder().encode("PRIVMSG #calm :");
    const lines = new Uint8Array([...say, ...controls, 13, 10, ...say, ...random(200), 13, 10]);
    enemy.repeat(20, () => enemy.send(conn, lines));
  },

  async "injections into every parameter of every command"(enemy, { port }) {
    const conn = await enemy.user(port, "inject", "message-tags labeled-response batch");
    if (!conn) return;
    const lines = FLOODED.flatMap((name) =>
      INJECTIONS.flatMap((evil) => [
        `${name} ${evil}`,
        `${name} #calm ${evil} :${evil}`,
        `${name} LATEST #calm ${evil} ${evil}`,
        `@label=${evil.replaceAll(" ", "")} ${name} ann :${evil}`,
      ])
    );
    let at = 0;
    enemy.repeat(50, () => enemy.send(conn, `${lines[at++ % lines.length]}\r\n`));
  },

  async "a reader at a byte a second, and readers that do not read"(enemy, { port }) {
    const wanted = "JOIN #busy\r\n" + "HELP\r\nLIST\r\n".repeat(50);
    const slow = await enemy.connect(port);
    if (slow) {
      await enemy.send(slow, `NICK slow\r\nUSER slow 0 * :x\r\n${wanted}`);
      enemy.swallow(slow, 1000, 1);
    }
    const deaf = await enemy.crowd(port, 20);
    for (const [i, conn] of deaf.entries()) {
      await enemy.send(conn, `NICK deaf${i}\r\nUSER deaf 0 * :x\r\n${wanted}`);
    }
    const talker = await enemy.user(port, "talker");
    if (talker) enemy.repeat(50, () => enemy.send(talker, `PRIVMSG #busy :${"x".repeat(400)}\r\n`));
  },
};
