/**
 * Messages that were on their way when the connection was lost: committed or not, nobody knows yet.
 * The first one who can ask the database settles it.
 */
import type { Settled, StoredMessage } from "../server/store.ts";
import { readMessages } from "./batch.ts";
import type { Connection } from "./connection.ts";
import type { Queue, Waiting } from "./queue.ts";
import * as refusal from "./refusal.ts";
import { within } from "./within.ts";

export class Doubt {
  #settlers: Map<Waiting, (settled: Settled) => void> | undefined;

  /** `lost` is the connection that they were sent on. */
  constructor(readonly batch: readonly Waiting[], readonly lost: Connection) {}

  /** Whether nobody waits for an answer here any more. */
  get told(): boolean {
    return this.#settlers !== undefined || this.batch.length === 0;
  }

  /** The senders have waited long enough: they hear that it is not known. */
  tell(queue: Queue): void {
    if (this.told) return;
    this.#settlers = new Map();
    for (const waiting of this.batch) {
      const { promise, resolve } = Promise.withResolvers<Settled>();
      this.#settlers.set(waiting, resolve);
      queue.end(waiting, { kind: "unknown", reason: refusal.UNKNOWN, settled: promise });
    }
  }

  /** Those that are stored, once nothing can change that any more, over another connection. */
  async lookUp(connection: Connection, limit: number): Promise<Map<string, StoredMessage>> {
    if (this.batch.length === 0) return new Map();
    try {
      await this.lost.ended(connection, limit);
      const msgids = this.batch.map(({ message }) => message.msgid);
      return await within(limit, "a query", readMessages(connection.sql, msgids));
    } catch (error) {
      connection.cut();
      throw error;
    }
  }

  /** Now it is known: `found` are those that are stored. Returns those that are not, and whose senders still wait. */
  settle(found: ReadonlyMap<string, StoredMessage>, queue: Queue): Waiting[] {
    const unwritten: Waiting[] = [];
    for (const waiting of this.batch) {
      const message = found.get(waiting.message.msgid);
      const settler = this.#settlers?.get(waiting);
      if (message) {
        const stored = { kind: "stored", message } as const;
        if (settler) settler(stored);
        else queue.end(waiting, stored);
      } else if (settler) settler({ kind: "failed", reason: refusal.LOST });
      else unwritten.push(waiting);
    }
    return unwritten;
  }
}
