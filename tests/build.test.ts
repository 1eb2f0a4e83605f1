/** The runtime base of an executable, with files behind it. */
import assert from "node:assert/strict";
import { baseWith, hasFiles } from "../build/files.ts";
import { temporaryDirectory } from "./store/databases.ts";

const LARGE = ["one", "another"].map((name) => ({
  name,
  content: new TextEncoder().encode(name.repeat(1000)),
}));

const isLinux = Deno.build.os === "linux";

Deno.test({
  name: "files are found again behind a base, unless it was changed before them",
  ignore: !isLinux,
  async fn() {
    await using directory = await temporaryDirectory();
    const file = `${directory.path}/base`;
    const base = await baseWith(LARGE, file, Deno.execPath());
    assert.ok(base);
    assert.deepEqual(Object.keys(base.large), ["one", "another"]);
    // As Deno does it: its own part comes behind all.
    await Deno.writeTextFile(file, "modules", { append: true });
    assert.ok(await hasFiles(file, base));
    const places = Object.entries(base.large).map(([name, known]) =>
      [name, { ...known, from: (known.from ?? 0) + 1 }] as const
    );
    assert.ok(!await hasFiles(file, { file, large: Object.fromEntries(places) }));
  },
});

Deno.test({
  name: "what is no program for Linux, or is not there, is left to Deno to complain of",
  ignore: !isLinux,
  async fn() {
    await using directory = await temporaryDirectory();
    const garbage = `${directory.path}/garbage`;
    await Deno.writeTextFile(garbage, "#!/bin/sh\n");
    for (const named of ["", "/nowhere", directory.path, garbage]) {
      assert.equal(await baseWith(LARGE, `${directory.path}/base`, named), undefined);
    }
  },
});
