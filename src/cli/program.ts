/** `chat` and its commands, and how whatever goes wrong in one of them is told. */
import { Command, CommanderError } from "@commander-js/extra-typings";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { texts } from "../client/texts/index.ts";
import { EXIT, Problem } from "../problem.ts";
import { versions } from "../version.ts";
import { complaint, HELP_IN_LANGUAGE, speakFor } from "./told.ts";

/** The commands. A command line names one of them, and only that is imported; help shows them all. */
const COMMANDS: Readonly<Record<string, () => Promise<CommandUnknownOpts>>> = {
  serve: async () => (await import("./serve.ts")).serveCommand(),
  connect: async () => (await import("./connect.ts")).connectCommand(),
  send: async () => (await import("./send.ts")).sendCommand(),
  tail: async () => (await import("./tail.ts")).tailCommand(),
  search: async () => (await import("./search.ts")).searchCommand(),
  exec: async () => (await import("./exec.ts")).execCommand(),
  user: async () => (await import("./user.ts")).userCommand(),
  ban: async () => (await import("./ban.ts")).banCommand(),
  filter: async () => (await import("./filter.ts")).filterCommand(),
  audit: async () => (await import("./audit.ts")).auditCommand(),
  db: async () => (await import("./db.ts")).dbCommand(),
  config: async () => (await import("./config.ts")).configCommand(),
  doctor: async () => (await import("./doctor.ts")).doctorCommand(),
  completions: async () => (await import("./completions.ts")).completionsCommand(),
};

/** The tree of commands: the one that is named, or all of them if there is none of that name. */
export async function createProgram(named = ""): Promise<CommandUnknownOpts> {
  const program = new Command("chat")
    .description("A chat server that keeps every message in PostgreSQL, and its terminal client.")
    .version(versions(), "--version", "show the versions of chat and of what is in it")
    .enablePositionalOptions()
    .addHelpText("after", EXAMPLES);
  const make = Object.hasOwn(COMMANDS, named) ? COMMANDS[named] : undefined;
  if (make) program.addCommand(await make());
  else await addAll(program);
  settle(program);
  return program;
}

async function addAll(program: CommandUnknownOpts): Promise<void> {
  const commands = await Promise.all(Object.values(COMMANDS).map((make) => make()));
  for (const command of commands) program.addCommand(command);
  const { completeCommand } = await import("./completions.ts");
  program.addCommand(completeCommand(program), { hidden: true });
}

const EXAMPLES = `
Example: a conversation of two on one machine, in three terminals
  $ chat serve
  $ chat connect --user ann
  $ chat connect --user bob

\`chat help serve\` tells more about serve, and so on.`;

/** Runs a command line without the program's name; resolves to the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  dropEmptyVariables();
  speakFor(args);
  try {
    const program = await createProgram(args[0]);
    await program.parseAsync(args, { from: "user" });
    return EXIT.ok;
  } catch (error) {
    return report(error, wantsDetails(args));
  }
}

/** Tells a person what went wrong, on standard error, and gives the exit code. */
export function report(error: unknown, details: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  // Whoever read our output has had enough: `chat tail '#tea' | head`.
  if (error instanceof Deno.errors.BrokenPipe) return EXIT.ok;
  if (error instanceof Problem) {
    tell(error.message);
    if (details && error.cause !== undefined) tell(error.cause);
    return error.exitCode;
  }
  tell(
    `chat stopped because of a mistake of its own: ${firstLine(error)}. ` +
      (details
        ? "Please report it with what follows."
        : "Please report it with what CHAT_DEBUG=1 shows when you do the same again."),
  );
  if (details) tell(error);
  return EXIT.bug;
}

/** The terminal may be gone, and nobody there to be told. */
function tell(what: unknown): void {
  try {
    console.error(what);
  } catch {
    return;
  }
}

/** Whether the person asked to see more than a sentence. */
export function wantsDetails(args: readonly string[]): boolean {
  return Deno.env.get("CHAT_DEBUG") === "1" || Deno.env.get("CHAT_LOG_LEVEL") === "debug" ||
    args.includes("--log-level=debug") || args[args.indexOf("--log-level") + 1] === "debug";
}

/** In a compose or unit file an empty variable is how one says "none". */
function dropEmptyVariables(): void {
  for (const [name, value] of Object.entries(Deno.env.toObject())) {
    if (name.startsWith("CHAT_") && value === "") Deno.env.delete(name);
  }
}

/** Has commander throw instead of exit, on all levels, and complain in one sentence of ours. */
function settle(command: CommandUnknownOpts): void {
  command
    .configureHelp(HELP_IN_LANGUAGE)
    .configureOutput({ outputError: () => {} })
    .exitOverride((error) => {
      // `commander.help` is a command left out: the help has been shown, and is the complaint.
      if (error.exitCode === 0 || error.code === "commander.help") throw error;
      throw new Problem(usage(command, error.message), EXIT.usage);
    });
  for (const below of command.commands) settle(below);
}

/** "error: unknown option '--prot'\n(Did you mean --port?)" as a sentence that says where to look. */
function usage(command: CommandUnknownOpts, message: string): string {
  const names: string[] = [];
  for (let at: CommandUnknownOpts | null = command; at; at = at.parent) names.unshift(at.name());
  const name = names.join(" ");
  const [, wrong = message, meant] = /^error: (.*?)(?:\s*\(Did you mean (.*)\?\))?$/s
    .exec(message) ?? [];
  const hint = meant === undefined ? "" : texts.didYouMean(meant);
  const said = `${complaint(wrong)}${hint}`.replace(/([^.?])$/, "$1.");
  return `${name}: ${said} ${texts.helpShows(name)}`;
}

function firstLine(error: unknown): string {
  return `${error}`.split("\n", 1)[0]?.replace(/\.$/, "") ?? "";
}
