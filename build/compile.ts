/** One executable out of the bundle: Deno's runtime for a machine, and the modules behind it. */
import { join } from "node:path";
import { isElf } from "./files.ts";
import { HERE, type Target } from "./targets.ts";

/** The file that was made, or one sentence about why there is none. */
export type Outcome =
  | { readonly kind: "made"; readonly file: string; readonly bytes: number }
  | { readonly kind: "not made"; readonly because: string };

/**
 * What the program may do. It is given to everybody who runs it, so it is no more than is needed: sockets,
 * files, settings from the environment, and a shell for `--password-command`, whose permission Ctrl-Z takes as well.
 */
export const PERMISSIONS = [
  "--allow-net",
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-run",
  "--no-prompt",
];

const RUNTIME = [
  // As `deno task chat` runs it.
  "--v8-flags=--liftoff-only",
  // It would keep machine code under a name that everybody knows, where everybody may write.
  "--no-code-cache",
];

/** The Deno that compiles; its version is the one that the executable runs on. */
const compiler = () => Deno.env.get("DENO_COMPILE") || Deno.execPath();

const INCLUDED = ["worker.js", "files"];

interface Parts {
  /** What goes in beside the modules that `main.js` imports by itself. */
  readonly included?: readonly string[];
  /** The runtime base of this machine, where Deno is not to download one. */
  readonly base?: string | undefined;
}

/** Compiles `modules` to `file`. */
export async function compile(
  modules: string,
  target: Target,
  file: string,
  { included = INCLUDED, base = Deno.env.get("DENORT_BIN") || undefined }: Parts = {},
): Promise<Outcome> {
  const here = target.triple === HERE.triple;
  if (!here && base !== undefined) {
    return notMade("DENORT_BIN names the runtime base of this machine; unset it to make others");
  }
  const { success, stderr } = await new Deno.Command(compiler(), {
    args: [
      "compile",
      "--quiet",
      "--no-config",
      "--no-check",
      ...PERMISSIONS,
      ...RUNTIME,
      ...here ? [] : [`--target=${target.triple}`],
      ...included.flatMap((name) => ["--include", name]),
      `--output=${file}`,
      "main.js",
    ],
    cwd: modules,
    env: { NO_COLOR: "1", RUST_BACKTRACE: "0", ...base === undefined ? {} : { DENORT_BIN: base } },
  }).output();
  if (!success) return notMade(reason(new TextDecoder().decode(stderr)));
  return here ? await tried(file) : await made(file);
}

/** Deno does not notice when the runtime base is of another version than itself; the executable does. */
async function tried(file: string): Promise<Outcome> {
  const { success, stdout, stderr } = await run(file);
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  if (success && text(stdout).startsWith("chat ")) return await made(file);
  await Deno.remove(file);
  return notMade(
    `it was made, but does not start: ${
      firstLine(text(stderr)) || "it says nothing"
    }. The runtime base ` +
      "has to be of the same version as the Deno that compiles: DENO_COMPILE names that Deno, DENORT_BIN the base",
  );
}

/** Asks the executable for its version. What is no program would be given to a shell; that does not get it. */
async function run(
  file: string,
): Promise<Pick<Deno.CommandOutput, "success" | "stdout" | "stderr">> {
  if (Deno.build.os === "linux" && !await isElf(file)) {
    const nothing = new Uint8Array(0);
    return {
      success: false,
      stdout: nothing,
      stderr: new TextEncoder().encode("it is no program"),
    };
  }
  return await new Deno.Command(file, { args: ["--version"], env: { NO_COLOR: "1" } }).output();
}

async function made(file: string): Promise<Outcome> {
  const { size } = await Deno.stat(file);
  return { kind: "made", file, bytes: size };
}

function notMade(because: string): Outcome {
  return { kind: "not made", because };
}

/** What Deno says when it fails, without its way there. */
function reason(errors: string): string {
  const said = errors.trim().split("\n").map((line) => line.trim()).filter(Boolean).join(" ");
  const [asked] = /error sending request for url \([^)]*\)/.exec(said) ?? [];
  return asked === undefined
    ? said
    : `Deno could not download its runtime base (${asked}). Where it can be had otherwise, DENORT_BIN names it`;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}

/** Where the executables go. */
export const fileFor = (folder: string, { file }: Target) => join(folder, file);
