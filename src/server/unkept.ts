/** The store of a server that keeps no history: nothing is given to it, and there is nothing to read. */
import type { ActiveTarget, Store, StoredMessage } from "./store.ts";

export class Unkept implements Store {
  append(): never {
    throw new Error("a message was to be kept although history is off");
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
