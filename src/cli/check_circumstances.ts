/** What `chat doctor` says about a PostgreSQL's own setup. One finding for each thing that is amiss. */
import type { Circumstances } from "../store/mod.ts";
import { fail, type Finding, warn } from "./finding.ts";

/** The oldest that its makers still care for. */
const OLDEST_POSTGRES = 140_000;
/** Four readers, the writer and one that listens. */
const CONNECTIONS = 6;
/** Two clocks further apart than this put messages in a place where nobody looks for them; ms. */
const CLOCKS_APART = 5_000;

/** `now`: what our clock says when the database's is read; milliseconds since 1970. */
export function* checkCircumstances(facts: Circumstances, now: number): Generator<Finding> {
  const { version, encoding, readOnly, connectionsLeft } = facts;
  if (version < OLDEST_POSTGRES) {
    yield fail(
      `The PostgreSQL has version ${Math.floor(version / 10_000)}, which is too old. ` +
        `→ Use ${OLDEST_POSTGRES / 10_000} or later.`,
    );
  }
  if (encoding !== "UTF8") {
    yield fail(
      `The database's encoding is ${encoding}, which has not all letters. ` +
        "→ Make a new one with createdb --template template0 --encoding UTF8.",
    );
  }
  if (readOnly) {
    yield fail(
      "The database takes no changes: it is a standby, or default_transaction_read_only is on. " +
        "→ Name the one that is written to.",
    );
  }
  if (connectionsLeft < CONNECTIONS) {
    yield fail(
      `The database has room for ${
        Math.max(0, connectionsLeft)
      } more connections, and the server ` +
        `needs ${CONNECTIONS}. → End other programs, or raise max_connections in postgresql.conf.`,
    );
  }
  const apart = Math.abs(facts.now - now);
  if (apart > CLOCKS_APART) {
    yield warn(
      `The clocks of this machine and of the database are ${Math.round(apart / 1000)} s apart. ` +
        "→ Have both set by NTP.",
    );
  }
}
