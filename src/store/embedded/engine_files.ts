/** The files that PGlite consists of: those of its package, or their copies in the executable. */
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

/**
 * Compressed, because an executable reads all that is in it at every start, whatever the command; and read
 * as streams, because what lay in memory in one piece once, the process keeps.
 */
async function fromExecutable({ files }: Built): Promise<EngineFiles> {
  const unpack = async (name: string, type: string) => {
    const { readable } = await Deno.open(new URL(name, files));
    const unpacked = readable.pipeThrough(new DecompressionStream("gzip"));
    return new Response(unpacked, { headers: { "content-type": type } });
  };
  const data: Pick<Blob, "arrayBuffer"> = await unpack(
    "pglite.data.gz",
    "application/octet-stream",
  );
  return {
    pgliteWasmModule: await WebAssembly.compileStreaming(
      unpack("pglite.wasm.gz", "application/wasm"),
    ),
    // No more is asked of it than this, and a whole Blob would be one more copy of it.
    fsBundle: data as Blob,
    // It would make a new data directory; the prepared one is always there.
    initdbWasmModule: new WebAssembly.Module(NO_MODULE),
  };
}
