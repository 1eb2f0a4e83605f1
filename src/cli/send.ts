/** `chat send`: sends from a script, and ends with 0 only when the server has confirmed everything. */
import { Command } from "@commander-js/extra-typings";
import { EXIT, Problem } from "../problem.ts";
import {
  DEFAULT_HOST,
  DEFAULT_PORT,
  HOST,
  loginName,
  PASSWORD_COMMAND,
  PORT,
  USER,
} from "./connect.ts";

export function sendCommand() {
  return new Command("send")
    .description("Send messages, and print the id of each one that the server has kept.")
    .argument("<target>", "a channel, such as '#general', or a nick")
    .argument("[text...]", "what to say; - or nothing: the lines of standard input, each a message")
    .addOption(HOST)
    .addOption(PORT)
    .addOption(USER)
    .addOption(PASSWORD_COMMAND)
    .option("--unconfirmed", "send to a server that confirms nothing, too; prints no ids then")
    .addHelpText(
      "after",
      `
The exit code is 0 only when the server has confirmed every message; 69 if it refuses one, 75 if
the same may work later. A text longer than a line of IRC is sent as several messages.

Examples:
  $ chat send '#general' 'The backup is done'
  $ tail -f build.log | chat send '#builds' -`,
    )
    .action(async (target, words, options) => {
      const { send } = await import("../client/send.ts");
      const { identityOf, isOneWord, serverPassword } = await import("../client/identity.ts");
      const { writeLine } = await import("../client/ui/terminal.ts");
      if (!isOneWord(target) || target.includes(",")) {
        throw new Problem(
          `Cannot send to "${target}": a target is one channel or one nick, such as '#general'.`,
          EXIT.usage,
        );
      }
      const password = await serverPassword(options.passwordCommand);
      await send(
        {
          opening: {
            server: {
              host: options.host ?? DEFAULT_HOST,
              port: options.port ?? DEFAULT_PORT,
              localPort: undefined,
            },
            identity: identityOf(options.user ?? loginName(), password),
          },
          target,
          lines: await linesOf(words),
          unconfirmed: options.unconfirmed ?? false,
        },
        (id) => {
          if (id !== "") unlessUnread(() => writeLine(Deno.stdout, id));
        },
      );
    });
}

/** Whoever does not read the ids (`| head -1`) still wants everything sent, and the exit code to say so. */
function unlessUnread(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}

/** The lines of the text, or of standard input. */
async function linesOf(words: readonly string[]): Promise<AsyncIterable<string>> {
  const { inputLines } = await import("../client/ui/plain.ts");
  const fromInput = words.length === 0 || (words.length === 1 && words[0] === "-");
  if (!fromInput) {
    const text = words.join(" ");
    if (text.trim() === "") throw new Problem("There is nothing to send.", EXIT.usage);
    return inputLines(new Blob([text]).stream());
  }
  if (words.length === 0 && Deno.stdin.isTerminal()) {
    throw new Problem(
      "There is nothing to send: give a text, or - to type lines that end with Ctrl-D.",
      EXIT.usage,
    );
  }
  return inputLines(Deno.stdin.readable);
}
