/** A whole server in memory: no socket, no database, and time stands still until a test moves it. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { DEFAULTS, type Settings } from "../src/config.ts";
import { Accounts } from "../src/server/accounts.ts";
import type { MemberMode } from "../src/irc/modes.ts";
import { type Privilege, PRIVILEGES } from "../src/privileges.ts";
import { Audit } from "../src/server/audit.ts";
import { Bans } from "../src/server/bans.ts";
import { BoundedHistory } from "../src/server/bounded_history.ts";
import type { Services } from "../src/server/command.ts";
import { dispatch } from "../src/server/dispatch.ts";
import { LimitLog } from "../src/server/limit_log.ts";
import { keepEvents } from "../src/server/keep_events.ts";
import { Keeper } from "../src/server/keeper.ts";
import { LastHere } from "../src/server/last_here.ts";
import { Lookups, type Resolver } from "../src/server/lookups.ts";
import { type Ids, Network } from "../src/server/network.ts";
import { Publisher } from "../src/server/publish.ts";
import { Reload } from "../src/server/reload.ts";
import { Renames } from "../src/server/renames.ts";
import { Rules } from "../src/server/rules.ts";
import type { Origin, Session } from "../src/server/session.ts";
import { createLog } from "../src/log.ts";
import { MemoryAccounts } from "./memory_accounts.ts";
import { MemoryModeration } from "./memory_moderation.ts";
import { MemoryStore } from "./memory_store.ts";

/** The password of every account that `World.account` makes. */
export const PASSWORD = "correct horse";

/** Settings of a world: the defaults, nobody joins anything by itself, and what the test wants. */
export type WorldSettings =
  & { readonly [K in Exclude<keyof Settings, "opers">]?: Partial<Settings[K]> }
  & { readonly opers?: readonly WorldOper[] };

/** An operator; without privileges named it has all of them. */
type WorldOper = Omit<Settings["opers"][number], "privileges"> & { privileges?: Privilege[] };

export class World {
  /** Milliseconds since 1970; starts at 2026-01-01T00:00:00Z. */
  now = Date.UTC(2026, 0, 1);
  readonly store: MemoryStore;
  readonly accounts: MemoryAccounts;
  readonly moderation: MemoryModeration;
  readonly network: Network;
  readonly services: Services;
  readonly #lastHere: LastHere;
  /** What was logged as a warning or an error. */
  readonly logged: string[] = [];
  /** Everything that was logged. */
  readonly log: string[] = [];
  /** What DNS answers. */
  resolve: Resolver = () => Promise.resolve([]);
  /** What the configuration says when it is read again. */
  configured: () => WorldSettings | Promise<WorldSettings>;

  /** `before`: the world that this one is a restart of. */
  constructor(readonly settings: WorldSettings = {}, before?: World) {
    this.configured = () => settings;
    this.store = before?.store ?? new MemoryStore();
    this.accounts = before?.accounts ?? new MemoryAccounts();
    this.moderation = before?.moderation ?? new MemoryModeration();
    const clock = { now: () => this.now, elapsed: () => this.now };
    this.network = new Network(withDefaults(settings), clock, countingIds());
    const log = createLog("info", "text", (line) => this.#logs(line), clock.now);
    const renames = new Renames(this.store, this.store, log);
    const publish = new Publisher(this.network, renames);
    const limits = new LimitLog(log, clock);
    const accounts = new Accounts(this.accounts, this.network, log, limits);
    const keeper = new Keeper(this.accounts, this.network, accounts, log);
    this.services = {
      network: this.network,
      publish,
      history: new BoundedHistory(this.store, this.network),
      markers: this.store,
      accounts,
      keeper,
      limits,
      bans: new Bans(this.moderation.bans, this.network),
      rules: new Rules(this.moderation.rules, this.network),
      audit: new Audit(this.moderation.audit, clock, log),
      renames,
      lookups: new Lookups(this.network, (...asked) => this.resolve(...asked)),
      reload: new Reload(
        this.network,
        keeper,
        log,
        async () => withDefaults(await this.configured()),
      ),
      log,
    };
    keepEvents(this.network, renames);
    this.#lastHere = new LastHere(this.network, this.store, log);
  }

  #logs(line: string): void {
    this.log.push(line);
    if (!/^\S+ info /.test(line)) this.logged.push(line);
  }

