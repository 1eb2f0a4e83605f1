/** The large files that come in the executable and are read only by those commands that need them. */
import { createHash } from "node:crypto";
import type { Built, LargeFile } from "./built.ts";
import { EXIT, Problem } from "./problem.ts";

/**
 * Stays open: what the executable of a running program is exchanged for, as when it is upgraded, has its files
 * elsewhere.
 */
let executable: Deno.FsFile | undefined;

/** One of them. Throws a `Problem` if it is not there as it was built. */
export function readLargeFile({ files, large }: Built, name: string): Uint8Array<ArrayBuffer> {
  const known = large[name];
  const path = Deno.execPath();
  let reason: unknown = "it is not as it was built";
  try {
    const content = known?.from === undefined
      ? Deno.readFileSync(new URL(name, files))
      : readPart(executable ??= Deno.openSync(path), known.from, known.bytes);
    if (known && isSame(content, known)) return content;
  } catch (error) {
    reason = error;
  }
  throw new Problem(
    `The executable "${path}" cannot be read: ${reason}. If it was exchanged just now, start it again; ` +
      "else it is damaged and has to be installed anew.",
    EXIT.tryAgain,
  );
}

/** So many bytes of a file from one of them on, or fewer, where it ends. */
export function readPart(file: Deno.FsFile, from: number, bytes: number): Uint8Array<ArrayBuffer> {
  const content = new Uint8Array(bytes);
  file.seekSync(from, Deno.SeekMode.Start);
  for (let at = 0; at < bytes;) {
    const read = file.readSync(content.subarray(at));
    if (read === null) return content.subarray(0, at);
    at += read;
  }
  return content;
}

/** Whether that is what a file had in it when it was known. */
export function isSame(content: Uint8Array, { bytes, sha256 }: LargeFile): boolean {
  return content.length === bytes && digestOf(content) === sha256;
}

/** How a file with this content is known again. */
export function knownBy(content: Uint8Array, from?: number): LargeFile {
  const known = { bytes: content.length, sha256: digestOf(content) };
  return from === undefined ? known : { ...known, from };
}

function digestOf(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
