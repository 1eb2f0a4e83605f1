/**
 * Writes messages, many at a time: what has come while one batch was committed is the next batch. Says
 * of each message what became of it, and never what it does not know.
 */
import { setImmediate } from "node:timers";
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../log.ts";
import type { MessageStore, NewMessage, Outcome, StoredMessage } from "../server/store.ts";
import { insertMessages, type Kept } from "./batch.ts";
import type { Connection } from "./connection.ts";
import type { Database } from "./database.ts";
import { Doubt } from "./doubt.ts";
import { type Limits, Queue, type Waiting } from "./queue.ts";
import * as refusal from "./refusal.ts";
import { PATIENCE, within } from "./within.ts";

export interface WriterOptions {
  /** Milliseconds after which the sender of a message hears what became of it, or that nobody knows. */
  readonly deadline: number;
  readonly limits: Limits;
}

export const WRITER_OPTIONS: WriterOptions = {
  deadline: 3_000,
  limits: { count: 20_000, bytes: 32 * 1024 * 1024 },
};

/** One transaction. More would make the first of them wait without being any faster. */
const BATCH = { count: 2_000, bytes: 4 * 1024 * 1024 };

/** Milliseconds between attempts to connect. */
const PAUSE = { first: 50, longest: 800 };

export class MessageWriter implements MessageStore {
  readonly #database: Database;
  readonly #log: Log;
  readonly #deadline: number;
  readonly #queue: Queue;
  #connection: Connection;
  #running: Promise<void> | undefined;
  /** Ends when everybody has heard what became of the last batch. */
  #telling: Promise<void> | undefined;
  /** Messages in the next batch, at most. */
  #most = BATCH.count;
  /** While the database is away: what the senders hear. */
  #away: string | undefined;
  readonly #closing = new AbortController();

  private constructor(
    database: Database,
    log: Log,
    { deadline, limits }: WriterOptions,
    connection: Connection,
  ) {
    this.#database = database;
    this.#log = log;
    this.#deadline = deadline;
    this.#queue = new Queue(limits);
    this.#connection = connection;
    this.#watch(connection);
  }

  static async open(
    database: Database,
    log: Log,
    options: WriterOptions = WRITER_OPTIONS,
  ): Promise<MessageWriter> {
    const connection = await database.connectWatched(PATIENCE);
    return new MessageWriter(database, log, options, connection);
  }

  append(message: NewMessage, done: (outcome: Outcome) => void): void {
    const tell = this.#guarded(done);
    const reason = this.#refusal(message);
    if (reason !== undefined) {
      queueMicrotask(() => tell({ kind: "failed", reason }));
    } else if (this.#queue.add(message, tell, performance.now())) {
      this.#wake();
    } else {
      queueMicrotask(() => tell({ kind: "failed", reason: refusal.FULL }));
    }
  }

  room(): Promise<void> | undefined {
    return this.#queue.room();
  }

