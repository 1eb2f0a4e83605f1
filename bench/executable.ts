/**
 * `deno task bench:binary`: what dist/chat weighs and how long it takes to start, whole processes, the median
 * of five runs; and how long a program takes that is compiled in the same way and does nothing.
 */
import { join } from "node:path";
import { compile, type Outcome } from "../build/compile.ts";
import { HERE } from "../build/targets.ts";
import { testPostgres } from "../tests/postgres.ts";

const EXECUTABLE = new URL("../dist/chat", import.meta.url).pathname;
const RUNS = 5;

const middle = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

interface Start {
  /** Until it listens; ms. */
  readonly after: number;
  /** Resident memory at that moment; MB. */
  readonly memory: number;
}

/** Starts a server, waits until it listens, and ends it. */
async function start(args: readonly string[]): Promise<Start> {
  const begin = performance.now();
  const child = new Deno.Command(EXECUTABLE, {
    args: ["serve", "--port", "0", ...args],
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = child.stdout.getReader();
  const { done } = await reader.read();
  const after = performance.now() - begin;
  if (done) throw new Error(`chat serve ${args.join(" ")} did not start`);
  const status = await Deno.readTextFile(`/proc/${child.pid}/status`);
  child.kill("SIGTERM");
  await reader.cancel();
  await child.status;
  return { after, memory: Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024 / 1e6 };
}

async function version(executable: string): Promise<number> {
  const begin = performance.now();
  await new Deno.Command(executable, { args: ["--version"] }).output();
  return performance.now() - begin;
}

/** A program that says its version and has nothing else in it. */
async function makeEmpty(folder: string): Promise<Outcome> {
  await Deno.writeTextFile(join(folder, "main.js"), 'console.log("chat 0");\n');
  return await compile(folder, HERE, join(folder, "empty"), { included: [] });
}

async function repeat<T>(work: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let run = 0; run < RUNS; run++) results.push(await work());
  return results;
}

function show(what: string, starts: readonly Start[]): void {
  const after = middle(starts.map(({ after }) => after)).toFixed(0);
  const memory = middle(starts.map(({ memory }) => memory)).toFixed(0);
  console.log(`${what.padEnd(44)} ${after.padStart(6)} ms ${memory.padStart(5)} MB`);
}

/** In turns, so that both have the same machine. */
async function compareVersions(empty: string): Promise<void> {
  const both = await repeat(async () => [await version(EXECUTABLE), await version(empty)] as const);
  for (const [i, what] of ["chat --version", "a program with nothing in it"].entries()) {
    const took = middle(both.map((one) => one[i] ?? NaN)).toFixed(0);
    console.log(`${what.padEnd(44)} ${took.padStart(6)} ms`);
  }
}

const { size } = await Deno.stat(EXECUTABLE);
console.log(`${"size".padEnd(44)} ${(size / 1e6).toFixed(1).padStart(15)} MB`);

const directory = await Deno.makeTempDir({ prefix: "chat-bench-" });
try {
  const empty = await makeEmpty(directory);
  if (empty.kind === "made") await compareVersions(empty.file);
  else console.error(`A program with nothing in it was not made: ${empty.because}.`);
  let made = 0;
  show(
    "chat serve, embedded, empty directory",
    await repeat(() => start(["--data-dir", `${directory}/${made++}`])),
  );
  show(
    "chat serve, embedded, existing directory",
    await repeat(() => start(["--data-dir", `${directory}/0`])),
  );
  await using postgres = await testPostgres();
  await start(["--database-url", postgres.url]);
  show("chat serve, PostgreSQL", await repeat(() => start(["--database-url", postgres.url])));
} finally {
  await Deno.remove(directory, { recursive: true });
}
