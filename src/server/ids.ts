/** Time and ids as they really are; tests bring their own. */
import type { Clock, Ids } from "./network.ts";

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
};

/** Ids that no other process and no later start makes again. */
export function randomIds(): Ids {
  const start = crypto.randomUUID().replaceAll("-", "").slice(0, 20);
  let count = 0;
  return {
    // Short, unique, and without a look at the random source for every message.
    msgid: () => `${start}${(count++).toString(36)}`,
    batch: () => `b${(count++).toString(36)}`,
    guest: () => crypto.randomUUID(),
  };
}
