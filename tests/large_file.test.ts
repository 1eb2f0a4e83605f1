/** The large files of an executable are found in it, or in a folder beside its modules, as they were built. */
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import type { LargeFile } from "../src/built.ts";
import { isSame, knownBy, readLargeFile, readPart } from "../src/large_file.ts";
import { EXIT, Problem } from "../src/problem.ts";
import { temporaryDirectory } from "./store/databases.ts";

const CONTENT = Uint8Array.from({ length: 200_000 }, (_, i) => i % 251);

/** As if it were the executable of one large file, and had this folder. */
function built(large: LargeFile, directory = "/nowhere") {
  const files = pathToFileURL(`${directory}/`);
  return { commit: "", worker: files, files, large: { large } };
}

Deno.test("a part of a file is read, and nothing before or behind it", async () => {
  await using directory = await temporaryDirectory();
  await Deno.writeFile(`${directory.path}/file`, CONTENT);
  using file = await Deno.open(`${directory.path}/file`);
  for (const [from, bytes] of [[0, 1], [7, 100_000], [199_999, 1], [0, 200_000]] as const) {
    assert.deepEqual(readPart(file, from, bytes), CONTENT.slice(from, from + bytes));
  }
  assert.deepEqual(readPart(file, 150_000, 100_000), CONTENT.slice(150_000));
});

Deno.test("what is not the same to the last byte is not known again", () => {
  const known = knownBy(CONTENT, 7);
  assert.ok(isSame(CONTENT, known));
  const changed = CONTENT.slice();
  changed[199_999] = 0;
  assert.ok(!isSame(changed, known));
  assert.ok(!isSame(CONTENT.subarray(1), known));
});

Deno.test("what has a place in the executable is there, what has none is in the folder", async () => {
  await using directory = await temporaryDirectory();
  await Deno.writeFile(`${directory.path}/large`, CONTENT);
  assert.deepEqual(readLargeFile(built(knownBy(CONTENT), directory.path), "large"), CONTENT);
  using executable = await Deno.open(Deno.execPath());
  const part = readPart(executable, 1000, 5000);
  assert.deepEqual(readLargeFile(built(knownBy(part, 1000)), "large"), part);
});

Deno.test("an executable that is not as it was built is called so", async () => {
  await using directory = await temporaryDirectory();
  await Deno.writeFile(`${directory.path}/large`, CONTENT.subarray(1));
  for (const known of [knownBy(CONTENT), knownBy(CONTENT, 1000)]) {
    assert.throws(() => readLargeFile(built(known, directory.path), "large"), (error) => {
      assert.ok(error instanceof Problem);
      assert.equal(error.exitCode, EXIT.tryAgain);
      assert.match(
        error.message,
        /^The executable ".*" cannot be read: it is not as it was built\./,
      );
      return true;
    });
  }
});
