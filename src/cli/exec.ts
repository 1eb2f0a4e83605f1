/** `chat exec`: runs a program that reads messages and answers them. */
import { Command } from "@commander-js/extra-typings";
import type { Running } from "../client/exec.ts";
import { EXIT, Problem } from "../problem.ts";
import {
  ACCOUNT,
  HOST,
  openingOf,
  PASSWORD_COMMAND,
  PORT,
  TLS,
  TLS_CA,
  USER,
} from "./client_options.ts";

export function execCommand() {
  return new Command("exec")
    .description("Run a program as a bot: messages go to its input as JSON, its lines are said.")
    .argument("<program...>", "the program and its arguments, after --")
    .requiredOption("--target <name...>", "channels, such as '#general', and nicks to listen to")
    .addOption(HOST)
    .addOption(PORT)
    .addOption(USER)
    .addOption(ACCOUNT)
    .addOption(PASSWORD_COMMAND)
    .addOption(TLS)
    .addOption(TLS_CA)
    .addHelpText(
      "after",
      `
Each message is a line of JSON: id, time, target, from, account, text, tags. A line that the program
prints goes to where the latest message came from; {"target":"#tea","text":"hello"} goes to #tea.
When the connection is lost it is made again, and what was missed comes then. The exit code is 0 when
the program ends with 0.

Examples:
  $ chat exec --user clock --target '#general' -- sh -c 'while read -r line; do date; done'
  $ chat exec --user echo --target '#tea' -- jq --unbuffered -r 'select(.text|startswith("!echo ")).text[6:]'`,
    )
    .action(async (program, options) => {
      const { exec } = await import("../client/exec.ts");
      const { isOneWord } = await import("../client/identity.ts");
      const { writeLine } = await import("../client/ui/terminal.ts");
      for (const target of options.target) {
        if (isOneWord(target) && !target.includes(",")) continue;
        throw new Problem(
          `Cannot listen to "${target}": a target is one channel or one nick, such as '#general'.`,
          EXIT.usage,
        );
      }
      const opening = await openingOf(options);
      await exec(
        { opening, targets: options.target, run: () => started(program) },
        (text) => writeLine(Deno.stderr, text),
      );
    });
}

function started([name = "", ...args]: readonly string[]): Running {
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command(name, { args, stdin: "piped", stdout: "piped", stderr: "inherit" })
      .spawn();
  } catch (error) {
    throw new Problem(
      `The program "${name}" cannot be started. Is it spelled right, and is it installed?`,
      EXIT.usage,
      { cause: error },
    );
  }
  const encoder = new TextEncoder();
  const input = child.stdin.getWriter();
  return {
    lines: linesOf(child.stdout),
    write: (line) => input.write(encoder.encode(`${line}\n`)),
    end: () => input.close(),
    ended: child.status.then(({ code }) => code),
  };
}

async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const { inputLines } = await import("../client/ui/plain.ts");
  yield* inputLines(stream);
}
