/**
 * When people with an account were last here: private messages after that are shown to them when they
 * come back. Kept as a read marker; if it is lost in a crash, they see some messages twice.
 */
import type { Log } from "../log.ts";
import type { Change, Network } from "./network.ts";
import type { ReadMarkers } from "./store.ts";

/** Stands for everything at once among somebody's read markers; no channel or nick is called so. */
export const LAST_HERE = "*";

export class LastHere {
  /** The parties of those who have gone in this turn: all at once when the server ends. */
  #gone = new Set<string>();
  #at = 0;
  #keeping: Promise<void> = Promise.resolve();

  /** From now on it is kept when somebody goes. */
  constructor(readonly network: Network, readonly markers: ReadMarkers, readonly log: Log) {
    network.onChange.push((change) => this.#changed(change));
  }

  /** Resolves when everybody who has gone until now is kept, or cannot be. */
  kept(): Promise<void> {
    return this.#keeping;
  }

  #changed(change: Change): void {
    if (change.kind !== "left" && change.kind !== "absent") return;
    const { party, login } = change.user;
    if (!login) return;
    this.#gone.add(party.id);
    if (this.#gone.size > 1) return;
    // What comes within this very millisecond is rather shown twice than not at all.
    this.#at = this.network.clock.now() - 1;
    this.#keeping = this.#keeping.then(() => this.#keep());
  }

  async #keep(): Promise<void> {
    const gone = [...this.#gone];
    this.#gone.clear();
    try {
      await this.markers.markAllRead(gone, LAST_HERE, this.#at);
    } catch (error) {
      this.log.warn("it could not be kept when somebody left", { error: `${error}` });
    }
  }
}
