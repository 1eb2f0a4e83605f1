/** Somebody who runs `chat` and types lines at it, as from a pipe. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import process from "node:process";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { HOME } from "./program.ts";

/** Milliseconds in which what is waited for must have come. */
const PATIENCE = 60_000;

/** How a command ended, and all that it wrote. */
export interface Left {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export class Person implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #ended: Promise<number>;
  #stdout = "";
  #stderr = "";
  #onMore: () => void = () => {};

  /** Starts a command of deno; `env` is added to the environment. */
  constructor(args: readonly string[], env: Readonly<Record<string, string>>) {
    // A task runs the program in a process of its own: in a group of theirs both can be ended. Without
    // the shell, older Denos would take themselves for Node and change the arguments.
    this.#child = spawn("/bin/sh", ["-c", 'exec "$0" "$@"', Deno.execPath(), ...args], {
      cwd: fileURLToPath(HOME),
      env: { ...Deno.env.toObject(), NO_COLOR: "1", ...env },
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
    });
    const { stdin, stdout, stderr } = this.#child;
    // Whoever has ended reads no more.
    stdin.on("error", () => {});
    stdout.setEncoding("utf8").on("data", (text: string) => {
      this.#stdout += text;
      this.#onMore();
    });
    stderr.setEncoding("utf8").on("data", (text: string) => this.#stderr += text);
    this.#ended = new Promise((resolve) => {
      this.#child.on("close", (code) => {
        resolve(code ?? -1);
        this.#onMore();
      });
    });
  }

  types(line: string): void {
    this.#child.stdin.write(`${line}\n`);
  }

  /** Waits until it has printed a line that fits. Rejects when none comes in time. */
  async reads(pattern: RegExp): Promise<string> {
    for (const until = performance.now() + PATIENCE; performance.now() < until;) {
      const line = this.#stdout.split("\n").slice(0, -1).find((line) => pattern.test(line));
      if (line !== undefined) return line;
      await this.#more();
    }
    throw new Error(`nothing like ${pattern} came; this did:\n${this.#stdout}${this.#stderr}`);
  }

  /** Types no more; resolves when the command has ended. */
  async leaves(): Promise<Left> {
    this.#child.stdin.end();
    const code = await this.#ended;
    return { code, stdout: this.#stdout, stderr: this.#stderr };
  }

  /** Ends the command by a signal. */
  async isStopped(signal: "SIGTERM" | "SIGINT"): Promise<Left> {
    // Of a child that was killed with its own method, Deno does not tell the exit code.
    process.kill(this.#pid, signal);
    return await this.leaves();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      process.kill(-this.#pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
    await this.leaves();
  }

  get #pid(): number {
    const { pid } = this.#child;
    if (pid === undefined) throw new Error("the command did not start");
    return pid;
  }

  /** Resolves when more has come, or a moment later. */
  async #more(): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    await new Promise<void>((resolve) => {
      this.#onMore = resolve;
      timer = setTimeout(resolve, 500);
    });
    clearTimeout(timer);
  }
}
