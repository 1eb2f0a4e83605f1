/**
 * A database for everybody in the store: readers share a few connections, a writer takes one for
 * itself. `pg` speaks to PostgreSQL and to the embedded one alike, so nothing here knows which it is.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { Connection, type Engine } from "./connection.ts";
import { Listener } from "./listen.ts";
import { Pool } from "./pool.ts";
import { createSql, type Run, type Sql } from "./sql.ts";
import { explained } from "./trouble.ts";
import { PATIENCE, within } from "./within.ts";

export class Database {
  /** For everybody. A query that stands alone is given up after `PATIENCE`; in a transaction it is not. */
  readonly sql: Sql;
  readonly #engine: Engine;
  readonly #pool: Pool;
  readonly #listener = new Listener((limit) => this.connect(limit));
  // A plain query inside of `begin` would wait for ever where there is one connection: it joins in.
  readonly #transaction = new AsyncLocalStorage<{ sql: Sql | undefined }>();
  #schema: string;

  /** Connects to nothing yet. */
  constructor(engine: Engine, schema: string) {
    this.#engine = engine;
    this.#schema = schema;
    this.#pool = new Pool(engine.readers, (limit) => this.connect(limit));
    this.sql = this.#joining(createSql(this.#run, {
      begin: (work) => this.#begin(work),
      script: (text) => this.#pool.lend((connection) => connection.script(text)),
    }));
  }

  /** Connects once, so that what is wrong shows at once. Throws a `Problem`. */
  static async open(engine: Engine, schema: string): Promise<Database> {
    const database = new Database(engine, schema);
    return await database.orExplain(async () => {
      await database.sql`select`;
      return database;
    });
  }

  /** What `work` gives. If the database is in its way it is closed, and the reason is thrown as a `Problem`. */
  async orExplain<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      await this.close();
      throw explained(error, this.#engine);
    }
  }

  /** Which server this is, as it stands in a sentence. */
  get name(): string {
    return this.#engine.name;
  }

  /** Where tables are looked for. */
  get schema(): string {
    return this.#schema;
  }

  /** Looks for tables in another schema from now on. */
  async use(schema: string): Promise<void> {
    if (schema === this.#schema) return;
    this.#schema = schema;
    await this.#pool.empty();
  }

  /** A connection of one's own, made in at most `limit` milliseconds. */
  connect(limit: number): Promise<Connection> {
    return Connection.open(this.#engine, this.#schema, limit, false);
  }

  /** The same for one who writes on it, and has to know what became of that when it is cut. */
  connectWatched(limit: number): Promise<Connection> {
    return Connection.open(this.#engine, this.#schema, limit, true);
  }

  /** See `Listener.listen`. */
  listen(channel: string, heard: (payload: string) => void, ready = () => {}): Disposable {
    return this.#listener.listen(channel, heard, ready);
  }

  async close(): Promise<void> {
    await this.#listener[Symbol.asyncDispose]();
    await this.#pool.close();
    await this.#engine.close();
  }

  readonly #run: Run = (statement) =>
    this.#pool.lend((connection) =>
      within(PATIENCE, "a query", connection.run(statement), () => connection.cut())
    );

  #begin<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.#pool.lend((connection) =>
      connection.begin((sql) => {
        const current: { sql: Sql | undefined } = { sql };
        return this.#transaction.run(
          current,
          () => work(sql).finally(() => current.sql = undefined),
        );
      })
    );
  }

  #joining(shared: Sql): Sql {
    const current = () => this.#transaction.getStore()?.sql ?? shared;
    return Object.assign(
      <T extends object>(strings: TemplateStringsArray, ...values: unknown[]) =>
        current()<T>(strings, ...values),
      {
        begin: <T>(work: (sql: Sql) => Promise<T>) => current().begin(work),
        script: (text: string) => current().script(text),
      },
    );
  }
}
