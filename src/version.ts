/** The versions of the program and of what comes with it. */
import project from "../deno.json" with { type: "json" };
import { BUILT } from "./built.ts";

/** The program's own, such as 0.1.0. */
export const VERSION = project.version;

/** Of PGlite, the embedded database. */
export const PGLITE_VERSION = project.imports["@electric-sql/pglite"].replace(/^.*@/, "");

/** Of the PostgreSQL that PGlite is. Within a major version all of them read each other's files. */
export const EMBEDDED_POSTGRES_VERSION = "18.6";

/** One line for `chat --version`: all that a report of a mistake should say. */
export function versions(): string {
  const from = BUILT ? `commit ${BUILT.commit}` : "from its sources";
  return `chat ${VERSION} (${from}, Deno ${Deno.version.deno}, ` +
    `embedded PostgreSQL ${EMBEDDED_POSTGRES_VERSION} in PGlite ${PGLITE_VERSION})`;
}
