/** `chat send`: sends from a script, and ends with 0 only when the server has confirmed everything. */
import { Command, Option } from "@commander-js/extra-typings";
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
import { texts } from "../client/texts/index.ts";

export function sendCommand() {
  return new Command("send")
    .description("Send messages, and print the id of each one that the server has kept.")
    .argument("<target>", "a channel, such as '#general', or a nick")
    .argument("[text...]", "what to say; - or nothing: the lines of standard input, each a message")
    .addOption(HOST)
    .addOption(PORT)
    .addOption(USER)
    .addOption(ACCOUNT)
    .addOption(PASSWORD_COMMAND)
    .addOption(TLS)
    .addOption(TLS_CA)
    .addOption(TLS_CERT)
    .addOption(TLS_KEY)
    .addOption(
      new Option("--lines", "each line is a message of its own (so it is anyway)").conflicts(
        "block",
      ),
    )
    .option("--block", "all lines together are one message")
    .option("--id <key>", "with --account: the same key again makes no second message")
    .option("--unconfirmed", "send to a server that confirms nothing, too; prints no ids then")
    .addHelpText("after", () => texts.afterHelp.send)
    .action(async (target, words, options) => {
      const { send } = await import("../client/send.ts");
      const { isOneWord } = await import("../client/identity.ts");
      const { writeLine } = await import("../client/ui/terminal.ts");
      if (!isOneWord(target) || target.includes(",")) {
        throw new Problem(texts.cannotSendTo(target), EXIT.usage);
      }
      // Who has no account is somebody else for the server each time.
      if (options.id !== undefined && options.account === undefined) {
        throw new Problem(texts.idNeedsAccount, EXIT.usage);
      }
      await send(
        {
          opening: await openingOf(options),
          target,
          lines: await linesOf(words, options.block ?? false),
          id: idOf(options.id),
          unconfirmed: options.unconfirmed ?? false,
        },
        (id) => {
          if (id !== "") unlessUnread(() => writeLine(Deno.stdout, id));
        },
        (text) => writeLine(Deno.stderr, text),
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

function idOf(id: string | undefined): string | undefined {
  if (id === undefined || /^[!-~]{1,64}$/.test(id)) return id;
  throw new Problem(texts.badId(id), EXIT.usage);
}

/** The lines of the text, or of standard input; all of them as one if they are a block. */
async function linesOf(words: readonly string[], block: boolean): Promise<AsyncIterable<string>> {
  const lines = await eachLine(words);
  return block ? together(lines) : lines;
}

async function* together(lines: AsyncIterable<string>): AsyncGenerator<string> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  const text = all.join("\n");
  if (text.trim() === "") throw new Problem(texts.nothingToSend, EXIT.usage);
  yield text;
}

async function eachLine(words: readonly string[]): Promise<AsyncIterable<string>> {
  const { inputLines } = await import("../client/ui/plain.ts");
  const fromInput = words.length === 0 || (words.length === 1 && words[0] === "-");
  if (!fromInput) {
    const text = words.join(" ");
    if (text.trim() === "") throw new Problem(texts.nothingToSend, EXIT.usage);
    return inputLines(new Blob([text]).stream());
  }
  if (words.length === 0 && Deno.stdin.isTerminal()) {
    throw new Problem(texts.nothingGivenToSend, EXIT.usage);
  }
  return inputLines(Deno.stdin.readable);
}
