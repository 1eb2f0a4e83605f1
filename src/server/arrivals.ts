/** How often somebody connects: who comes and goes all the time costs more than who stays. */
import { siteOf } from "./cidr.ts";

const MINUTE = 60_000;

export class Arrivals {
  #since = 0;
  /** By site, in this minute. */
  #count = new Map<string, number>();

  /** Counts a connection. Whether it is more than the `most`th from there within this minute. `now`: as `Clock.elapsed`. */
  tooMany(address: string, most: number, now: number): boolean {
    if (now - this.#since >= MINUTE) {
      this.#since = now;
      this.#count = new Map();
    }
    const site = siteOf(address);
    const count = (this.#count.get(site) ?? 0) + 1;
    this.#count.set(site, count);
    return count > most;
  }
}
