import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

const RUNNER = fileURLToPath(new URL("run.ts", import.meta.url));

/** Runs the runner on one file of tests; resolves to its exit code and lines. */
async function run(tests: string, ...args: readonly string[]) {
  const directory = await Deno.makeTempDir();
  const file = `${directory}/a.test.ts`;
  try {
    await Deno.writeTextFile(file, tests);
    const { code, stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", RUNNER, ...args, file],
      // Which database it is does not matter to these, but starting one takes a second.
      env: { NO_COLOR: "1", CHAT_TEST_DATABASE_URL: "postgres://127.0.0.1:1/none" },
    }).output();
    return { code, lines: new TextDecoder().decode(stdout).trimEnd().split("\n") };
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

Deno.test("the last line of a test run counts what passed, steps included, and what was skipped", async () => {
  const { code, lines } = await run(
    `
    Deno.test("one", async (t) => void await t.step("a step", () => {}));
    Deno.test.ignore("two", () => {});
  `,
    "--no-check",
  );
  assert.deepEqual([code, lines.at(-1)], [0, "2 passed, 0 failed, 1 skipped"]);
});

Deno.test("a test that fails makes the run fail", async () => {
  const { code, lines } = await run(
    `
    Deno.test("one", () => {});
    Deno.test("two", () => { throw new Error("<two> & more"); });
  `,
    "--no-check",
  );
  assert.deepEqual([code, lines.at(-1)], [1, "1 passed, 1 failed"]);
});

Deno.test("a type error makes the run fail", async () => {
  const { code, lines } = await run('Deno.test("one", () => { const n: number = "1"; n; });');
  assert.deepEqual([code, lines.at(-1)], [1, "0 passed, 1 failed"]);
});

Deno.test("a run without a test fails", async () => {
  const { code, lines } = await run(
    'Deno.test("one", () => {});',
    "--no-check",
    "--filter=another",
  );
  assert.deepEqual([code, lines.at(-1)], [1, "0 passed, 1 failed, 1 skipped"]);
  assert.match(lines.at(-2) ?? "", /^No test ran/);
});

Deno.test({
  name: "a process and a file left behind make the run fail, are named and go",
  ignore: Deno.build.os !== "linux",
  async fn() {
    // The processes are no children that Deno would end, and one of them is in a session of its own.
    const { code, lines } = await run(
      `
      Deno.test({ name: "one", sanitizeOps: false, sanitizeResources: false, fn() {
        Deno.makeTempFileSync({ prefix: "forgotten-" });
        new Deno.Command("sh", { args: ["-c", "setsid sleep 300 & sleep 300 &"] }).spawn();
      } });
    `,
      "--no-check",
    );
    assert.deepEqual([code, lines.at(-1)], [1, "1 passed, 3 failed"]);
    const [first = "", second = "", third = ""] = lines.slice(-4, -1).sort();
    assert.match(third, /^A test left behind \S+\/forgotten-/);
    for (const line of [first, second]) {
      assert.match(line, /^A test left a process running: \d+ sleep 300$/);
      assert.ok(!await runs(/\d+/.exec(line)?.[0]), line);
    }
  },
});

/** Whether there is such a process, other than one that has ended and waits to be noticed. */
async function runs(pid: string | undefined): Promise<boolean> {
  const stat = await Deno.readTextFile(`/proc/${pid}/stat`).catch(() => "");
  return /\) [^ZX]/.test(stat);
}
