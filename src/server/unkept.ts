/**
 * The store of a server that keeps no history: a message is through at once. There is no promise then,
 * and nothing to read.
 */
import type { ActiveTarget, NewMessage, Outcome, Store, StoredMessage } from "./store.ts";

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

  find(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  targets(): Promise<ActiveTarget[]> {
    return Promise.resolve([]);
  }

  search(): Promise<StoredMessage[]> {
    return Promise.resolve([]);
  }

  redact(): Promise<boolean> {
    return Promise.resolve(false);
  }

  readMarkers(): Promise<Map<string, number>> {
    return Promise.resolve(new Map());
  }

  markRead(_reader: string, _target: string, time: number): Promise<number> {
    return Promise.resolve(time);
  }

  markAllRead(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
