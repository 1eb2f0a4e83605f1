/** What the executable says of itself, wherever it stands. */
import assert from "node:assert/strict";
import project from "../../deno.json" with { type: "json" };
import { chat, directory, executable, testExecutable } from "./executable.ts";

testExecutable("the executable tells its versions in one line", async () => {
  const { code, stdout, stderr } = await chat(["--version"]);
  assert.deepEqual([code, stderr], [0, ""]);
  assert.match(
    stdout,
    /^chat \d+\.\d+\.\d+ \(commit \S+, Deno \d+\.\d+\.\d+, embedded PostgreSQL \d+\.\d+ in PGlite \d+\.\d+\.\d+\)\n$/,
  );
  assert.ok(stdout.startsWith(`chat ${project.version} `), stdout);
});

testExecutable("the executable helps, and refuses what it does not know", async () => {
  const help = await chat(["help", "serve"]);
  assert.deepEqual([help.code, help.stderr], [0, ""]);
  assert.match(help.stdout, /^Usage: chat serve /);
  assert.deepEqual(await chat(["serv"]), {
    code: 64,
    stdout: "",
    stderr:
      "chat: unknown command 'serv'; did you mean serve? `chat --help` shows what there is.\n",
  });
});

testExecutable("what is asked of the shell works: a password command", async () => {
  const { code, stderr } = await chat([
    "connect",
    "--port",
    "1",
    "--user",
    "ann",
    "--password-command",
    "exit 3",
  ]);
  assert.equal(code, 78);
  assert.match(
    stderr,
    /^The password command "exit 3" ended with 3\. It has to print the password\./,
  );
});

testExecutable("in bash, Tab completes with what the executable knows", async () => {
  await using bin = await directory();
  await Deno.symlink(executable(), `${bin.path}/chat`);
  const script = `source <(chat completions bash)
    COMP_WORDS=(chat serve --log-level d) COMP_CWORD=3
    _chat
    echo "\${COMPREPLY[@]}"`;
  const { code, stdout, stderr } = await new Deno.Command("bash", {
    args: ["-c", script],
    clearEnv: true,
    env: { PATH: `${bin.path}:/usr/bin:/bin` },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  assert.deepEqual([code, text(stdout), text(stderr)], [0, "debug\n", ""]);
});
