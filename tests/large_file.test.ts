/** The large files of an executable are found in it, or in a folder beside its modules. */
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import type { Place } from "../src/built.ts";
import { openLargeFile, section } from "../src/large_file.ts";
import { temporaryDirectory } from "./store/databases.ts";

const CONTENT = Uint8Array.from({ length: 200_000 }, (_, i) => i % 251);

async function read(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return await new Response(stream).bytes();
}

Deno.test("a part of a file is read, and nothing before or behind it", async () => {
  await using directory = await temporaryDirectory();
  const path = `${directory.path}/file`;
  await Deno.writeFile(path, CONTENT);
  const places: readonly Place[] = [
    { from: 0, bytes: 1 },
    { from: 7, bytes: 1 << 16 },
    { from: 7, bytes: (1 << 16) + 1 },
    { from: 199_999, bytes: 1 },
    { from: 0, bytes: CONTENT.length },
  ];
  for (const place of places) {
    const { from, bytes } = place;
    assert.deepEqual(
      await read(await section(path, place)),
      CONTENT.subarray(from, from + bytes),
      `${bytes} bytes from ${from} on`,
    );
  }
});

Deno.test("a file that ends before the part does is an error, not a shorter part", async () => {
  await using directory = await temporaryDirectory();
  const path = `${directory.path}/file`;
  await Deno.writeFile(path, CONTENT);
  const place = { from: 150_000, bytes: 50_001 };
  await assert.rejects(section(path, place).then(read), {
    message: `"${path}" became shorter while it was read`,
  });
});

Deno.test("who does not read to the end leaves no file open", async () => {
  await using directory = await temporaryDirectory();
  const path = `${directory.path}/file`;
  await Deno.writeFile(path, CONTENT);
  // Deno's own look for leaks fails this test if one stays.
  const reader = (await section(path, { from: 0, bytes: CONTENT.length })).getReader();
  await reader.read();
  await reader.cancel();
});

Deno.test("what has no place in the executable is in the folder", async () => {
  await using directory = await temporaryDirectory();
  await Deno.writeFile(`${directory.path}/large`, CONTENT);
  const files = pathToFileURL(`${directory.path}/`);
  const built = { commit: "", worker: files, files, places: {} };
  assert.deepEqual(await read(await openLargeFile(built, "large")), CONTENT);
});
