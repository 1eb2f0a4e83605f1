/** A store in memory with the manners of the real one, and switches to make it slow or fail. */
import type {
  Bound,
  NewMessage,
  Outcome,
  PageQuery,
  Store,
  StoredMessage,
  Target,
  TargetKey,
} from "../src/server/store.ts";

export class MemoryStore implements Store {
  readonly messages: StoredMessage[] = [];
  /** While set, messages wait for `commit()`. */
  held = false;
  /** While set, messages fail with this reason. */
  down: string | undefined;
  #waiting: (() => void)[] = [];

  append(message: NewMessage, done: (outcome: Outcome) => void): void {
    if (this.#waiting.length === 0 && !this.held) queueMicrotask(() => this.commit());
    this.#waiting.push(() => done(this.#keep(message)));
  }

  /** Commits everything that waits. */
  commit(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const next of waiting) next();
  }

  #keep(message: NewMessage): Outcome {
    if (this.down !== undefined) return { kind: "failed", reason: this.down };
    const first = message.clientId === undefined
      ? undefined
      : this.messages.find((other) =>
        other.clientId === message.clientId && other.sender.id === message.sender.id
      );
    if (first) return { kind: "duplicate", message: first };
    const key = keyOf(message.target);
    const seq = 1 + this.messages.filter((other) => keyOf(other.target) === key).length;
    const stored = { ...message, seq };
    this.messages.push(stored);
    return { kind: "stored", message: stored };
  }

  room(): undefined {}

  page({ target, after, before, from, limit, events }: PageQuery): Promise<StoredMessage[]> {
    if (this.down !== undefined) return Promise.reject(new Error(this.down));
    const all = this.messages.filter((message) =>
      keyOf(message.target) === keyOfKey(target) &&
      (events || message.kind === "PRIVMSG" || message.kind === "NOTICE") &&
      (!after || this.#compare(message, after) > 0) &&
      (!before || this.#compare(message, before) < 0)
    );
    return Promise.resolve(from === "newest" ? all.slice(-limit) : all.slice(0, limit));
  }

  /** Where a message stands to a bound: before (< 0), at (0) or after it (> 0). */
  #compare(message: StoredMessage, bound: Bound): number {
    if ("time" in bound) return message.time - bound.time;
    if ("seq" in bound) return message.seq - bound.seq;
    const named = this.messages.find((other) => other.msgid === bound.msgid);
    return named ? message.seq - named.seq : NaN;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function keyOf(target: Target): string {
  if (target.kind === "channel") return target.key;
  return keyOfKey({ kind: "direct", parties: [target.from.id, target.to.id] });
}

function keyOfKey(target: TargetKey): string {
  return target.kind === "channel" ? target.key : [...target.parties].sort().join(" ");
}