  /** Resolves when everything that waited has ended. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
    await this.#connection.end();
  }

  get #closed(): boolean {
    return this.#closing.signal.aborted;
  }

  #refusal(message: NewMessage): string | undefined {
    if (this.#closed) return refusal.CLOSED;
    if (this.#away !== undefined) return this.#away;
    if (!refusal.isStorable(message)) return refusal.UNSTORABLE;
    return undefined;
  }

  #wake(): void {
    this.#running ??= this.#run();
  }

  /** The one who writes. There is never more than one batch on its way. */
  async #run(): Promise<void> {
    const expiry = setInterval(() => this.#expire(), this.#deadline / 10);
    // Everything that came in this turn goes into the first batch.
    await Promise.resolve();
    for (;;) {
      const lost = this.#connection.lost;
      if (lost && (this.#queue.length > 0 || !this.#closed)) {
        await this.#heal(new Doubt([], this.#connection));
      } else if (this.#queue.length > 0) {
        await this.#write(this.#queue.take(this.#most, BATCH.bytes));
      } else if (this.#telling) {
        await this.#telling;
        this.#telling = undefined;
      } else {
        break;
      }
    }
    clearInterval(expiry);
    this.#running = undefined;
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    const connection = this.#connection;
    const limit = this.#deadline * 2 / 3;
    const messages = batch.map(({ message }) => message);
    for (const waiting of batch) waiting.tries++;
    try {
      const kept = await within(limit, "a batch", insertMessages(connection.sql, messages));
      this.#tell(batch, kept);
      this.#most = Math.min(this.#most * 2, BATCH.count);
    } catch (error) {
      switch (refusal.verdictOn(error)) {
        case "row":
          return this.#divide(batch, error);
        case "no":
          this.#log.error("the database refuses messages", { reason: `${error}` });
          return this.#fail(batch, refusal.refused(error));
        case "unknown":
          connection.cut();
          this.#log.warn("the database did not say whether a batch is stored", {
            messages: batch.length,
            reason: `${error}`,
          });
          return await this.#heal(new Doubt(batch, connection));
      }
    }
  }

  /**
   * Says what became of a batch. If another one waits it is sent first: the database works on it while
   * people are told of this one (`bench/durable.ts`).
   */
  #tell(batch: readonly Waiting[], kept: readonly Kept[]): void {
    const tell = () =>
      batch.forEach((waiting, i) => {
        const outcome = kept[i];
        if (outcome) this.#queue.end(waiting, outcome);
      });
    if (this.#queue.length === 0) return tell();
    this.#telling = new Promise((resolve) => {
      setImmediate(() => {
        tell();
        resolve();
      });
    });
  }

  /** One of them is not acceptable: smaller batches follow, until it stands alone. */
  #divide(batch: readonly Waiting[], error: unknown): void {
    const [first] = batch;
    const alone = batch.length === 1;
    // Somebody else may have written the same sender's id at the same time: by now it can be seen.
    if (alone && !(first?.tries === 1 && refusal.isTaken(error))) {
      this.#log.warn("the database does not take a message", { reason: `${error}` });
      return this.#fail(batch, refusal.refused(error));
    }
    if (!alone) batch.forEach((waiting) => waiting.tries--);
    this.#most = Math.ceil(batch.length / 2);
    this.#queue.putBack(batch);
  }

  /**
   * Gets a new connection, however long it takes, and finds out what became of the messages in doubt.
   * From the first attempt that fails until one succeeds nothing is accepted.
   */
  async #heal(doubt: Doubt): Promise<void> {
    const patience = this.#deadline / 3;
    const told = setTimeout(() => doubt.tell(this.#queue), patience);
    for (let attempt = 1; this.#connection.lost; attempt++) {
      const limit = this.#closed ? patience : patience * Math.min(attempt, 3);
      try {
        const connection = await this.#database.connectWatched(limit);
        const found = await doubt.lookUp(connection, limit);
        this.#welcome(connection);
        this.#settle(doubt, found);
      } catch (error) {
        this.#turnAway(error);
        if (this.#closed) {
          doubt.tell(this.#queue);
          break;
        }
        const pause = Math.min(PAUSE.first * 2 ** (attempt - 1), PAUSE.longest);
        await sleep(pause, undefined, { signal: this.#closing.signal }).catch(() => {});
      }
    }
    clearTimeout(told);
  }

  #settle(doubt: Doubt, found: ReadonlyMap<string, StoredMessage>): void {
    const mayTryAgain = ({ tries, since }: Waiting) =>
      tries === 1 && performance.now() - since < this.#deadline / 3;
    const unwritten = doubt.settle(found, this.#queue);
    this.#queue.putBack(unwritten.filter(mayTryAgain));
    this.#fail(unwritten.filter((waiting) => !mayTryAgain(waiting)), refusal.LOST);
  }

  #welcome(connection: Connection): void {
    this.#connection = connection;
    this.#watch(connection);
    if (this.#away !== undefined) this.#log.info("the database answers again: messages are stored");
    this.#away = undefined;
  }

  #turnAway(error: unknown): void {
    if (this.#away === undefined) {
      this.#log.error("the database does not answer: messages are refused", { reason: `${error}` });
    }
    this.#away = refusal.AWAY;
    this.#fail(this.#queue.take(Infinity, Infinity), refusal.AWAY);
  }

  #watch(connection: Connection): void {
    connection.over.then(() => this.#closed || this.#wake());
  }

  /** Nobody waits longer than the deadline; what was not sent yet is not going to be. */
  #expire(): void {
    const latest = performance.now() - this.#deadline;
    for (let first = this.#queue.first; first && first.since <= latest; first = this.#queue.first) {
      this.#fail(this.#queue.take(1, Infinity), refusal.AWAY);
    }
  }

  #fail(batch: readonly Waiting[], reason: string): void {
    for (const waiting of batch) this.#queue.end(waiting, { kind: "failed", reason });
  }

  #guarded(done: (outcome: Outcome) => void): (outcome: Outcome) => void {
    return (outcome) => {
      try {
        done(outcome);
      } catch (error) {
        this.#log.error("a message's outcome could not be told", { reason: `${error}` });
      }
    };
  }
}
