/**
 * The prepared data directory that comes with the program. Its name carries the version of PGlite that
 * made it: one made by another version is not used.
 */
import { BUILT } from "../../built.ts";
import { PGLITE_VERSION } from "../../version.ts";

/** Where the archive that fits the PGlite in use is, or would be. */
export function preparedArchive(): URL {
  return new URL(`pgdata-${PGLITE_VERSION}.tar.br`, BUILT?.files ?? import.meta.url);
}
