/** `chat connect`: the terminal client. Asks for what it is not told, where there is somebody to ask. */
import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import type { Screen } from "../client/ui/screen.ts";
import { EXIT, Problem } from "../problem.ts";

export const DEFAULT_HOST = "127.0.0.1";
export const DEFAULT_PORT = 5555;

/** The options that say which server, and who we are there. `send` and `tail` have them as well. */
export const HOST = new Option("--host <name>", "the server's name or address").env("CHAT_HOST");

export const PORT = new Option("--port <number>", "the server's port")
  .argParser(parsePort)
  .env("CHAT_PORT");

export const USER = new Option("--user <nick>", "your name in the chat").env("CHAT_USER");

export const PASSWORD_COMMAND = new Option(
  "--password-command <command>",
  "a command that prints the server's password (or set CHAT_PASSWORD)",
);

export function connectCommand() {
  return new Command("connect")
    .description("Talk: the terminal client, for this server and any other that speaks IRC.")
    .addOption(HOST)
    .addOption(PORT)
    .addOption(USER)
    .addOption(
      new Option("--local-port <number>", "the port on this machine to connect from")
        .argParser(parsePort),
    )
    .addOption(
      new Option("--join <channel...>", "channels to be in; plain text goes to the first")
        .default(["#general"], "#general"),
    )
    .addOption(PASSWORD_COMMAND)
    .option("--plain", "one line for each event: no colours, no prompt, no cursor movement")
    .addHelpText(
      "after",
      `
On a terminal it asks for the server, the port and the name that it is not told. Elsewhere it
takes lines from standard input and writes lines to standard output, until the input ends.

Examples:
  $ chat connect --user ann
  $ chat connect --host irc.example.org --port 6667 --user ann --join '#tea'
  $ echo 'Good morning' | chat connect --user clock

Then:
  hello             goes to #general
  @bob: hello       goes to bob alone
  /help             lists the rest; chao, /quit and Ctrl-D leave`,
    )
    .action(async (options) => {
      const { connect } = await import("../client/connect.ts");
      const { identityOf, serverPassword } = await import("../client/identity.ts");
      const password = await serverPassword(options.passwordCommand);
      const { screen, ask, again } = await openScreen(options.plain ?? false);
      try {
        const answers = await completed(options, ask);
        await connect({
          server: answers,
          identity: identityOf(answers.user, password),
          join: options.join.map((name) => ({ name: channelName(name), key: undefined })),
          historyOnJoin: 20,
          again,
        }, screen);
      } finally {
        screen.close();
      }
    });
}

/** Asks; resolves to what was answered, `undefined` if somebody would rather leave. */
type Ask = (question: string) => Promise<string | undefined>;

interface Opened {
  readonly screen: Screen;
  /** `undefined` where nobody can answer. */
  readonly ask: Ask | undefined;
  /** Whether a lost connection is made again: a person wants that, a program wants to know. */
  readonly again: boolean;
}

async function openScreen(plain: boolean): Promise<Opened> {
  const { isTerminal, openTerminal, writeLine } = await import("../client/ui/terminal.ts");
  if (isTerminal() && !plain) {
    const screen = openTerminal();
    return { screen, ask: (question) => screen.ask(question), again: true };
  }
  const { PlainScreen } = await import("../client/ui/plain.ts");
  const person = Deno.stdin.isTerminal();
  const screen = new PlainScreen({
    input: Deno.stdin.readable,
    out: (line) => writeLine(Deno.stdout, line),
    notes: (line) => writeLine(Deno.stderr, line),
  }, person);
  const ask: Ask = (question) => Promise.resolve(prompt(question.trim()) ?? undefined);
  return { screen, ask: person ? ask : undefined, again: person };
}

/** What there is to know before connecting. */
interface Given {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly localPort?: number | undefined;
  readonly user?: string | undefined;
}

/** Everything that was not said is asked for, or else has its default. */
export async function completed(
  given: Given,
  ask: Ask | undefined,
): Promise<{ host: string; port: number; localPort: number | undefined; user: string }> {
  const nothingSaid = given.host === undefined && given.port === undefined &&
    given.user === undefined;
  const host = given.host ??
    await answer(ask, `Server address [${DEFAULT_HOST}]: `, (text) => text || DEFAULT_HOST);
  const port = given.port ??
    await answer(ask, `Server port [${DEFAULT_PORT}]: `, (text) => portOr(text, DEFAULT_PORT));
  const localPort = given.localPort ??
    (nothingSaid
      ? await answer(ask, "Own port [any]: ", (text) => portOr(text, undefined))
      : undefined);
  const user = given.user ??
    await answer(ask, `Your name [${loginName()}]: `, (text) => text || loginName());
  return { host, port, localPort, user };
}

/** Who is logged in to this machine. */
export function loginName(): string {
  const { env } = Deno;
  return env.get("USER") || env.get("LOGNAME") || env.get("USERNAME") || "guest";
}

/** Asks until the answer can be understood. */
async function answer<T>(
  ask: Ask | undefined,
  question: string,
  understand: (text: string) => T,
): Promise<T> {
  if (!ask) return understand("");
  for (let hint = "";;) {
    const text = await ask(`${hint}${question}`);
    if (text === undefined) throw new Problem("Interrupted.", EXIT.interrupted);
    try {
      return understand(text.trim());
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      hint = `${error.message} `;
    }
  }
}

function portOr<T>(text: string, fallback: T): number | T {
  return text === "" || text === "any" ? fallback : parsePort(text);
}

/** Shells take `#` for a comment, so it may be left out. */
function channelName(name: string): string {
  return /^[#&+!]/.test(name) ? name : `#${name}`;
}

function parsePort(value: string): number {
  const port = Number(value);
  if (/^\d+$/.test(value) && port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError("A port is a whole number from 1 to 65535.");
}
