/** The directory in which the embedded database keeps its files: made, locked, and filled when empty. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import type { Log } from "../../log.ts";
import { EXIT, Problem } from "../../problem.ts";
import { lock } from "./lock.ts";
import { checkPostgresVersion } from "./postgres_version.ts";
import { readPrepared } from "./prepared.ts";
import { EmbeddedServer } from "./server.ts";
import { publish, unpack } from "./unpack.ts";

/** PostgreSQL's own directory within it. */
const PGDATA = "pgdata";

/** More than the prepared archive has in it; unpacked in one piece it takes a third less time, and half the memory. */
const ARCHIVE_BYTES = 1 << 24;

/**
 * Locks `directory` and sees to it that there is a database in it: a copy of the prepared one, if there
 * is one. Throws a `Problem`.
 */
export async function openDirectory(
  directory: string,
  log: Log,
  prepared = readPrepared,
): Promise<DataDirectory> {
  let locked: Disposable | undefined;
  try {
    await Deno.mkdir(directory, { recursive: true, mode: 0o700 });
    locked = await lock(directory);
    const pgdata = join(directory, PGDATA);
    if (!existsSync(pgdata)) await make(pgdata, await prepared(), log);
    await checkPostgresVersion(pgdata, directory);
    return new DataDirectory(pgdata, locked);
  } catch (error) {
    locked?.[Symbol.dispose]();
    if (!isOfTheSystem(error)) throw error;
    throw new Problem(
      `The data directory "${directory}" cannot be used: ${error.message}. ` +
        `${ADVICE[error.code] ?? "Make it writable"}, or choose another directory with --data-dir.`,
      EXIT.configuration,
      { cause: error },
    );
  }
}

/** Where it is not the directory's permissions that have to be changed. */
const ADVICE: Readonly<Record<string, string>> = {
  EMFILE: "Let the process have more files open (`ulimit -n`)",
  ENFILE: "Let the machine have more files open",
  ENOSPC: "Make room on its disk",
  EDQUOT: "Make room in the quota of its owner",
  EIO: "Look after its disk",
};

/** Such as EACCES: nothing that is wrong with the program. */
function isOfTheSystem(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}

export class DataDirectory implements Disposable {
  constructor(readonly pgdata: string, readonly locked: Disposable) {}

  [Symbol.dispose](): void {
    this.locked[Symbol.dispose]();
  }
}

async function make(pgdata: string, prepared: Uint8Array | undefined, log: Log): Promise<void> {
  if (prepared) {
    return await unpack(brotliDecompressSync(prepared, { chunkSize: ARCHIVE_BYTES }), pgdata);
  }
  log.info("making a new database; this takes some seconds, once");
  const unfinished = `${pgdata}.new`;
  await Deno.remove(unfinished, { recursive: true }).catch(() => {});
  const server = new EmbeddedServer();
  await server.open(unfinished);
  await server.close();
  await publish(unfinished, pgdata);
}
