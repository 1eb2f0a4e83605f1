/** How fast many messages may follow each other. */

import type { Session } from "./session.ts";

/** Messages on their way at a time: enough to keep a server busy, too few to be thrown out for flooding. */
const WINDOW = 16;

/**
 * Waits until the server has confirmed enough of what it was sent. Where it confirms nothing, it is asked
 * for a sign of life every so often, which comes after it has dealt with all before.
 */
export class Pace {
  #sent = 0;

  constructor(readonly session: Session) {}

  async next(): Promise<void> {
    const { caps, pending } = this.session;
    if (caps.has("echo-message") || caps.has("labeled-response")) await pending.atMost(WINDOW - 1);
    else if (++this.#sent % WINDOW === 0) await this.session.round();
  }

  /** Resolves when everything that was sent is settled; `false`: the connection was lost before. */
  async settled(): Promise<boolean> {
    const answered = await this.session.round();
    await this.session.pending.atMost(0);
    return answered;
  }
}
