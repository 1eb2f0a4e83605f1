/** What every release has left on the disk and in PostgreSQL opens in this version, with all that was said. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { SILENT } from "../../src/log.ts";
import { EXIT } from "../../src/problem.ts";
import { openDirectory } from "../../src/store/embedded/data_directory.ts";
import { unpack } from "../../src/store/embedded/unpack.ts";
import { openStore } from "../../src/store/mod.ts";
import { execute, freshDatabase, testPostgres } from "../postgres.ts";
import { append, message, stored, temporaryDirectory } from "../store/databases.ts";
import { EXPECTED, remembered } from "./conversation.ts";

const RELEASES = [...Deno.readDirSync(new URL(".", import.meta.url))]
  .filter(({ isDirectory }) => isDirectory)
  .map(({ name }) => name);

const kept = (release: string, name: string) => new URL(`${release}/${name}`, import.meta.url);

Deno.test("there is a release to be tested", () => assert.ok(RELEASES.length > 0));

for (const release of RELEASES) {
  Deno.test(`a data directory of ${release} opens, with all that was said`, async () => {
    await using directory = await temporaryDirectory();
    const archive = brotliDecompressSync(await Deno.readFile(kept(release, "pgdata.tar.br")));
    await unpack(archive, join(directory.path, "pgdata"));
    await goesOn({ database: null, dataDir: directory.path, log: SILENT });
  });

  Deno.test(`a PostgreSQL schema of ${release} opens, with all that was said`, async () => {
    await using server = await testPostgres();
    await using database = await freshDatabase(server);
    await execute(database.url, await Deno.readTextFile(kept(release, "schema.sql")));
    await goesOn({
      database: { url: database.url, schema: "chat_schema" },
      dataDir: "",
      log: SILENT,
    });
  });
}

/** What was said is there, and the next message is the next one in its channel. */
async function goesOn(place: Parameters<typeof openStore>[0]): Promise<void> {
  const store = await openStore(place);
  try {
    assert.deepEqual(await remembered(store), EXPECTED);
    assert.equal(stored(await append(store, message({ msgid: "new" }))).seq, 3);
  } finally {
    await store.close();
  }
}

for (const [theirs, what] of [["19", "a newer"], ["17", "an older"]]) {
  Deno.test(`a data directory of ${what} PostgreSQL is refused with the reason, and not touched`, async () => {
    await using directory = await temporaryDirectory();
    const pgdata = join(directory.path, "pgdata");
    await Deno.mkdir(pgdata);
    await Deno.writeTextFile(join(pgdata, "PG_VERSION"), `${theirs}\n`);
    await assert.rejects(openDirectory(directory.path, SILENT), {
      name: "Problem",
      exitCode: EXIT.configuration,
      message:
        `The data directory "${directory.path}" was made by PostgreSQL ${theirs}, and this ` +
        `chat brings PostgreSQL 18. Start ${what} chat, or choose another directory with --data-dir.`,
    });
    assert.deepEqual([...Deno.readDirSync(pgdata)].map(({ name }) => name), ["PG_VERSION"]);
  });
}
