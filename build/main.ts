/**
 * `deno task build`: one executable for this machine, `dist/chat`. With `--all`, one for each machine that
 * there is one for. Says what was made and what was not, and fails if anything is missing.
 */
import { join } from "node:path";
import { bundle } from "./bundle.ts";
import { commit } from "./commit.ts";
import { compile, fileFor } from "./compile.ts";
import { baseWithFiles, PROJECT } from "./files.ts";
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
  const modules = join(work, "modules");
  const base = await baseWithFiles(join(work, "base"));
  await bundle(await commit(), work, modules, base);
  await Deno.mkdir(dist, { recursive: true });
  for (const target of targets) {
    const outcome = await compile(modules, target, fileFor(dist, target), { base: base?.file });
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
