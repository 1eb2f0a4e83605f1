/** `chat doctor`: one line a check, and what to do where something is amiss. */
import { Command } from "@commander-js/extra-typings";
import type { Settings } from "../config.ts";
import { EXIT, Problem } from "../problem.ts";
import {
  checkDatabase,
  checkDataDir,
  checkDeno,
  checkListener,
  checkTerminal,
  fail,
  type Finding,
  ok,
} from "./checks.ts";
import {
  CONFIG,
  CREDENTIALS,
  DATA_DIR,
  DATABASE_URL,
  LISTEN_HOST,
  LISTEN_PORT,
} from "./options.ts";
import { readSettings } from "./settings.ts";

export function doctorCommand() {
  return new Command("doctor")
    .description("Check the setup and say what to do about what is wrong.")
    .addOption(LISTEN_HOST)
    .addOption(LISTEN_PORT)
    .addOption(DATA_DIR)
    .addOption(CREDENTIALS)
    .addOption(DATABASE_URL)
    .addOption(CONFIG)
    .addHelpText(
      "after",
      `
It takes the options that serve takes, and changes nothing.

Example:
  $ chat doctor --config /etc/chat.json`,
    )
    .action(async (options, command) => {
      const read = () => readSettings(options, (name) => command.getOptionValueSource(name));
      let failures = 0;
      for await (const { verdict, sentence } of findings(read)) {
        console.log(`${verdict.padEnd(4)}  ${sentence}`);
        if (verdict === "fail") failures++;
      }
      if (failures > 0) throw new Problem(conclusion(failures), EXIT.configuration);
    });
}

/** Each as soon as it is known: the database may take its time. */
async function* findings(read: () => Promise<Settings>): AsyncGenerator<Finding> {
  yield checkDeno(Deno.version.deno);
  yield checkTerminal(Deno.stdin.isTerminal() && Deno.stdout.isTerminal(), Deno.env.get);
  const settings = await read().catch((error: unknown) => {
    if (error instanceof Problem) return error;
    throw error;
  });
  if (settings instanceof Problem) return yield fail(settings.message);
  yield ok("The settings can be read and are valid.");
  for (const listener of settings.listeners) yield await checkListener(listener);
  if (settings.database === null) yield await checkDataDir(settings.dataDir);
  yield* await checkDatabase(settings);
}

function conclusion(failures: number): string {
  return failures === 1
    ? "One check failed. Do what it says and run chat doctor again."
    : `${failures} checks failed. Do what they say and run chat doctor again.`;
}
