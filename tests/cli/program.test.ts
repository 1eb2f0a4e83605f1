import assert from "node:assert/strict";
import { createProgram } from "../../src/cli/program.ts";
import { chat, start } from "./chat.ts";

const usage: readonly (readonly [string, readonly string[], string])[] = [
  [
    "an unknown command",
    ["serv"],
    "chat: unknown command 'serv'; did you mean serve? `chat --help` shows what there is.",
  ],
  [
    "an unknown command of a command",
    ["db", "stats"],
    "chat db: unknown command 'stats'; did you mean status? `chat db --help` shows what there is.",
  ],
  [
    "an unknown option",
    ["serve", "--prot", "6667"],
    "chat serve: unknown option '--prot'; did you mean --port? `chat serve --help` shows what there is.",
  ],
  [
    "a value that an option does not take",
    ["serve", "--port", "70000"],
    "chat serve: option '--port <number>' argument '70000' is invalid. A port is a whole number from 0 to 65535. `chat serve --help` shows what there is.",
  ],
  [
    "a missing argument",
    ["completions"],
    "chat completions: missing required argument 'shell'. `chat completions --help` shows what there is.",
  ],
];
for (const [what, args, sentence] of usage) {
  Deno.test(`${what} is refused in one line that says where to look`, async () => {
    assert.deepEqual(await chat(args), { code: 64, stdout: "", stderr: `${sentence}\n` });
  });
}

Deno.test("a wrong value in the environment is named by its variable", async () => {
  assert.deepEqual(await chat(["serve"], { env: { CHAT_LOG_LEVEL: "loud" } }), {
    code: 64,
    stdout: "",
    stderr:
      "chat serve: option '--log-level <level>' value 'loud' from env 'CHAT_LOG_LEVEL' is invalid. " +
      "Allowed choices are debug, info, warn, error. `chat serve --help` shows what there is.\n",
  });
});

Deno.test("a database's URL that cannot be used is not shown: there may be a password in it", async () => {
  const refused = {
    code: 64,
    stdout: "",
    stderr:
      "The database's URL (--database-url or CHAT_DATABASE_URL) cannot be used: it has to be like " +
      "postgres://user:password@host:port/database, without spaces.\n",
  };
  const env = { CHAT_DATABASE_URL: "postgres://ann:secret @db/chat" };
  assert.deepEqual(await chat(["serve"], { env }), refused);
  assert.deepEqual(await chat(["serve", "--database-url", "ann:secret@db/chat"]), refused);
});

Deno.test("an empty variable counts as none", async () => {
  const { code } = await chat(["config", "--format", "json"], { env: { CHAT_LOG_LEVEL: "" } });
  assert.equal(code, 0);
});

Deno.test("chat alone shows its help as a complaint", async () => {
  const { code, stdout, stderr } = await chat([]);
  assert.deepEqual({ code, stdout }, { code: 64, stdout: "" });
  assert.match(stderr, /^Usage: chat /);
});

const hasFullDisk = Deno.build.os === "linux";
Deno.test({
  name: "chat --version that cannot be written says so in one line",
  ignore: !hasFullDisk,
  fn: async () => {
    const toFullDisk = new Deno.Command("sh", {
      args: ["-c", '"$0" run -A main.ts --version >/dev/full', Deno.execPath()],
      cwd: new URL("../../", import.meta.url),
      env: { NO_COLOR: "1" },
    });
    const { code, stderr } = await toFullDisk.output();
    assert.equal(code, 70);
    assert.match(new TextDecoder().decode(stderr), /^chat stopped .*No space left on device.*\n$/);
  },
});

Deno.test("chat --version prints one line", async () => {
  const { code, stdout, stderr } = await chat(["--version"]);
  assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  assert.match(stdout, /^chat \d+\.\d+\.\d+ .*\n$/);
});

Deno.test("the help of every command teaches with an example", async () => {
  const program = await createProgram();
  for (const command of [program, ...program.createHelp().visibleCommands(program)]) {
    if (command.name() === "help") continue;
    let help = "";
    command.configureOutput({ writeOut: (text) => help += text });
    command.outputHelp();
    assert.match(help, /^Examples?:.*\n {2}\$ /m, `chat ${command.name()} --help`);
  }
});

/** Serve looks for its credentials with `Deno.stat`; here that is a mistake of our own. */
const mistakes: readonly (readonly [string, string])[] = [
  ["in what a command awaits", "Deno.stat=()=>{throw new TypeError('no tea')}"],
  ["in a timer", "Deno.stat=()=>new Promise(()=>setTimeout(()=>{throw new TypeError('no tea')}))"],
  ["that nobody awaits", "Deno.stat=()=>new Promise(()=>Promise.reject(new TypeError('no tea')))"],
];
for (const [where, script] of mistakes) {
  Deno.test(`a mistake in chat itself ${where} is told in one sentence, more to those who ask`, async () => {
    const preload = await Deno.makeTempFile({ suffix: ".js" });
    await Deno.writeTextFile(preload, script);
    const options = { deno: ["--preload", preload] };
    const [plain, detailed] = await Promise.all([
      chat(["serve", "--port", "0"], options),
      chat(["serve", "--port", "0", "--log-level", "debug"], options),
    ]);
    await Deno.remove(preload);
    const sentence =
      "chat stopped because of a mistake of its own: TypeError: no tea. Please report it with";
    assert.deepEqual(plain, {
      code: 70,
      stdout: "",
      stderr: `${sentence} what CHAT_DEBUG=1 shows when you do the same again.\n`,
    });
    const [first, ...details] = detailed.stderr.split("\n");
    assert.deepEqual([detailed.code, detailed.stdout, first], [
      70,
      "",
      `${sentence} what follows.`,
    ]);
    assert.match(details.join("\n"), /^TypeError: no tea\n +at /);
  });
}

Deno.test("a reader that has had enough ends a command quietly", async () => {
  const child = start(["config"]);
  const errors = new Response(child.stderr).text();
  await child.stdout.cancel();
  assert.deepEqual({ code: (await child.status).code, errors: await errors }, {
    code: 0,
    errors: "",
  });
});

Deno.test("the hidden command that completions ask for knows the real commands", async () => {
  const { code, stdout } = await chat(["__complete", "serve", "--log-level", ""]);
  assert.deepEqual({ code, stdout }, { code: 0, stdout: "debug\ninfo\nwarn\nerror\n" });
});

Deno.test("in bash, Tab completes with what the program knows", async () => {
  const script = `chat() { "$DENO" run -A main.ts "$@"; }
    source <(chat completions bash)
    COMP_WORDS=(chat serve --log-level d) COMP_CWORD=3
    _chat
    echo "\${COMPREPLY[@]}"`;
  const { code, stdout, stderr } = await new Deno.Command("bash", {
    args: ["-c", script],
    cwd: new URL("../..", import.meta.url),
    env: { DENO: Deno.execPath() },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  assert.deepEqual([code, text(stdout), text(stderr)], [0, "debug\n", ""]);
});

for (const shell of ["zsh", "fish"]) {
  Deno.test({
    name: `${shell} takes the script for it`,
    ignore: !await installed(shell),
    async fn() {
      const { stdout } = await chat(["completions", shell]);
      const { code, stderr } = await new Deno.Command(shell, { args: ["-n", "-c", stdout] })
        .output();
      assert.deepEqual([code, new TextDecoder().decode(stderr)], [0, ""]);
    },
  });
}

async function installed(program: string): Promise<boolean> {
  const { success } = await new Deno.Command("sh", { args: ["-c", `command -v ${program}`] })
    .output();
  return success;
}
