/**
 * Everything that goes into an executable, in one folder: the program as a few modules, and what it reads
 * while it runs. With Deno 2.4 it reads all of itself at every start, some 8 ms a megabyte, so nothing is in it
 * that is not used, and what is large is compressed.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { preparedArchive } from "../src/store/embedded/prepared.ts";

/** The project's folder. */
export const PROJECT = fileURLToPath(new URL("../", import.meta.url));

const SOURCES = ["main.ts", "src", "deno.json", "deno.lock"];

/** Both beside each other, so that the modules come out side by side and find the files. */
const ENTRIES = ["main.ts", "worker.ts"];

/** Put in the place of `src/built.ts`; it becomes part of a module that lies beside `files/`. */
const built = (commit: string) => `
export const BUILT = {
  commit: ${JSON.stringify(commit)},
  worker: new URL("worker.js", import.meta.url),
  files: new URL("files/", import.meta.url),
};
`;

/** Makes `modules` out of the sources, with `work` as the place to do it in. Rejects with a sentence. */
export async function bundle(commit: string, work: string, modules: string): Promise<void> {
  const sources = join(work, "sources");
  await Deno.mkdir(sources, { recursive: true });
  for (const name of SOURCES) await copy(join(PROJECT, name), join(sources, name));
  await Deno.writeTextFile(join(sources, "src/built.ts"), built(commit));
  await Deno.writeTextFile(
    join(sources, "worker.ts"),
    'import "./src/store/embedded/worker.ts";\n',
  );
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "bundle",
      "--quiet",
      "--platform=deno",
      "--code-splitting",
      `--outdir=${modules}`,
      ...ENTRIES,
    ],
    cwd: sources,
  }).output();
  if (!success) {
    throw new Error(`deno bundle failed: ${new TextDecoder().decode(stderr).trim()}`);
  }
  await writeFiles(join(modules, "files"));
}

async function writeFiles(folder: string): Promise<void> {
  await Deno.mkdir(folder);
  const pglite = import.meta.resolve("@electric-sql/pglite");
  for (const name of ["pglite.wasm", "pglite.data"]) {
    const file = await Deno.readFile(new URL(name, pglite));
    await Deno.writeFile(join(folder, `${name}.gz`), gzipSync(file, { level: 9 }));
  }
  await copy(preparedArchive(), join(folder, fileName(preparedArchive())));
  await copy(join(PROJECT, "src/store/migrations"), join(folder, "migrations"));
}

function fileName(url: URL): string {
  return url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
}

/** A file, or a folder with everything in it. */
async function copy(from: string | URL, to: string): Promise<void> {
  if (!(await Deno.stat(from)).isDirectory) return await Deno.copyFile(from, to);
  await Deno.mkdir(to);
  for await (const { name } of Deno.readDir(from)) {
    await copy(join(`${from}`, name), join(to, name));
  }
}
