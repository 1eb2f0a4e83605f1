/**
 * The prepared data directory that comes with the program. Its name carries the version of PGlite that
 * made it: one made by another version is not used.
 */
import { BUILT } from "../../built.ts";
import { readLargeFile } from "../../large_file.ts";
import { PGLITE_VERSION } from "../../version.ts";

/** What the archive that fits the PGlite in use is called. */
export const PREPARED = `pgdata-${PGLITE_VERSION}.tar.br`;

/** Where it is among the sources, or would be. */
export const preparedArchive = (): URL => new URL(PREPARED, import.meta.url);

/** The archive, compressed; `undefined` where there is none. Rejects with a `Problem` if the executable is damaged. */
export async function readPrepared(): Promise<Uint8Array | undefined> {
  if (BUILT) return readLargeFile(BUILT, PREPARED);
  try {
    return await Deno.readFile(preparedArchive());
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
