/**
 * When people with an account were last here: private messages after that are shown to them when they
 * come back. Kept as a read marker; if it is lost in a crash, they see some messages twice.
 */
import type { Log } from "../log.ts";
import type { Network } from "./network.ts";
import type { ReadMarkers } from "./store.ts";

/** Stands for everything at once among somebody's read markers; no channel or nick is called so. */
export const LAST_HERE = "*";

/** From now on it is kept when somebody goes. */
export function keepLastHere(network: Network, markers: ReadMarkers, log: Log): void {
  network.onChange.push((change) => {
    if (change.kind !== "left" && change.kind !== "absent") return;
    const { party, login } = change.user;
    if (!login) return;
    markers.markRead(party.id, LAST_HERE, network.clock.now()).catch((error) => {
      log.warn("it could not be kept when somebody left", { nick: party.nick, error: `${error}` });
    });
  });
}
