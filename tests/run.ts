/**
 * Runs the tests as `deno test` does, with one PostgreSQL for all of them. The last line is always
 * `N passed, N failed`, and `, N skipped` if there are any. A test that fails, no test at all, a type
 * error, a process or a file left behind: each makes the run fail. Arguments go to `deno test`.
 */
import { spawn } from "node:child_process";
import process from "node:process";
import { filesLeft, processesLeft } from "./leftovers.ts";
import { testPostgres } from "./postgres.ts";

/** More at a time would only measure how tests wait for each other. */
const JOBS = Math.min(navigator.hardwareConcurrency, 4);

const base = await Deno.makeTempDir({ prefix: "chat-tests-" });
const temporary = `${base}/tmp`;
const home = `${base}/home`;
const results = `${base}/results.xml`;
for (const directory of [temporary, home]) await Deno.mkdir(directory);
// PostgreSQL may run as another user, who has to get in and to clear up.
await Deno.chmod(base, 0o711);
await Deno.chmod(temporary, 0o1777);

const complaints: string[] = [];
const counts = { passed: 0, failed: 0, skipped: 0 };
try {
  await testAll();
  for (const file of await filesLeft(temporary)) complaints.push(`A test left behind ${file}`);
} finally {
  await Deno.remove(base, { recursive: true });
}

for (const complaint of complaints) console.log(complaint);
const failed = counts.failed + complaints.length;
console.log(
  `${counts.passed} passed, ${failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ""}`,
);
Deno.exit(failed > 0 ? 1 : 0);

async function testAll(): Promise<void> {
  Deno.env.set("TMPDIR", temporary);
  await using postgres = await testPostgres();
  const marker = `CHAT_TEST_RUN=${crypto.randomUUID()}`;
  const code = await denoTest(marker, postgres.url);
  count(await Deno.readTextFile(results).catch(() => ""));
  if (counts.passed + counts.failed === 0) {
    complaints.push(`No test ran; deno test ended with ${code}.`);
  } else if (code !== 0 && counts.failed === 0) {
    complaints.push(`All tests that ran passed, but deno test ended with ${code}.`);
  }
}

/** Runs in a session of its own, so that whatever it leaves can be found, and ended, by that. */
async function denoTest(marker: string, databaseUrl: string): Promise<number> {
  const paths = Deno.args.some(exists) ? [] : ["tests/"];
  const child = spawn(
    Deno.execPath(),
    ["test", "-A", "--parallel", `--junit-path=${results}`, ...paths, ...Deno.args],
    { detached: true, stdio: "inherit", env: environment(marker, databaseUrl) },
  );
  const session = child.pid;
  if (session === undefined) throw new Error("deno test did not start");
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => end(-session, signal));
  }
  const code = await new Promise<number>((resolve) => {
    child.on("exit", (code, signal) => resolve(code ?? (signal ? 128 : 1)));
  });
  for (const { pid, command } of await processesLeft(session, marker)) {
    complaints.push(`A test left a process running: ${pid} ${command}`);
    end(pid, "SIGKILL");
  }
  return code;
}

/** Nothing of the person's own setup gets in, and no test gets at their data. */
function environment(marker: string, databaseUrl: string): Record<string, string> {
  const own = Object.entries(Deno.env.toObject())
    .filter(([name]) => !name.startsWith("CHAT_") || name.startsWith("CHAT_TEST_"));
  const [name = "", value = ""] = marker.split("=");
  return {
    DENO_JOBS: `${JOBS}`,
    ...Object.fromEntries(own),
    [name]: value,
    CHAT_TEST_DATABASE_URL: databaseUrl,
    XDG_CONFIG_HOME: home,
    XDG_DATA_HOME: home,
  };
}

/** A negative `pid` is the whole process group that this process leads. */
function end(pid: number, signal: Deno.Signal): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}

/** Counts the test cases of a JUnit report; steps of a test are cases too. */
function count(report: string): void {
  for (
    const [, inside = ""] of report.matchAll(/<testcase\b[^>]*?(?:\/>|>([\s\S]*?)<\/testcase>)/g)
  ) {
    if (/<(?:failure|error)\b/.test(inside)) counts.failed++;
    else if (/<skipped\b/.test(inside)) counts.skipped++;
    else counts.passed++;
  }
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}
