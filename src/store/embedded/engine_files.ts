/** The files that PGlite consists of: those of its package, or their copies in the executable. */
import type { PGliteOptions } from "@electric-sql/pglite";
import { BUILT } from "../../built.ts";
import { readLargeFile } from "../../large_file.ts";
import type { PackedEngine } from "./protocol.ts";

/** What PGlite is to be given at its start. What is left out it finds in its package by itself. */
export type EngineFiles = Pick<PGliteOptions, "pgliteWasmModule" | "initdbWasmModule" | "fsBundle">;

/** PGlite would read them by itself, but one after the other, and each in twice the time. */
export async function fromPackage(): Promise<EngineFiles> {
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

/** What is in the executable, if this is one. Throws a `Problem` if it is damaged. */
export function packedEngine(): PackedEngine | undefined {
  return BUILT && { wasm: readLargeFile(BUILT, WASM), data: readLargeFile(BUILT, DATA) };
}

/** Their names in the executable. */
const WASM = "pglite.wasm.gz";
const DATA = "pglite.data.gz";

/** Bytes that are unpacked at once. */
const PIECE = 1 << 16;

function* piecesOf(packed: Uint8Array<ArrayBuffer>): Iterable<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < packed.length; at += PIECE) yield packed.subarray(at, at + PIECE);
}

/** Unpacked as streams: what lay in memory in one piece once, the process keeps. */
export async function fromPacked({ wasm, data }: PackedEngine): Promise<EngineFiles> {
  const unpack = (packed: Uint8Array<ArrayBuffer>, type: string) => {
    const unpacked = ReadableStream.from(piecesOf(packed)).pipeThrough(
      new DecompressionStream("gzip"),
    );
    return new Response(unpacked, { headers: { "content-type": type } });
  };
  const bundle = unpack(data, "application/octet-stream");
  return {
    pgliteWasmModule: await WebAssembly.compileStreaming(unpack(wasm, "application/wasm")),
    fsBundle: asBundle(bundle),
    // It would make a new data directory; the prepared one is always there.
    initdbWasmModule: new WebAssembly.Module(NO_MODULE),
  };
}