  /** The server stops and starts again, with the same stores: a world of its own. */
  async restart(settings = this.settings): Promise<World> {
    for (const session of this.network.sessions) session.close("Restart");
    await this.services.keeper.close();
    await this.#lastHere.kept();
    const after = new World(settings, this);
    await after.services.accounts.load();
    await after.services.keeper.restore();
    await after.services.bans.load();
    return after;
  }

  /** Waits until what goes on in the background is through. */
  async settles(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
    await this.services.keeper.saved();
  }

  /** A connection that has said nothing yet. */
  connect(address = "host", secure = false): Client {
    return new Client(this, this.network.openSession({ address, way: secure ? "tls" : "open" }));
  }

  /** The same from a place that the test describes. */
  connectFrom(origin: Origin): Client {
    return new Client(this, this.network.openSession(origin));
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

  /** Makes an account, with `PASSWORD`. */
  async account(name: string): Promise<void> {
    const outcome = await this.services.accounts.create(name, PASSWORD, undefined);
    assert.equal(outcome.kind, "account");
  }

  /** A client that has logged in to an account while it connected, and has read the welcome. */
  async login(account: string, nick = account, caps = ""): Promise<Client> {
    const client = this.connect();
    await client.says("CAP LS 302", `CAP REQ :sasl ${caps}`);
    await client.logsIn(account);
    await client.says(`NICK ${nick}`, `USER ${nick} 0 * :${nick} Example`, "CAP END");
    client.read();
    return client;
  }

  /** Makes a user logged in to an account, whether there is such an account or not. */
  loggedIn({ session: { user } }: Client, account: string): void {
    assert.ok(user);
    user.login = { id: account, name: account };
  }

  /** Gives a member a rank that nobody there could give. */
  ranks(channel: string, nick: string, mode: MemberMode): void {
    const user = this.network.user(nick);
    const member = user && this.network.channel(channel)?.members.get(user);
    assert.ok(member);
    member.set(mode, true);
  }

  /** A second connection of the same user. */
  anotherClientOf({ session: { user } }: Client): Client {
    assert.ok(user);
    const other = this.connect();
    other.session.user = user;
    user.sessions = [...user.sessions, other.session];
    return other;
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

  /** Joins channels and reads what comes of it. */
  async joins(...channels: string[]): Promise<void> {
    await this.says(...channels.map((channel) => `JOIN ${channel}`));
    this.read();
  }

  /** Logs in with SASL PLAIN. */
  async logsIn(account: string, password = PASSWORD): Promise<void> {
    await this.says("AUTHENTICATE PLAIN", `AUTHENTICATE ${plain(account, password)}`);
  }

  /** What came since the last look. */
  read(): string[] {
    const { text } = this.session.outbox.take();
    assert.ok(text === "" || text.endsWith("\r\n"), "every line ends in CRLF");
    const lines = text.split("\r\n").slice(0, -1);
    for (const line of lines) this.#fits(line);
    return lines;
  }

  /** Without its tags a line has at most 512 bytes, its ending included. */
  #fits(line: string): void {
    const bytes = new TextEncoder().encode(line.replace(/^@\S+ /, "")).length + 2;
    assert.ok(bytes <= this.world.network.settings.limits.line, `${bytes} bytes: ${line}`);
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

/** What SASL PLAIN says, in base64. */
export function plain(username: string, password: string, authzid = ""): string {
  return Buffer.from(`${authzid}\0${username}\0${password}`).toString("base64");
}

const EVERY_PRIVILEGE = { privileges: PRIVILEGES };

function withDefaults(settings: WorldSettings): Settings {
  const base: Settings = {
    ...DEFAULTS,
    accounts: { ...DEFAULTS.accounts, passwordHashCost: "lowest" },
    channels: { ...DEFAULTS.channels, autoJoin: [] },
  };
  const merged: Record<string, unknown> = { ...base };
  for (const [key, wanted] of Object.entries(settings)) {
    const value = merged[key];
    const bothAreSections = isSection(value) && isSection(wanted);
    merged[key] = bothAreSections ? { ...value, ...wanted } : wanted;
  }
  const all = merged as unknown as Settings;
  return { ...all, opers: all.opers.map((oper) => ({ ...EVERY_PRIVILEGE, ...oper })) };
}

function isSection(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function countingIds(): Ids {
  const counts = { m: 0, b: 0, g: 0 };
  return {
    msgid: () => `m${++counts.m}`,
    batch: () => `b${++counts.b}`,
    guest: () => `g${++counts.g}`,
  };
}
