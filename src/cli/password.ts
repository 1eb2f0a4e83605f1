/** How a command learns a password: never from its arguments, which everybody on the machine can read. */
import { EXIT, Problem } from "../problem.ts";
import { texts } from "../client/texts/index.ts";

/** The password: from the environment, else from a command's output, else from the person. */
export async function readPassword(
  passwordCommand: string | undefined,
  ask: () => Promise<string>,
): Promise<string> {
  // `--password-command` is the more deliberate of the two.
  if (passwordCommand !== undefined) return await outputOf(passwordCommand);
  return Deno.env.get("CHAT_PASSWORD") ?? await ask();
}

/** Asks on the terminal, without showing what is typed; twice if `again`. */
export async function askPassword(what: string, again: boolean): Promise<string> {
  if (!Deno.stdin.isTerminal()) {
    throw new Problem(texts.noPasswordTerminal(what), EXIT.usage);
  }
  const password = await askHidden(texts.passwordFor(what));
  if (again && await askHidden(texts.sameAgain) !== password) {
    throw new Problem(texts.notTheSame, EXIT.usage);
  }
  return password;
}

/** The first line of what a shell command prints. */
async function outputOf(command: string): Promise<string> {
  const [shell, flag] = Deno.build.os === "windows" ? ["cmd", "/c"] : ["/bin/sh", "-c"];
  const { success, code, stdout } = await new Deno.Command(shell, {
    args: [flag, command],
    stdin: "inherit",
    stderr: "inherit",
  }).output();
  const [line = ""] = new TextDecoder().decode(stdout).split(/\r?\n/, 1);
  if (success && line !== "") return line;
  const quoted = JSON.stringify(command);
  throw new Problem(
    success ? texts.passwordCommandSilent(quoted) : texts.passwordCommandFailed(quoted, code),
    EXIT.usage,
  );
}

const CTRL_C = "\x03";
const CTRL_D = "\x04";
const CTRL_U = "\x15";

async function askHidden(prompt: string): Promise<string> {
  await Deno.stderr.write(new TextEncoder().encode(prompt));
  Deno.stdin.setRaw(true);
  try {
    return await typedLine();
  } finally {
    Deno.stdin.setRaw(false);
    await Deno.stderr.write(new TextEncoder().encode("\n"));
  }
}

async function typedLine(): Promise<string> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(256);
  let typed: string[] = [];
  for (;;) {
    const read = await Deno.stdin.read(buffer);
    if (read === null) return typed.join("");
    for (const key of decoder.decode(buffer.subarray(0, read), { stream: true })) {
      if (key === "\r" || key === "\n" || key === CTRL_D) return typed.join("");
      if (key === CTRL_C) throw new Problem(texts.nothingChanged, EXIT.interrupted);
      if (key === CTRL_U) typed = [];
      else if (key === "\x7f" || key === "\b") typed.pop();
      else typed.push(key);
    }
  }
}
