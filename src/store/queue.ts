/** Messages that wait to be written: in order, limited, and none of them for ever. */
import type { NewMessage, Outcome, Settled } from "../server/store.ts";

/** A message and who wants to know what became of it. */
export interface Waiting {
  readonly message: NewMessage;
  readonly done: (outcome: Outcome) => void;
  /** Of `performance.now()`. */
  readonly since: number;
  /** Memory that it takes, roughly. */
  readonly bytes: number;
  /** Others with the same sender's id, which end as this one does. */
  readonly copies: Waiting[];
  /** How often it was tried to write it. */
  tries: number;
}

export interface Limits {
  /** Messages that may wait, those being written included. */
  readonly count: number;
  readonly bytes: number;
}

/** Beside the texts: the objects themselves and the shorter strings. */
const BYTES_EACH = 512;

export class Queue {
  #waiting: Waiting[] = [];
  #count = 0;
  #bytes = 0;
  #room: PromiseWithResolvers<void> | undefined;

  constructor(readonly limits: Limits) {}

  /** How many wait, without those that were taken. */
  get length(): number {
    return this.#waiting.length;
  }

  /** The one that has waited longest. */
  get first(): Waiting | undefined {
    return this.#waiting[0];
  }

  /** `undefined` if it does not fit in any more. */
  add(message: NewMessage, done: (outcome: Outcome) => void, since: number): Waiting | undefined {
    const bytes = bytesOf(message);
    if (this.#count + 1 > this.limits.count || this.#bytes + bytes > this.limits.bytes) {
      return undefined;
    }
    const waiting: Waiting = { message, done, since, bytes, copies: [], tries: 0 };
    this.#waiting.push(waiting);
    this.#count++;
    this.#bytes += bytes;
    return waiting;
  }

  /**
   * Takes the oldest, at most `count` of them and about `bytes`, the copies of others among them with
   * those. They still fill the queue.
   */
  take(count: number, bytes: number): Waiting[] {
    let end = 0;
    for (let sum = 0; end < this.#waiting.length && end < count && sum < bytes; end++) {
      sum += this.#waiting[end]?.bytes ?? 0;
    }
    return withoutCopies(this.#waiting.splice(0, end));
  }

  /** Puts back what was taken last. */
  putBack(taken: readonly Waiting[]): void {
    this.#waiting.unshift(...taken);
  }

  /** Says what became of one that was taken: it fills the queue no more. */
  end(waiting: Waiting, outcome: Outcome): void {
    this.#count--;
    this.#bytes -= waiting.bytes;
    waiting.done(outcome);
    for (const copy of waiting.copies) this.end(copy, ofCopy(outcome));
    if (this.#isFilled(1 / 2)) return;
    this.#room?.resolve();
    this.#room = undefined;
  }

  /** `undefined` below three quarters of the limits, else a promise that resolves at one half. */
  room(): Promise<void> | undefined {
    if (!this.#room && !this.#isFilled(3 / 4)) return undefined;
    this.#room ??= Promise.withResolvers();
    return this.#room.promise;
  }

  #isFilled(part: number): boolean {
    return this.#count > this.limits.count * part || this.#bytes > this.limits.bytes * part;
  }
}

/** Messages with one sender's id are one message: the later ones end as the first does. */
function withoutCopies(waiting: readonly Waiting[]): Waiting[] {
  const firsts = new Map<string, Waiting>();
  return waiting.filter((one) => {
    const { sender, clientId } = one.message;
    if (clientId === undefined) return true;
    const id = `${sender.id} ${clientId}`;
    const first = firsts.get(id);
    if (first) first.copies.push(one);
    else firsts.set(id, one);
    return first === undefined;
  });
}

/** What was stored as one message is, for whoever sent it once more, a duplicate. */
function ofCopy(outcome: Settled): Settled;
function ofCopy(outcome: Outcome): Outcome;
function ofCopy(outcome: Outcome): Outcome {
  if (outcome.kind === "stored") return { ...outcome, kind: "duplicate" };
  if (outcome.kind !== "unknown") return outcome;
  return { ...outcome, settled: outcome.settled.then((settled) => ofCopy(settled)) };
}

function bytesOf({ text, addressed, source, tags }: NewMessage): number {
  let length = text.length + addressed.length + source.length;
  for (const [key, value] of tags) length += key.length + value.length;
  return BYTES_EACH + 2 * length;
}
