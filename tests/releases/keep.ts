/**
 * `deno task keep-release`: keeps a data directory and a schema of the present version beside this file, with
 * a conversation in them. To be run for every release, and never again for one that is out: every later
 * version is tested on what it finds here.
 */
import { brotliCompressSync, constants } from "node:zlib";
import { SILENT } from "../../src/log.ts";
import { openStore } from "../../src/store/mod.ts";
import { VERSION } from "../../src/version.ts";
import { ownPostgres } from "../postgres.ts";
import { run } from "../postgres_programs.ts";
import { say } from "./conversation.ts";

const folder = new URL(`./${VERSION}/`, import.meta.url);
await Deno.mkdir(folder, { recursive: true });

const directory = await Deno.makeTempDir({ prefix: "chat-keep-" });
try {
  const store = await openStore({ database: null, dataDir: directory, log: SILENT });
  await say(store);
  await store.close();
  const archive = `${directory}/pgdata.tar`;
  await run("tar", ["--format=ustar", "-C", `${directory}/pgdata`, "-cf", archive, "."]);
  const packed = brotliCompressSync(await Deno.readFile(archive), {
    params: { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS },
  });
  await Deno.writeFile(new URL("pgdata.tar.br", folder), packed);
} finally {
  await Deno.remove(directory, { recursive: true });
}

await using postgres = await ownPostgres();
const database = { url: postgres.url, schema: "chat_schema" };
const store = await openStore({ database, dataDir: "", log: SILENT });
await say(store);
await store.close();
const dump = await run("pg_dump", [
  "--inserts",
  "--no-owner",
  "--no-privileges",
  "-n",
  database.schema,
  postgres.url,
]);
// What is for psql alone, and settings that older or newer servers do not know.
const schema = dump.split("\n").filter((line) => !/^(?:\\|SET |--|$)/.test(line)).join("\n");
await Deno.writeTextFile(new URL("schema.sql", folder), `${schema}\n`);
console.log(`Kept ${VERSION} in ${folder.pathname}.`);
