/** A whole server in memory: no socket, no database, and time stands still until a test moves it. */
import assert from "node:assert/strict";
import { DEFAULTS, type Settings } from "../src/config.ts";
import type { Services } from "../src/server/command.ts";
import { dispatch } from "../src/server/dispatch.ts";
import { type Ids, Network } from "../src/server/network.ts";
import { Publisher } from "../src/server/publish.ts";
import type { Session } from "../src/server/session.ts";
import { createLog } from "../src/log.ts";
import { MemoryStore } from "./memory_store.ts";

/** Settings of a world: the defaults, nobody joins anything by itself, and what the test wants. */
export type WorldSettings = { readonly [K in keyof Settings]?: Partial<Settings[K]> };

export class World {
  /** Milliseconds since 1970; starts at 2026-01-01T00:00:00Z. */
  now = Date.UTC(2026, 0, 1);
  readonly store = new MemoryStore();
  readonly network: Network;
  readonly services: Services;
  /** What was logged as a warning or an error. */
  readonly logged: string[] = [];

  constructor(settings: WorldSettings = {}) {
    const clock = { now: () => this.now, elapsed: () => this.now };
    this.network = new Network(withDefaults(settings), clock, countingIds());
    const log = createLog("warn", "text", (line) => this.logged.push(line), clock.now);
    const publish = new Publisher(this.network, this.store);
    this.services = { network: this.network, publish, history: this.store, log };
  }

  /** A connection that has said nothing yet. */
  connect(address = "host", secure = false): Client {
    return new Client(this, this.network.openSession({ address, secure }));
  }

  /** A registered user, with these capabilities, who has read the welcome. */
  async user(nick: string, caps = "", address = "host"): Promise<Client> {
    const client = this.connect(address);
    if (caps !== "") await client.says("CAP LS 302", `CAP REQ :${caps}`);
    await client.says(`NICK ${nick}`, `USER ${nick} 0 * :${nick} Example`);
    if (caps !== "") await client.says("CAP END");
    client.read();
    return client;
  }

  /** Registered users in a channel, the first one its op, who have read everything. */
  async channel<const Nicks extends readonly string[]>(
    name: string,
    ...nicks: Nicks
  ): Promise<{ -readonly [N in keyof Nicks]: Client }> {
    const clients = await Promise.all(nicks.map((nick) => this.user(nick)));
    for (const client of clients) await client.says(`JOIN ${name}`);
    for (const client of clients) client.read();
    return clients as { -readonly [N in keyof Nicks]: Client };
  }
}

/** One client's end of a connection. */
export class Client {
  constructor(readonly world: World, readonly session: Session) {}

  /** Sends lines, one after the other, and waits until the server is done with them. */
  async says(...lines: string[]): Promise<void> {
    for (const text of lines) await this.sends(text);
    await this.session.settled();
  }

  /** Sends a line and waits until the next one may be sent, but not for its COMMIT. */
  async sends(text: string, utf8 = true): Promise<void> {
    await dispatch(this.world.services, this.session, { text, utf8 });
  }

  /** What came since the last look. */
  read(): string[] {
    const decoder = new TextDecoder();
    const text = this.session.outbox.take().map((bytes) => decoder.decode(bytes)).join("");
    assert.ok(text === "" || text.endsWith("\r\n"), "every line ends in CRLF");
    return text.split("\r\n").slice(0, -1);
  }

  /** These lines came since the last look, and no others. */
  hears(...lines: (string | RegExp)[]): void {
    const heard = this.read();
    const fits = heard.length === lines.length &&
      lines.every((line, i) =>
        typeof line === "string" ? heard[i] === line : line.test(heard[i] ?? "")
      );
    if (!fits) assert.deepEqual(heard, lines);
  }

  hearsNothing(): void {
    this.hears();
  }

  /** Says something and expects exactly this as what comes. */
  async asks(line: string, ...answer: (string | RegExp)[]): Promise<void> {
    await this.says(line);
    this.hears(...answer);
  }

  /** The connection is gone without a word. */
  disconnects(reason = "Connection closed"): void {
    this.session.close(reason);
  }

  get isClosed(): boolean {
    return this.session.closing !== undefined;
  }
}

function withDefaults(settings: WorldSettings): Settings {
  const base: Settings = { ...DEFAULTS, channels: { ...DEFAULTS.channels, autoJoin: [] } };
  const merged: Record<string, unknown> = { ...base };
  for (const [key, wanted] of Object.entries(settings)) {
    const value = merged[key];
    const isSection = typeof value === "object" && value !== null && !Array.isArray(value);
    merged[key] = isSection ? Object.assign({}, value, wanted) : wanted;
  }
  return merged as unknown as Settings;
}

function countingIds(): Ids {
  const counts = { m: 0, b: 0, g: 0 };
  return {
    msgid: () => `m${++counts.m}`,
    batch: () => `b${++counts.b}`,
    guest: () => `g${++counts.g}`,
  };
}
