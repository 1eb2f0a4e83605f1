/** The trail that operators leave: what each of them did, as a row and as a line of the log. */
import type { Log } from "../log.ts";
import type { Clock } from "./network.ts";
import type { AuditStore } from "./store.ts";
import type { User } from "./user.ts";

export class Audit {
  /** Resolves when what was recorded so far is kept, or has failed. */
  kept: Promise<void> = Promise.resolve();

  constructor(readonly store: AuditStore, readonly clock: Clock, readonly log: Log) {}

  /**
   * Records what a user has just done. What was done is not undone when it cannot be kept: then the log
   * is the only trail, and says so.
   */
  record(by: User, action: string, target?: string, detail?: string): void {
    const deed = {
      at: this.clock.now(),
      by: by.source,
      oper: by.oper?.name,
      action,
      target,
      detail,
    };
    this.log.info(action, { by: deed.by, oper: deed.oper, target, detail });
    this.kept = this.kept.then(() => this.store.record(deed)).catch((error) => {
      this.log.error("what an operator did could not be kept", { action, error: `${error}` });
    });
  }
}
