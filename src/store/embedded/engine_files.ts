/** The files that PGlite consists of: those of its package, or their copies in the executable. */
import type { PGliteOptions } from "@electric-sql/pglite";
import { BUILT, type Built } from "../../built.ts";
import { openLargeFile } from "../../large_file.ts";

type EngineFiles = Pick<PGliteOptions, "pgliteWasmModule" | "initdbWasmModule" | "fsBundle">;

/** What PGlite is to be given at its start. What is left out it finds in its package by itself. */
export async function engineFiles(): Promise<EngineFiles> {
  return BUILT ? await fromExecutable(BUILT) : await fromPackage();
}

/** PGlite would read them by itself, but one after the other, and each in twice the time. */
async function fromPackage(): Promise<EngineFiles> {
  const entry = import.meta.resolve("@electric-sql/pglite");
  const [pgliteWasmModule, data] = await Promise.all([
    read(new URL("pglite.wasm", entry)).then((wasm) => WebAssembly.compile(wasm)),
    read(new URL("pglite.data", entry)),
  ]);
  return {
    pgliteWasmModule,
    fsBundle: asBundle({ arrayBuffer: () => Promise.resolve(data.buffer) }),
  };
}

/** A file, into memory that is claimed once; `Deno.readFile`, whose memory grows, takes twice as long. */
async function read(file: URL): Promise<Uint8Array<ArrayBuffer>> {
  using open = await Deno.open(file);
  const bytes = new Uint8Array((await open.stat()).size);
  for (let at = 0; at < bytes.length;) {
    const more = await open.read(bytes.subarray(at));
    if (more === null) throw new Error(`${file} became shorter while it was read`);
    at += more;
  }
  return bytes;
}

/** PGlite asks it for no more than this; a whole Blob would be one more copy. */
function asBundle(data: Pick<Blob, "arrayBuffer">): Blob {
  return data as Blob;
}

/** A WebAssembly module without anything in it. */
const NO_MODULE = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

/** Unpacked as streams: what lay in memory in one piece once, the process keeps. */
async function fromExecutable(built: Built): Promise<EngineFiles> {
  const unpack = async (name: string, type: string) => {
    const packed = await openLargeFile(built, `${name}.gz`);
    const unpacked = packed.pipeThrough(new DecompressionStream("gzip"));
    return new Response(unpacked, { headers: { "content-type": type } });
  };
  const data = await unpack("pglite.data", "application/octet-stream");
  return {
    pgliteWasmModule: await WebAssembly.compileStreaming(unpack("pglite.wasm", "application/wasm")),
    fsBundle: asBundle(data),
    // It would make a new data directory; the prepared one is always there.
    initdbWasmModule: new WebAssembly.Module(NO_MODULE),
  };
}
