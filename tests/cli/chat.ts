/** Runs `chat` as people do: as a process of its own, from `main.ts`. */
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../main.ts", import.meta.url));

/** How a command ended, and all that it wrote. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Options {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Options of `deno run`. */
  readonly deno?: readonly string[];
}

/** Starts a command; its standard input is empty. */
export function start(args: readonly string[], { env = {}, cwd, deno = [] }: Options = {}) {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", ...deno, MAIN, ...args],
    // Their own, rather than those of whoever runs the tests.
    env: { NO_COLOR: "1", ...env },
    ...(cwd === undefined ? {} : { cwd }),
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Runs a command to its end. */
export async function chat(args: readonly string[], options?: Options): Promise<Ended> {
  const { code, stdout, stderr } = await start(args, options).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}
