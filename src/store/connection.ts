/**
 * One connection to the database, through `pg` in any case. It runs one statement at a time, can be
 * cut at any moment, and can tell afterwards when nothing sent on it will be written any more.
 */
import type { Duplex } from "node:stream";
// @ts-types="@types/pg"
import pg from "pg";
import { createSql, quoteName, type Row, type Sql, type Statement } from "./sql.ts";
import { within } from "./within.ts";

/** A database and how one connects to it. */
export interface Engine {
  /** Which server this is, as it stands in a sentence. */
  readonly name: string;
  readonly database: string;
  readonly user: string;
  /** What `pg` needs to know, apart from the stream. */
  readonly config: pg.ClientConfig;
  /** How many connections may read at once. */
  readonly readers: number;
  /** Settings that every connection starts with, as SQL writes their values. */
  readonly settings: Readonly<Record<string, string>>;
  /** A way to the database, not connected yet. */
  stream(): Promise<Duplex>;
  /** Says what is needed, after the connection is cut, to know when it has ended over there too. */
  watch(connection: Connection, stream: Duplex): Promise<Ended>;
  close(): Promise<void>;
}

/**
 * Resolves when what was sent on a cut connection is committed or never will be. `other` is a
 * connection to ask over; rejects when that does not answer within `limit` milliseconds.
 */
export type Ended = (other: Connection, limit: number) => Promise<void>;

const INT8 = 20;
const types = new pg.TypeOverrides();
types.setTypeParser(INT8, (text) => {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
});

/** Statements are prepared once per connection, under a name for each text. */
const names = new Map<string, string>();
let opened = 0;

export class Connection {
  readonly sql: Sql;
  /** Resolves when it is over, for whatever reason. */
  readonly over: Promise<void>;
  readonly #client: pg.Client;
  readonly #stream: Duplex;
  // The embedded database has one session for all, in which a statement's name must not come twice.
  readonly #prefix = `c${++opened}`;
  #ended: Ended = () => Promise.reject(new Error("this connection's end is not watched"));
  #last: Promise<unknown> = Promise.resolve();
  #lost = false;

  private constructor(engine: Engine, stream: Duplex) {
    this.#stream = stream;
    this.#client = new pg.Client({ ...engine.config, types, stream: () => stream });
    this.over = new Promise((resolve) => {
      const lose = () => {
        this.#lost = true;
        resolve();
      };
      this.#client.on("error", lose);
      this.#client.on("end", lose);
    });
    this.sql = createSql((statement) => this.run(statement), {
      begin: (work) => this.begin(work),
      script: (text) => this.script(text),
    });
  }

  /**
   * Connects, with `schema` as the place where tables are looked for, in at most `limit` milliseconds. Only
   * what is `watched` can tell when it has `ended`.
   */
  static async open(
    engine: Engine,
    schema: string,
    limit: number,
    watched: boolean,
  ): Promise<Connection> {
    const started = performance.now();
    const connection = new Connection(engine, await engine.stream());
    const left = () => limit - (performance.now() - started);
    const cut = () => connection.cut();
    try {
      await within(left(), "connecting", connection.#client.connect(), cut);
      const set = connection.#set({ ...engine.settings, search_path: quoteName(schema) });
      await within(left(), "connecting", set, cut);
      if (!watched) return connection;
      const watching = engine.watch(connection, connection.#stream);
      connection.#ended = await within(left(), "connecting", watching, cut);
    } catch (error) {
      connection.cut();
      throw error;
    }
    return connection;
  }

  /** Whether it can be used no more. */
  get lost(): boolean {
    return this.#lost;
  }

  /** Calls `heard` for every NOTIFY that comes on this connection. */
  onNotify(heard: (channel: string, payload: string) => void): void {
    this.#client.on("notification", ({ channel, payload }) => heard(channel, payload ?? ""));
  }

  run({ text, values }: Statement): Promise<Row[]> {
    let name = names.get(text);
    if (name === undefined) names.set(text, name = `q${names.size}`);
    const query = { name: `${this.#prefix}${name}`, text, values: [...values] };
    return this.#inTurn(async () => (await this.#client.query<Row>(query)).rows);
  }

  async script(text: string): Promise<void> {
    await this.#inTurn(() => this.#client.query(text));
  }

  async begin<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    await this.script("begin");
    try {
      const result = await work(this.#inside(0));
      await this.#commit();
      return result;
    } catch (error) {
      // A connection of which one does not know what it is in the middle of is of no use.
      await this.script("rollback").catch(() => this.cut());
      throw error;
    }
  }

  /** Ends it at once, without a goodbye: what was sent may or may not be carried out. */
  cut(): void {
    this.#lost = true;
    this.#stream.destroy();
  }

  /** Resolves, after `cut`, when that is decided. See `Ended`. */
  ended(other: Connection, limit: number): Promise<void> {
    return this.#ended(other, limit);
  }

  /** Says goodbye, and does not wait long for an answer. */
  async end(): Promise<void> {
    this.#lost = true;
    await within(500, "the end", this.#client.end()).catch(() => {});
    this.#stream.destroy();
  }

  /** `pg` wants to be asked one thing at a time. */
  #inTurn<T>(ask: () => Promise<T>): Promise<T> {
    const answer = this.#last.then(ask);
    this.#last = answer.catch(() => {});
    return answer;
  }

  async #set(settings: Readonly<Record<string, string>>): Promise<void> {
    const each = Object.entries(settings).map(([name, value]) => `set ${name} = ${value}`);
    await this.script(each.join(";"));
  }

  async #commit(): Promise<void> {
    const { command } = await this.#inTurn(() => this.#client.query("commit"));
    // After a statement failed, PostgreSQL answers COMMIT with ROLLBACK and calls it a success.
    if (command !== "COMMIT") {
      throw new Error("the transaction was rolled back: a statement failed");
    }
  }

  #inside(depth: number): Sql {
    return createSql((statement) => this.run(statement), {
      script: (text) => this.script(text),
      begin: async (work) => {
        await this.script(`savepoint s${depth}`);
        try {
          const result = await work(this.#inside(depth + 1));
          await this.script(`release s${depth}`);
          return result;
        } catch (error) {
          await this.script(`rollback to s${depth}`);
          throw error;
        }
      },
    });
  }
}
