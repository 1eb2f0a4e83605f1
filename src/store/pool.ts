/** A few connections, lent to one borrower at a time. */
import type { Connection } from "./connection.ts";
import { PATIENCE } from "./within.ts";

export class Pool {
  #idle: Connection[] = [];
  #out = 0;
  #closed = false;
  readonly #waiting: (() => void)[] = [];

  constructor(readonly most: number, readonly connect: (limit: number) => Promise<Connection>) {}

  /** Lends a connection, a new one if none is idle; whoever comes when all are out waits for his turn. */
  async lend<T>(use: (connection: Connection) => Promise<T>): Promise<T> {
    if (this.#closed) throw new Error("the database is closed");
    if (this.#out < this.most) this.#out++;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      const connection = this.#usable() ?? await this.connect(PATIENCE);
      try {
        return await use(connection);
      } finally {
        this.#takeBack(connection);
      }
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#out--;
    }
  }

  /** Ends those that are idle now, so that the next ones are new. */
  async empty(): Promise<void> {
    const idle = this.#idle;
    this.#idle = [];
    await Promise.all(idle.map((connection) => connection.end()));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.empty();
  }

  #usable(): Connection | undefined {
    for (;;) {
      const connection = this.#idle.pop();
      if (!connection?.lost) return connection;
    }
  }

  #takeBack(connection: Connection): void {
    if (connection.lost) return;
    if (this.#closed) void connection.end();
    else this.#idle.push(connection);
  }
}
