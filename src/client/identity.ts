/** Who we are for the server. */

import { EXIT, Problem } from "../problem.ts";
import type { Identity } from "./session.ts";
import { texts } from "./texts/index.ts";

/** `name` becomes the nick; whether the server likes it is for the server to say. */
export function identityOf(name: string, password: string | undefined): Identity {
  if (!isOneWord(name)) {
    throw new Problem(
      texts.badName(name),
      EXIT.usage,
    );
  }
  // Servers are stricter about usernames than about nicks.
  const username = name.replace(/[^A-Za-z0-9_.-]/g, "").slice(0, 10) || "user";
  return { nick: name, username, realname: name, password };
}

/** Whether a text can stand in the middle of a line: IRC ends it at a space, and a colon begins the last. */
export function isOneWord(text: string): boolean {
  return /^[^\s:\p{Cc}][^\s\p{Cc}]*$/u.test(text);
}

/**
 * The server's password: what `command` prints, or CHAT_PASSWORD, or none. It is never an argument, since
 * every user of a machine can read those. Throws a `Problem` if the command fails.
 */
export async function serverPassword(command: string | undefined): Promise<string | undefined> {
  if (command === undefined) return Deno.env.get("CHAT_PASSWORD");
  const [shell, flag] = Deno.build.os === "windows" ? ["cmd", "/c"] : ["sh", "-c"];
  const { success, code, stdout } = await new Deno.Command(shell, {
    args: [flag, command],
    stdin: "inherit",
    stderr: "inherit",
  }).output();
  const password = new TextDecoder().decode(stdout).split(/\r?\n/, 1)[0] ?? "";
  if (success && password !== "") return password;
  const quoted = JSON.stringify(command);
  throw new Problem(
    success ? texts.passwordCommandSilent(quoted) : texts.passwordCommandFailed(quoted, code),
    EXIT.configuration,
  );
}
