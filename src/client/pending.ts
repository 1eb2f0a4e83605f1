/** Our messages that the server has not confirmed yet, oldest first. */

import type { PendingMessage } from "./events.ts";

export class Pending {
  /** By label; labels are counted up, so the order is that of sending. */
  readonly #messages = new Map<string, PendingMessage>();
  #count = 0;
  #changed: (() => void)[] = [];

  get size(): number {
    return this.#messages.size;
  }

  add(message: Omit<PendingMessage, "label">): PendingMessage {
    const pending = { ...message, label: `c${++this.#count}` };
    this.#messages.set(pending.label, pending);
    return pending;
  }

  get(label: string): PendingMessage | undefined {
    return this.#messages.get(label);
  }

  /** The oldest one that fits: how an answer without a label finds its message. */
  find(fits: (message: PendingMessage) => boolean): PendingMessage | undefined {
    return this.#messages.values().find(fits);
  }

  /** Its fate is known. */
  settle(message: PendingMessage): void {
    this.#messages.delete(message.label);
    const waiting = this.#changed;
    this.#changed = [];
    for (const resolve of waiting) resolve();
  }

  all(): PendingMessage[] {
    return [...this.#messages.values()];
  }

  /** Resolves when at most `count` messages are waiting. */
  async atMost(count: number): Promise<void> {
    while (this.size > count) await new Promise<void>((resolve) => this.#changed.push(resolve));
  }
}
