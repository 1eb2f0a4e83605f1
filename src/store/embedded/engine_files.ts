/** The files that PGlite consists of: those of its package, or their copies in the executable. */
import { gunzipSync } from "node:zlib";
import type { PGliteOptions } from "@electric-sql/pglite";
import { BUILT, type Built } from "../../built.ts";

type EngineFiles = Pick<PGliteOptions, "pgliteWasmModule" | "initdbWasmModule" | "fsBundle">;

/** What PGlite is to be given at its start. What is left out it finds in its package by itself. */
export async function engineFiles(): Promise<EngineFiles> {
  return BUILT ? await fromExecutable(BUILT) : await fromPackage();
}

/** Only the part that takes its time, so that it can begin early. */
async function fromPackage(): Promise<EngineFiles> {
  const entry = import.meta.resolve("@electric-sql/pglite");
  const wasm = await Deno.readFile(new URL("pglite.wasm", entry));
  return { pgliteWasmModule: await WebAssembly.compile(wasm) };
}

/** A WebAssembly module without anything in it. */
const NO_MODULE = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

/** Compressed, because an executable reads all that is in it at every start, whatever the command. */
async function fromExecutable({ files }: Built): Promise<EngineFiles> {
  const read = async (name: string) =>
    new Uint8Array(gunzipSync(await Deno.readFile(new URL(name, files))));
  const [wasm, data] = await Promise.all([read("pglite.wasm.gz"), read("pglite.data.gz")]);
  return {
    pgliteWasmModule: await WebAssembly.compile(wasm),
    fsBundle: new Blob([data]),
    // It would make a new data directory; the prepared one is always there.
    initdbWasmModule: new WebAssembly.Module(NO_MODULE),
  };
}
