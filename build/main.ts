/**
 * `deno task build`: one executable for this machine, `dist/chat`. With `--all`, one for each machine that
 * there is one for. Says what was made and what was not, and fails if anything is missing.
 */
import { join } from "node:path";
import { bundle } from "./bundle.ts";
import { commit } from "./commit.ts";
import { compile, fileFor } from "./compile.ts";
import { baseWith, hasFiles, largeFiles, PROJECT } from "./files.ts";
import { HERE, TARGETS } from "./targets.ts";

const [option, ...more] = Deno.args;
if (option !== undefined && option !== "--all" || more.length > 0) {
  console.error(
    `deno task build: "${Deno.args.join(" ")}" is not known; it takes --all or nothing.`,
  );
  Deno.exit(64);
}
const targets = option === "--all" ? TARGETS : [HERE];

const dist = join(PROJECT, "dist");
const work = await Deno.makeTempDir({ prefix: "chat-build-" });
let missing = 0;
try {
  await Deno.mkdir(dist, { recursive: true });
  const revision = await commit();
  const large = await largeFiles();
  let base = await baseWith(large, join(work, "base"));
  let modules = await bundle(revision, join(work, "first"), large, base);
  for (const target of targets) {
    const file = fileFor(dist, target);
    let outcome = await compile(modules, target, file, { base: base?.file });
    if (base && outcome.kind === "made" && !await hasFiles(file, base)) {
      base = undefined;
      modules = await bundle(revision, join(work, "second"), large, base);
      outcome = await compile(modules, target, file);
    }
    switch (outcome.kind) {
      case "made":
        console.log(`dist/${target.file}: ${(outcome.bytes / 1e6).toFixed(1)} MB`);
        break;
      case "not made":
        missing++;
        console.error(`dist/${target.file} was not built: ${outcome.because}.`);
    }
  }
} finally {
  await Deno.remove(work, { recursive: true });
}
Deno.exit(missing > 0 ? 1 : 0);
