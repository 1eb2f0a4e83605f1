/**
 * History, within a bound: what is read for answers is in memory for a while, and many long questions at
 * once must not fill it. Each reserves what its answer may take at most; those that find no room wait.
 */
import type { Network } from "./network.ts";
import type {
  ActiveTarget,
  FoundMessage,
  History,
  PageQuery,
  Redaction,
  SearchQuery,
  StoredMessage,
  TargetKey,
  TargetsQuery,
} from "./store.ts";

/** What a message takes besides its text: names, ids, tags. Bytes, generously. */
const AROUND_TEXT = 1024;

export class BoundedHistory implements History {
  #reserved = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(readonly store: History, readonly network: Network) {}

  page(query: PageQuery): Promise<StoredMessage[]> {
    return this.#within(this.#most(query.limit), () => this.store.page(query));
  }

  search(query: SearchQuery): Promise<StoredMessage[]> {
    return this.#within(this.#most(query.limit), () => this.store.search(query));
  }

  targets(query: TargetsQuery): Promise<ActiveTarget[]> {
    return this.#within(query.limit * AROUND_TEXT, () => this.store.targets(query));
  }

  find(target: TargetKey, msgid: string): Promise<FoundMessage | undefined> {
    return this.#within(this.#most(1), () => this.store.find(target, msgid));
  }

  redact(redaction: Redaction): Promise<boolean> {
    return this.store.redact(redaction);
  }

  /** The most bytes that so many messages take. */
  #most(messages: number): number {
    return messages * (this.network.settings.limits.multilineMaxBytes + AROUND_TEXT);
  }

  /** One question alone may always be asked: how long its answer is has a limit of its own. */
  async #within<T>(bytes: number, ask: () => Promise<T>): Promise<T> {
    while (this.#reserved > 0 && this.#reserved + bytes > this.#ceiling) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#reserved += bytes;
    try {
      return await ask();
    } finally {
      this.#reserved -= bytes;
      // All of them look again, in the order in which they came.
      for (const look of this.#waiting.splice(0)) look();
    }
  }

  get #ceiling(): number {
    return this.network.settings.limits.historyBytes;
  }
}
