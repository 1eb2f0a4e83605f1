/** The client on a terminal: `script` (util-linux) makes one, and stty tells how it was left. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { SmallServer } from "./small_server.ts";

const MAIN = fileURLToPath(new URL("../../main.ts", import.meta.url));

/** Runs a command of the shell on a terminal of its own. */
class TerminalRun implements AsyncDisposable {
  /** Everything that was written on the terminal so far. */
  text = "";
  readonly #child: Deno.ChildProcess;
  readonly #keys: WritableStreamDefaultWriter<Uint8Array>;
  readonly #reading: Promise<void>;

  constructor(command: string) {
    this.#child = new Deno.Command("script", {
      args: ["-qec", command, "/dev/null"],
      env: { NO_COLOR: "1", TERM: "xterm", TZ: "UTC", SHELL: "/bin/sh", CHAT_HOST: "127.0.0.1" },
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    this.#keys = this.#child.stdin.getWriter();
    this.#reading = this.#read();
  }

  async types(keys: string): Promise<void> {
    await this.#keys.write(new TextEncoder().encode(keys));
  }

  /** Waits until the terminal shows something, at most ten seconds. */
  async shows(expected: string): Promise<void> {
    for (let waited = 0; !this.text.includes(expected); waited += 20) {
      if (waited > 10_000) assert.fail(`"${expected}" never came:\n${this.text}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), 3000);
    await this.#keys.abort().catch(() => {});
    await this.#reading;
    await this.#child.status;
    clearTimeout(timer);
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    for await (const bytes of this.#child.stdout) {
      this.text += decoder.decode(bytes, { stream: true });
    }
  }
}

async function hasScript(): Promise<boolean> {
  try {
    const { stdout } = await new Deno.Command("script", { args: ["--version"] }).output();
    return new TextDecoder().decode(stdout).includes("util-linux");
  } catch {
    return false;
  }
}

const ignore = !await hasScript();

/** `chat connect`, and then how it ended and how the terminal is. */
function connect(options: string, before = ""): TerminalRun {
  const command = `${before} ${Deno.execPath()} run -A ${MAIN} connect --lines ${options}`;
  return new TerminalRun(`${command}; echo "code=$?"; stty -a; echo end`);
}

async function leavesInOrder(terminal: TerminalRun, code: number): Promise<void> {
  await terminal.shows("\nend");
  const after = terminal.text.slice(terminal.text.lastIndexOf("code="));
  assert.ok(after.startsWith(`code=${code}\r\n`), after);
  assert.match(after, /[ ;]icanon/);
  assert.match(after, /[ ;]echo /);
}

Deno.test({
  name: "on a terminal, what is missing is asked for, and chao leaves it as it was",
  ignore,
  async fn() {
    await using server = new SmallServer();
    await using terminal = connect("");
    await terminal.shows("Server port [5555]: ");
    await terminal.types(`${server.port}\r`);
    await terminal.shows("Your name [");
    await terminal.types("taken\r");
    await terminal.shows('The name "taken" is in use on this server. Choose another one.');
    await terminal.shows("Your name: ");
    await terminal.types("ann\r");
    await terminal.shows("[ann #general] ");
    await terminal.types("hello\r");
    await terminal.shows("ann: hello");
    await terminal.types("chao\r");
    await leavesInOrder(terminal, 0);
    assert.ok(server.lines.includes("@label=c1 PRIVMSG #general :hello"));
    assert.equal(server.lines.at(-1), "QUIT chao");
  },
});

Deno.test({
  name: "Ctrl-C twice leaves the terminal as it was",
  ignore,
  async fn() {
    await using server = new SmallServer();
    await using terminal = connect(`--port ${server.port} --user ann`);
    await terminal.shows("[ann #general] ");
    await terminal.types("half a line\x03\x03");
    await terminal.shows("Ctrl-C once more leaves.");
    await terminal.types("\x03");
    await leavesInOrder(terminal, 130);
    assert.equal(server.lines.at(-1), "QUIT chao");
  },
});

Deno.test({
  name: "SIGTERM leaves the terminal as it was",
  ignore,
  async fn() {
    await using server = new SmallServer();
    await using terminal = connect(
      `--port ${server.port} --user ann`,
      "timeout --foreground --preserve-status -s TERM 3",
    );
    await leavesInOrder(terminal, 130);
    assert.equal(server.lines.at(-1), "QUIT chao");
  },
});

Deno.test({
  name: "a server that is not there leaves the terminal as it was",
  ignore,
  async fn() {
    await using terminal = connect("--port 1 --user ann");
    await leavesInOrder(terminal, 75);
    await terminal.shows("No server answers at 127.0.0.1:1. Start one with: chat serve");
  },
});
