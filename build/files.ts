/** What the program reads while it runs and does not import: small files in a folder, and large ones. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Built, LargeFile } from "../src/built.ts";
import { isSame, knownBy, readPart } from "../src/large_file.ts";
import { PREPARED, preparedArchive } from "../src/store/embedded/prepared.ts";

/** The project's folder. */
export const PROJECT = fileURLToPath(new URL("../", import.meta.url));

/** A large file on its way into an executable. */
export interface Large {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Those of the embedded database, compressed. */
export async function largeFiles(): Promise<readonly Large[]> {
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

/** Makes `folder` with the small files in it, and with these. */
export async function writeFiles(folder: string, large: readonly Large[]): Promise<void> {
  await Deno.mkdir(folder);
  await copy(join(PROJECT, "src/store/migrations"), join(folder, "migrations"));
  for (const { name, content } of large) await Deno.writeFile(join(folder, name), content);
}

/** A runtime base with the large files behind it. */
export interface Base {
  readonly file: string;
  readonly large: Built["large"];
}

/**
 * The base that DENORT_BIN names, if it is one for Linux, with the large files behind it, as `file`. Deno 2.4 puts
 * its own part behind all that and reads all of that part at every start, whatever the command: 50 ms for these
 * files (`deno task bench:binary`). `undefined` where there is no such base; Deno says best what is wrong with it.
 */
export async function baseWith(
  large: readonly Large[],
  file: string,
  named = Deno.env.get("DENORT_BIN"),
): Promise<Base | undefined> {
  if (!named || Deno.build.os !== "linux") return undefined;
  try {
    if (!await isElf(named)) return undefined;
    await Deno.copyFile(named, file);
  } catch {
    return undefined;
  }
  await Deno.chmod(file, 0o755);
  const known: Record<string, LargeFile> = {};
  let { size } = await Deno.stat(file);
  for (const { name, content } of large) {
    await Deno.writeFile(file, content, { append: true });
    known[name] = knownBy(content, size);
    size += content.length;
  }
  return { file, large: known };
}

/** Whether an executable made of such a base has the files in their places: not every Deno leaves them there. */
export async function hasFiles(executable: string, { large }: Base): Promise<boolean> {
  using file = await Deno.open(executable);
  return Object.values(large).every((known) =>
    known.from !== undefined && isSame(readPart(file, known.from, known.bytes), known)
  );
}

const ELF = "\x7fELF";

/** Whether a file is a program for Linux. */
export async function isElf(path: string): Promise<boolean> {
  using file = await Deno.open(path);
  return new TextDecoder().decode(readPart(file, 0, ELF.length)) === ELF;
}

/** A file, or a folder with everything in it. */
export async function copy(from: string, to: string): Promise<void> {
  if (!(await Deno.stat(from)).isDirectory) return await Deno.copyFile(from, to);
  await Deno.mkdir(to);
  for await (const { name } of Deno.readDir(from)) await copy(join(from, name), join(to, name));
}
