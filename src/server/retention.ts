/** `history.retentionDays`: what is older is removed, now and then. */
import type { Log } from "../log.ts";
import type { Network } from "./network.ts";

const DAY = 24 * 60 * 60 * 1000;
/** Milliseconds between two looks. */
const LOOK_EVERY = 60 * 60 * 1000;

/** What can remove messages older than a moment (milliseconds since 1970). */
export interface Removes {
  removeBefore(time: number): Promise<number>;
}

/** Looks at once and then every hour, until disposed of. */
export function retain(network: Network, store: Removes, log: Log): Disposable {
  const look = () => removeOld(network, store, log);
  look();
  const looking = setInterval(look, LOOK_EVERY);
  return { [Symbol.dispose]: () => clearInterval(looking) };
}

/** Removes what is too old, if anything ever is. */
export async function removeOld(network: Network, store: Removes, log: Log): Promise<void> {
  const days = network.settings.history.retentionDays;
  if (days === null) return;
  try {
    const messages = await store.removeBefore(network.clock.now() - days * DAY);
    if (messages > 0) log.info("old messages were removed", { days, messages });
  } catch (error) {
    log.warn("old messages could not be removed; trying again in an hour", { error: `${error}` });
  }
}
