/** The program as a few modules in one folder, and what it reads while it runs beside them. */
import { join } from "node:path";
import type { Built } from "../src/built.ts";
import { knownBy } from "../src/large_file.ts";
import { type Base, copy, type Large, PROJECT, writeFiles } from "./files.ts";

const SOURCES = ["main.ts", "src", "deno.json", "deno.lock"];

/** Both beside each other, so that the modules come out side by side and find the files. */
const ENTRIES = ["main.ts", "worker.ts"];

/** Put in the place of `src/built.ts`; it becomes part of a module that lies beside `files/`. */
const built = (commit: string, large: Built["large"]) => `
export const BUILT = {
  commit: ${JSON.stringify(commit)},
  worker: new URL("worker.js", import.meta.url),
  files: new URL("files/", import.meta.url),
  large: ${JSON.stringify(large)},
};
`;

/**
 * Makes the modules out of the sources, in a folder of `work`, which it makes and gives back; the large files
 * beside them, unless they are in `base`. Rejects with a sentence.
 */
export async function bundle(
  commit: string,
  work: string,
  large: readonly Large[],
  base: Base | undefined,
): Promise<string> {
  const modules = join(work, "modules");
  const sources = join(work, "sources");
  await Deno.mkdir(sources, { recursive: true });
  for (const name of SOURCES) await copy(join(PROJECT, name), join(sources, name));
  const known = base?.large ??
    Object.fromEntries(large.map(({ name, content }) => [name, knownBy(content)]));
  await Deno.writeTextFile(join(sources, "src/built.ts"), built(commit, known));
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
  await writeFiles(join(modules, "files"), base ? [] : large);
  return modules;
}
