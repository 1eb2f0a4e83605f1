/** Changes that programs on the same schema tell each other, with NOTIFY. */
import { cutBytes } from "../irc/text.ts";
import type { Database } from "./database.ts";
import type { Query } from "./sql.ts";

/** A name may have no more. https://www.postgresql.org/docs/current/sql-syntax-lexical.html */
const NAME_BYTES = 63;

export class Told {
  /** To be selected by a statement that changes something: the others hear of it at its COMMIT. */
  readonly now: Query<object>;
  readonly #channel: string;
  readonly #self = crypto.randomUUID();

  /** `subject`: what is told of, a word. */
  constructor(readonly db: Database, subject: string) {
    this.#channel = cutBytes(`chat_${subject} ${db.schema}`, NAME_BYTES);
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
