/**
 * The executable that people download, which CHAT_TEST_BINARY names. It runs with next to nothing in its
 * environment: no HOME, no Deno, no project around it.
 */
import { resolve } from "node:path";

const named = Deno.env.get("CHAT_TEST_BINARY");
const EXECUTABLE = named ? resolve(named) : undefined;

/** A test of the executable; where there is none it is skipped, and its name says what to do. */
export function testExecutable(name: string, fn: () => Promise<void>, needs = true): void {
  if (EXECUTABLE === undefined) {
    Deno.test.ignore(`${name} (none was built: deno task test:binary builds it)`, fn);
  } else {
    Deno.test({ name, fn, ignore: !needs });
  }
}

export function executable(): string {
  if (EXECUTABLE === undefined) throw new Error("CHAT_TEST_BINARY names no executable");
  return EXECUTABLE;
}

/** How a command ended, and all that it wrote. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Options {
  readonly cwd?: string;
  /** What is typed at it, as from a pipe. */
  readonly input?: string;
  /** Who runs it; only root may say. */
  readonly uid?: number | undefined;
}

/** Starts a command of the executable. */
export function start(args: readonly string[], { cwd = "/", uid }: Options = {}) {
  return new Deno.Command(executable(), {
    args: [...args],
    cwd,
    clearEnv: true,
    env: { PATH: "/usr/bin:/bin", NO_COLOR: "1", TZ: "UTC" },
    ...(uid === undefined ? {} : { uid, gid: uid }),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Runs a command to its end. */
export async function chat(args: readonly string[], options: Options = {}): Promise<Ended> {
  const child = start(args, options);
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(options.input ?? "")).catch(() => {});
  await writer.close().catch(() => {});
  const { code, stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

/** `chat serve`, until it is stopped or disposed of. */
export class Server implements AsyncDisposable {
  private constructor(
    readonly port: string,
    /** Its first two lines. */
    readonly announcement: string,
    readonly child: Deno.ChildProcess,
    readonly log: Promise<string>,
  ) {}

  /** Resolves when it listens; rejects with what it says if it does not. */
  static async start(args: readonly string[], options: Options = {}): Promise<Server> {
    const child = start(["serve", "--port", "0", ...args], options);
    const log = new Response(child.stderr).text();
    await child.stdin.close();
    let said = "";
    // What it prints later is read to nowhere, so that it never waits for us.
    const [first, rest] = child.stdout.tee();
    rest.pipeTo(new WritableStream()).catch(() => {});
    for await (const text of first.pipeThrough(new TextDecoderStream())) {
      said += text;
      const port = /^Listening on [^\n]*:(\d+) .*\n.*\n/.exec(said)?.[1];
      if (port !== undefined) return new Server(port, said, child, log);
    }
    throw new Error(`the server did not start: ${await log}`);
  }

  /** Sends a signal and waits for the end. */
  async end(signal: Deno.Signal): Promise<{ readonly code: number; readonly log: string }> {
    this.child.kill(signal);
    const { code } = await this.child.status;
    return { code, log: await this.log };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.child.kill("SIGKILL");
    } catch {
      // It has ended.
    }
    await this.child.status;
    await this.log;
  }
}

/** A directory that goes with all that is in it; `uid` owns it. */
export async function directory(
  uid?: number,
): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await Deno.makeTempDir({ prefix: "chat-binary-" });
  if (uid !== undefined) await Deno.chown(path, uid, uid);
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}
