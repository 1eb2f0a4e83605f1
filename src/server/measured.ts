/** Watches what becomes of messages, for whoever measures the server. */
import type { MessageStore, Outcome } from "./store.ts";

/** Told of each message: how it ended and how long that took, in milliseconds. */
export type Observe = (kind: Outcome["kind"], took: number) => void;

/** The same store, with somebody who watches. */
export function measured(
  store: MessageStore,
  observe: Observe,
  elapsed: () => number,
): MessageStore {
  return {
    append(message, done) {
      const began = elapsed();
      store.append(message, (outcome) => {
        observe(outcome.kind, elapsed() - began);
        done(outcome);
      });
    },
    room: () => store.room(),
  };
}
