/** Who has received what: a fast answer that loses, doubles or reorders a message is a wrong answer. */
export class Ledger {
  /** The next count expected by receiver and sender. */
  readonly #next: Int32Array;
  /** Milliseconds from sending to receiving, of every delivery that came once. */
  readonly #latencies: Float64Array;
  delivered = 0;
  doubled = 0;
  /** Messages that came after a later one of the same sender. */
  reordered = 0;
  /** Those that were jumped over and have not come yet. */
  readonly #missing = new Set<string>();
  /** Of `performance.now()`. */
  readonly #start = performance.now();
  #last = this.#start;

  constructor(readonly receivers: number, readonly senders: number, readonly expected: number) {
    this.#next = new Int32Array(receivers * senders);
    this.#latencies = new Float64Array(expected);
  }

  /** Milliseconds since the run began. */
  elapsed(): number {
    return performance.now() - this.#start;
  }

  /** Milliseconds until the last delivery came. */
  get took(): number {
    return this.#last - this.#start;
  }

  /** Notes a delivery: of what was sent, or due, `time` milliseconds after the beginning; `now` as `performance.now()`. */
  note(receiver: number, sender: number, count: number, time: number, now: number): void {
    const at = receiver * this.senders + sender;
    const next = this.#next[at] ?? 0;
    this.#latencies[this.delivered++] = now - this.#start - time;
    this.#last = now;
    if (count === next) {
      this.#next[at] = next + 1;
    } else if (count > next) {
      for (let skipped = next; skipped < count; skipped++) this.#missing.add(`${at} ${skipped}`);
      this.#next[at] = count + 1;
    } else if (this.#missing.delete(`${at} ${count}`)) {
      this.reordered++;
    } else {
      this.delivered--;
      this.doubled++;
    }
  }

  get lost(): number {
    return this.expected - this.delivered;
  }

  get complete(): boolean {
    return this.delivered >= this.expected;
  }

  /** The latency that this part of all deliveries does not exceed; ms. */
  quantile(part: number): number {
    const sorted = this.#latencies.slice(0, this.delivered).sort();
    return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;
  }
}
