/** `chat exec`: runs a program that reads messages and answers them. */
import { Command } from "@commander-js/extra-typings";
import type { Running } from "../client/exec.ts";
import { texts } from "../client/texts/index.ts";
import { EXIT, Problem } from "../problem.ts";
import {
  ACCOUNT,
  HOST,
  openingOf,
  PASSWORD_COMMAND,
  PORT,
  TLS,
  TLS_CA,
  TLS_CERT,
  TLS_KEY,
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
    .addOption(TLS_CERT)
    .addOption(TLS_KEY)
    .addHelpText("after", () => texts.afterHelp.exec)
    .action(async (program, options) => {
      const { exec } = await import("../client/exec.ts");
      const { isOneWord } = await import("../client/identity.ts");
      const { writeLine } = await import("../client/ui/terminal.ts");
      for (const target of options.target) {
        if (isOneWord(target) && !target.includes(",")) continue;
        throw new Problem(texts.cannotListenTo(target), EXIT.usage);
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
    throw new Problem(texts.cannotStart(name), EXIT.usage, { cause: error });
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
