/** Whether the files of a data directory are those of the PostgreSQL that comes with the program. */
import { join } from "node:path";
import { EXIT, Problem } from "../../problem.ts";
import { EMBEDDED_POSTGRES_VERSION } from "../../version.ts";

/** PostgreSQL keeps its major version in this file; within one, all of them read each other's files. */
const FILE = "PG_VERSION";

/** Throws a `Problem` if `pgdata`, which is in `directory`, was made by another major version. */
export async function checkPostgresVersion(pgdata: string, directory: string): Promise<void> {
  const theirs = parseInt(await Deno.readTextFile(join(pgdata, FILE)));
  const ours = parseInt(EMBEDDED_POSTGRES_VERSION);
  // What cannot be read is damaged, and said to be when the database does not start.
  if (theirs === ours || Number.isNaN(theirs)) return;
  throw new Problem(
    `The data directory "${directory}" was made by PostgreSQL ${theirs}, and this chat brings ` +
      `PostgreSQL ${ours}. Start ${
        theirs > ours ? "a newer" : "an older"
      } chat, or choose another ` +
      "directory with --data-dir.",
    EXIT.configuration,
  );
}
