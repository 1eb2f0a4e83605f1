/**
 * The prepared data directory that comes with the program. Its name carries the version of PGlite that
 * made it: one made by another version is not used.
 */

/** Where the archive that fits the PGlite in use is, or would be. */
export async function preparedArchive(): Promise<URL> {
  return new URL(`./pgdata-${await pgliteVersion()}.tar.gz`, import.meta.url);
}

async function pgliteVersion(): Promise<string> {
  const entry = import.meta.resolve("@electric-sql/pglite");
  // Where nothing has imported the package yet, Deno may give its name and version only.
  const [, named] = /^npm:.+@(.+)$/.exec(entry) ?? [];
  if (named !== undefined) return named;
  const { version } = JSON.parse(await Deno.readTextFile(new URL("../package.json", entry)));
  return version;
}
