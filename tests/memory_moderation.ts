/** Bans and what operators did, in memory; with a switch to make it fail. */
import type {
  AuditStore,
  BanStore,
  ChannelRule,
  Deed,
  RuleStore,
  ServerBan,
} from "../src/server/store.ts";

export class MemoryModeration {
  readonly #bans = new Map<string, ServerBan>();
  readonly #rules: ChannelRule[] = [];
  readonly deeds: Deed[] = [];
  #watching: (() => void)[] = [];
  /** While set, everything fails with this reason. */
  down: string | undefined;

  readonly bans: BanStore = {
    list: () => this.#answer(() => [...this.#bans.values()]),
    put: (ban) => this.#answer(() => void this.#bans.set(`${ban.kind} ${ban.mask}`, ban)),
    remove: (kind, mask) => this.#answer(() => this.#bans.delete(`${kind} ${mask}`)),
    watch: (changed) => void this.#watching.push(changed),
  };

  readonly rules: RuleStore = {
    list: () => this.#answer(() => [...this.#rules]),
    put: (rule) => this.#answer(() => void this.#rules.push(rule)),
    remove: () => this.#answer(() => this.#rules.splice(0).length > 0),
    watch: (changed) => void this.#watching.push(changed),
  };

  readonly audit: AuditStore = {
    record: (deed) => this.#answer(() => void this.deeds.push(deed)),
    latest: (count) => this.#answer(() => this.deeds.slice(-count)),
  };

  /** Another program has changed something. */
  changedElsewhere(): void {
    for (const changed of this.#watching) changed();
  }

  #answer<T>(work: () => T): Promise<T> {
    if (this.down !== undefined) return Promise.reject(new Error(this.down));
    return Promise.resolve(work());
  }
}
