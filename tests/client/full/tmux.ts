/** The client on real terminals, which tmux draws. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../../main.ts", import.meta.url));

export const hasTmux = await new Deno.Command("sh", {
  args: ["-c", "command -v tmux"],
  stdout: "null",
}).output().then(({ success }) => success, () => false);

/** A tmux of its own, and its terminals. */
export class Tmux implements AsyncDisposable {
  readonly #directory = Deno.makeTempDirSync({ prefix: "chat-tmux-" });

  /** `chat connect` on a new terminal. */
  async connect(
    port: number,
    nick: string,
    columns = 80,
    rows = 24,
    /** An option of `deno run`. */
    option = "",
  ): Promise<Terminal> {
    const command = `${client(port, nick, option)}; echo "ended with $?"; ` +
      'stty -a | grep -o " icanon"; sleep 60';
    const size = ["-x", `${columns}`, "-y", `${rows}`];
    await this.run("new-session", "-d", "-s", nick, ...size, command);
    return new Terminal(this, nick);
  }

  async run(...args: readonly string[]): Promise<string> {
    const { stdout, stderr, success } = await new Deno.Command("tmux", {
      args: ["-u", "-f", "/dev/null", "-S", `${this.#directory}/socket`, ...args],
      env: {
        TERM: "xterm-256color",
        LANG: "C.UTF-8",
        LC_ALL: "C.UTF-8",
        TZ: "UTC",
        SHELL: "/bin/sh",
      },
    }).output();
    assert.ok(success, new TextDecoder().decode(stderr));
    return new TextDecoder().decode(stdout);
  }

  /** Pastes as a terminal does that marks what is pasted. */
  async paste(name: string, text: string): Promise<void> {
    const file = `${this.#directory}/paste`;
    await Deno.writeTextFile(file, text);
    await this.run("load-buffer", file);
    await this.run("paste-buffer", "-p", "-t", name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.run("kill-server").catch(() => {});
    await Deno.remove(this.#directory, { recursive: true });
  }
}

/** The command line of a client. */
export function client(port: number, nick: string, option = ""): string {
  const run = `${Deno.execPath()} run -A ${option} ${MAIN}`;
  return `${run} connect --no-config --host 127.0.0.1 --port ${port} --user ${nick}`;
}

export class Terminal {
  constructor(readonly tmux: Tmux, readonly name: string) {}

  /** Keys as tmux names them; anything else is text. */
  async types(...keys: readonly string[]): Promise<void> {
    await this.tmux.run("send-keys", "-t", this.name, ...keys);
  }

  async screen(): Promise<string> {
    return await this.tmux.run("capture-pane", "-p", "-t", this.name);
  }

  async resize(columns: number, rows: number): Promise<void> {
    await this.tmux.run("resize-window", "-t", this.name, "-x", `${columns}`, "-y", `${rows}`);
  }

  /** Sends a signal to the client. */
  async signal(signal: Deno.Signal): Promise<void> {
    const shell = (await this.tmux.run("display", "-p", "-t", this.name, "#{pane_pid}")).trim();
    const children = await Deno.readTextFile(`/proc/${shell}/task/${shell}/children`);
    Deno.kill(Number(children.trim().split(" ")[0]), signal);
  }

  paste(text: string): Promise<void> {
    return this.tmux.paste(this.name, text);
  }

  /** Waits until the screen fits, at most twenty seconds; gives it back. */
  async shows(pattern: RegExp): Promise<string> {
    let screen = "";
    for (const until = performance.now() + 20_000; performance.now() < until;) {
      screen = await this.screen();
      if (pattern.test(screen)) return screen;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    assert.fail(`the screen never showed ${pattern}:\n${screen}`);
  }
}
