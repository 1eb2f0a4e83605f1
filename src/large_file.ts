/** The large files in the executable, which are read only by those commands that need them. */
import type { Built, Place } from "./built.ts";

/** One of them, from its beginning. As a stream: what lay in memory in one piece once, the process keeps. */
export async function openLargeFile(
  { files, places }: Built,
  name: string,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const place = places[name];
  return place
    ? await section(Deno.execPath(), place)
    : (await Deno.open(new URL(name, files))).readable;
}

/** Bytes that are read at once. */
const CHUNK = 1 << 16;

/** A part of a file. Whoever reads it gets an error if the file ends before it. */
export async function section(
  path: string,
  { from, bytes }: Place,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const file = await Deno.open(path);
  await file.seek(from, Deno.SeekMode.Start);
  let left = bytes;
  return new ReadableStream({
    async pull(controller) {
      const chunk = new Uint8Array(Math.min(left, CHUNK));
      const read = await file.read(chunk);
      if (read === null) {
        file.close();
        return controller.error(new Error(`"${path}" became shorter while it was read`));
      }
      controller.enqueue(chunk.subarray(0, read));
      left -= read;
      if (left > 0) return;
      file.close();
      controller.close();
    },
    cancel: () => file.close(),
  });
}
