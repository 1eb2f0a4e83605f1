/** `chat doctor`: one line a check, and what to do where something is amiss. */
import { Command } from "@commander-js/extra-typings";
import type { Settings } from "../config.ts";
import { EXIT, Problem } from "../problem.ts";
import { checkCertificate } from "./check_certificate.ts";
import {
  checkOpenFiles,
  checkPrivate,
  checkPrivateDirectory,
  checkSpace,
  freeSpace,
  openFilesAllowed,
} from "./check_files.ts";
import { checkSettings } from "./check_settings.ts";
import {
  checkDatabase,
  checkDataDir,
  checkDeno,
  checkListener,
  checkTerminal,
  nearestExisting,
} from "./checks.ts";
import { fail, type Finding, ok } from "./finding.ts";
import {
  CONFIG,
  CREDENTIALS,
  DATA_DIR,
  DATABASE_URL,
  INSECURE,
  LISTEN_HOST,
  LISTEN_PORT,
} from "./options.ts";
import { refusesListeners } from "./serve.ts";
import { readSettings, shippedCredentials } from "./settings.ts";

export function doctorCommand() {
  return new Command("doctor")
    .description("Check the setup and say what to do about what is wrong.")
    .addOption(LISTEN_HOST)
    .addOption(LISTEN_PORT)
    .addOption(DATA_DIR)
    .addOption(CREDENTIALS)
    .addOption(DATABASE_URL)
    .addOption(CONFIG)
    .addOption(INSECURE)
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
      for await (const { verdict, sentence } of findings(read, options)) {
        console.log(`${verdict.padEnd(4)}  ${sentence}`);
        if (verdict === "fail") failures++;
      }
      if (failures > 0) throw new Problem(conclusion(failures), EXIT.configuration);
    });
}

/** What of the command line is not in the settings. */
export interface Options {
  readonly config?: string | undefined;
  readonly credentials?: string | undefined;
  readonly databaseUrl?: string | undefined;
  readonly insecure?: true | undefined;
}

/** Each as soon as it is known: the database may take its time. */
export async function* findings(
  read: () => Promise<Settings>,
  options: Options,
): AsyncGenerator<Finding> {
  yield checkDeno(Deno.version.deno);
  yield checkTerminal(Deno.stdin.isTerminal() && Deno.stdout.isTerminal(), Deno.env.get);
  const settings = await read().catch((error: unknown) => {
    if (error instanceof Problem) return error;
    throw error;
  });
  if (settings instanceof Problem) return yield fail(settings.message);
  yield ok("The settings can be read and are valid.");
  yield* checkSettings(settings);
  yield* await checkSecretFiles(settings, options);
  yield* amiss(checkOpenFiles(settings, await openFilesAllowed()));
  const refusal = refusesListeners(settings.listeners, options.insecure ?? false);
  if (refusal !== undefined) yield fail(refusal);
  for (const listener of settings.listeners) {
    if (listener.tls !== null && listener.tls !== "self-signed") {
      const { cert, key } = listener.tls;
      yield await checkCertificate(cert, key, settings.server.name);
      yield* amiss(await checkPrivate("The file", key, "a private key"));
    }
    yield await checkListener(listener);
  }
  const { checkSts } = await import("./check_sts.ts");
  yield* await checkSts(settings);
  if (settings.database === null) yield* await checkPlace(settings.dataDir);
  yield* await checkDatabase(settings);
}

/** Files that hold a password, where others may read them. */
async function checkSecretFiles(
  { database, opers, server }: Settings,
  { config, credentials, databaseUrl }: Options,
): Promise<readonly Finding[]> {
  const file = credentials ?? (databaseUrl ? undefined : await shippedCredentials());
  const { loadDbCredentials } = await import("../store/mod.ts");
  const kept = file === undefined ? "" : (await loadDbCredentials(file)).password;
  const inConfig = opers.length > 0 || server.password !== null ||
    (database !== null && databaseUrl === undefined && kept === "");
  return [
    ...amiss(config && inConfig ? await checkPrivate("The configuration file", config) : undefined),
    ...amiss(file && kept !== "" ? await checkPrivate("The credentials file", file) : undefined),
  ];
}

async function checkPlace(dataDir: string): Promise<readonly Finding[]> {
  const place = await nearestExisting(dataDir);
  return [
    await checkDataDir(dataDir),
    ...amiss(await checkPrivateDirectory(dataDir)),
    ...amiss(checkSpace(dataDir, await freeSpace(place))),
  ];
}

/** What is in order needs no line of its own everywhere. */
function amiss(finding: Finding | undefined): readonly Finding[] {
  return finding ? [finding] : [];
}

function conclusion(failures: number): string {
  return failures === 1
    ? "One check failed. Do what it says and run chat doctor again."
    : `${failures} checks failed. Do what they say and run chat doctor again.`;
}
