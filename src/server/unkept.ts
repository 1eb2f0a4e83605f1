/**
 * The store of a server that keeps no history: a message is through at once. There is no promise then,
 * and nothing to read.
 */
import type { NewMessage, Outcome, Store, StoredMessage } from "./store.ts";

export class Unkept implements Store {
  #lastSeq = 0;
  #through: (() => void)[] = [];

  append(message: NewMessage, done: (outcome: Outcome) => void): void {
    const seq = ++this.#lastSeq;
    if (this.#through.length === 0) queueMicrotask(() => this.#letThrough());
    this.#through.push(() => done({ kind: "stored", message: { ...message, seq } }));
  }

  #letThrough(): void {
    const through = this.#through;
    this.#through = [];
    for (const next of through) next();
  }

  room(): undefined {}

  page(): Promise<StoredMessage[]> {
    return Promise.resolve([]);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
