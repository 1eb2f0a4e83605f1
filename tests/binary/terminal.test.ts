/** The client of the executable on a terminal, which tmux draws. */
import assert from "node:assert/strict";
import { directory, executable, Server, testExecutable } from "./executable.ts";

const hasTmux = await new Deno.Command("sh", { args: ["-c", "command -v tmux"], stdout: "null" })
  .output().then(({ success }) => success, () => false);

/** A terminal of 80 by 24 that nobody looks at. */
class Terminal implements AsyncDisposable {
  constructor(readonly socket: string) {}

  async open(command: string): Promise<void> {
    await this.#tmux("new-session", "-d", "-x", "80", "-y", "24", command);
  }

  async types(...keys: readonly string[]): Promise<void> {
    await this.#tmux("send-keys", ...keys);
  }

  /** Waits until the screen fits, at most twenty seconds. */
  async shows(pattern: RegExp): Promise<void> {
    let screen = "";
    for (const until = performance.now() + 20_000; performance.now() < until;) {
      screen = await this.#tmux("capture-pane", "-p");
      if (pattern.test(screen)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.fail(`the screen never showed ${pattern}:\n${screen}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#tmux("kill-server");
  }

  async #tmux(...args: readonly string[]): Promise<string> {
    const { stdout } = await new Deno.Command("tmux", {
      args: ["-u", "-f", "/dev/null", "-S", this.socket, ...args],
      env: { TERM: "xterm-256color", LANG: "C.UTF-8", TZ: "UTC", SHELL: "/bin/sh" },
      stderr: "null",
    }).output();
    return new TextDecoder().decode(stdout);
  }
}

testExecutable(
  "on a terminal the executable shows a conversation, and leaves the terminal in order",
  async () => {
    await using work = await directory();
    await using server = await Server.start(["--data-dir", `${work.path}/data`]);
    await using terminal = new Terminal(`${work.path}/tmux`);
    const connect = `${executable()} connect --host 127.0.0.1 --port ${server.port} --user ann`;
    await terminal.open(`${connect}; echo "ended with $?"; stty -a | grep -o " icanon"; sleep 60`);
    await terminal.shows(/#general/);
    await terminal.types("Tea is ready ☕", "Enter");
    await terminal.shows(/ann\W+Tea is ready ☕/);
    await terminal.types("chao", "Enter");
    await terminal.shows(/ended with 0\n icanon/);
  },
  hasTmux,
);
