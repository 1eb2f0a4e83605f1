/** What the program reads while it runs and does not import: small files in a folder, and large ones. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Places } from "../src/built.ts";
import { PREPARED, preparedArchive } from "../src/store/embedded/prepared.ts";

/** The project's folder. */
export const PROJECT = fileURLToPath(new URL("../", import.meta.url));

interface Large {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Those of the embedded database, compressed. */
async function largeFiles(): Promise<readonly Large[]> {
  const pglite = import.meta.resolve("@electric-sql/pglite");
  const packed = async (name: string) => ({
    name: `${name}.gz`,
    content: gzipSync(await Deno.readFile(new URL(name, pglite)), { level: 9 }),
  });
  return [
    await packed("pglite.wasm"),
    await packed("pglite.data"),
    { name: PREPARED, content: await Deno.readFile(preparedArchive()) },
  ];
}

/** Makes `folder` with the small files in it and, if there is no other place for them, the large ones. */
export async function writeFiles(folder: string, base: Base | undefined): Promise<void> {
  await Deno.mkdir(folder);
  await copy(join(PROJECT, "src/store/migrations"), join(folder, "migrations"));
  if (base) return;
  for (const { name, content } of await largeFiles()) {
    await Deno.writeFile(join(folder, name), content);
  }
}

/** A runtime with the large files behind it. */
export interface Base {
  readonly file: string;
  readonly places: Places;
}

/**
 * The base that DENORT_BIN names, if it is one for Linux, with the large files behind it, as `file`. Deno puts
 * its own part behind all that, and Deno 2.4, of which such bases are, reads all of that part at every start:
 * 50 ms for these files (`deno task bench:binary`), whatever the command. It looks for it from the end of the
 * executable, and so does not mind what lies before it; elsewhere than on Linux its part has another place.
 */
export async function baseWithFiles(file: string): Promise<Base | undefined> {
  const named = Deno.env.get("DENORT_BIN");
  if (!named || Deno.build.os !== "linux") return undefined;
  await Deno.copyFile(named, file);
  using base = await Deno.open(file, { append: true });
  let { size } = await base.stat();
  const places: Record<string, Places[string]> = {};
  for (const { name, content } of await largeFiles()) {
    places[name] = { from: size, bytes: content.length };
    size += content.length;
    for (let at = 0; at < content.length;) at += await base.write(content.subarray(at));
  }
  return { file, places };
}

/** A file, or a folder with everything in it. */
export async function copy(from: string, to: string): Promise<void> {
  if (!(await Deno.stat(from)).isDirectory) return await Deno.copyFile(from, to);
  await Deno.mkdir(to);
  for await (const { name } of Deno.readDir(from)) await copy(join(from, name), join(to, name));
}
