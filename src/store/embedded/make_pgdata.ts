/**
 * `deno task pgdata`: makes the prepared data directory that the embedded database starts from, with the
 * tables in it, so that its first start takes hardly longer than any other. To be run after every change of
 * PGlite's version and every new migration.
 */
import { brotliCompressSync, constants } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";
import { DEFAULT_SCHEMA } from "../../config.ts";
import { migrate } from "../migrate.ts";
import { createSql, quoteName, type Row } from "../sql.ts";
import { preparedArchive } from "./prepared.ts";

/** A log segment of 16 MB, as is usual, would be most of the archive. */
const LOG_SEGMENT_MB = 1;

/** Else old segments are put by for later, with all in them that was written while the tables were made. */
const SHORT_LOG = ["min_wal_size=2MB", "max_wal_size=2MB"].flatMap((setting) => ["-c", setting]);

/** Two thirds of the files are databases to make databases from. Nobody makes any here. */
const WITHOUT_TEMPLATES = ["template0", "template1"].flatMap((name) => [
  `alter database ${name} is_template false`,
  `drop database ${name}`,
]);

if (import.meta.main) {
  const archive = preparedArchive();
  const folder = new URL(".", archive);
  const database = await PGlite.create({
    initDbStartParams: [`--wal-segsize=${LOG_SEGMENT_MB}`, ...SHORT_LOG],
    startParams: [...PGlite.defaultStartParams, ...SHORT_LOG],
  });
  for (const statement of WITHOUT_TEMPLATES) await database.exec(statement);
  await makeTables(database);
  await database.exec("checkpoint");
  const tar = await database.dumpDataDir("none");
  await database.close();
  for await (const { name } of Deno.readDir(folder)) {
    if (/^pgdata-.*\.tar\.br$/.test(name)) await Deno.remove(new URL(name, folder));
  }
  // Much of it is there several times, too far apart for gzip to see: it would be twice as large.
  const packed = brotliCompressSync(new Uint8Array(await tar.arrayBuffer()), {
    params: { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS },
  });
  await Deno.writeFile(archive, packed);
  console.log(`${archive.pathname}: ${(packed.length / 1e6).toFixed(1)} MB`);
}

async function makeTables(database: PGlite): Promise<void> {
  const script = async (text: string) => {
    await database.exec(text);
  };
  const sql = createSql(
    async ({ text, values }) => (await database.query<Row>(text, [...values])).rows,
    { script, begin: () => Promise.reject(new Error("migrations do not begin transactions")) },
  );
  await script(`begin; set local search_path = ${quoteName(DEFAULT_SCHEMA)}`);
  await migrate(sql, DEFAULT_SCHEMA, () => new Error("there was a schema already"));
  await script("commit");
}
