/** Changes that programs on the same schema tell each other, with NOTIFY. */
import type { Database } from "./database.ts";
import type { Query } from "./sql.ts";

export class Told {
  /** To be selected by a statement that changes something: the others hear of it at its COMMIT. */
  readonly now: Query<object>;
  readonly #channel: string;
  readonly #self = crypto.randomUUID();

  /** `subject`: what is told of, a word. */
  constructor(readonly db: Database, subject: string) {
    // Not more than the 63 bytes that a name may have.
    this.#channel = `chat_${subject} ${db.schema}`.slice(0, 63);
    this.now = db.sql`pg_notify(${this.#channel}, ${this.#self})`;
  }

  /** Has `changed` called whenever another program may have changed something. */
  watch(changed: () => void): void {
    const heard = (by: string) => {
      if (by !== this.#self) changed();
    };
    this.db.listen(this.#channel, heard, changed);
  }
}
