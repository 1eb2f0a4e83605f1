/** What `chat doctor` looks at, each check by itself. Sentences say what to do where something is amiss. */
import { dirname } from "node:path";
import type { Listener, Settings } from "../config.ts";
import { EXIT, Problem } from "../problem.ts";
import type { SchemaStatus } from "../store/mod.ts";
import { checkCircumstances } from "./check_circumstances.ts";
import { isUnborn, withDatabase } from "./database.ts";
import { versionLine } from "./db.ts";
import { fail, type Finding, ok, reason, warn } from "./finding.ts";
import { address } from "./serve.ts";

const OLDEST_DENO = "2.4.2";

export function checkDeno(version: string): Finding {
  const runs = `chat runs on Deno ${version}`;
  return version.localeCompare(OLDEST_DENO, "en", { numeric: true }) >= 0
    ? ok(`${runs}.`)
    : fail(`${runs}, which is too old. → Install ${OLDEST_DENO} or later, with \`deno upgrade\`.`);
}

/** Whether files can be made in the directory, or the directory can be made at all. */
export async function checkDataDir(directory: string): Promise<Finding> {
  const place = await nearestExisting(directory);
  const probe = `${place}/.chat-doctor-${crypto.randomUUID()}`;
  try {
    await Deno.writeTextFile(probe, "", { createNew: true });
    await Deno.remove(probe);
  } catch (error) {
    return fail(
      `The data directory ${directory} cannot be written to: ${reason(error)}. ` +
        `→ Give this user the right to write to ${place}, or choose another one with --data-dir.`,
    );
  }
  return ok(
    place === directory
      ? `The data directory ${directory} can be written to.`
      : `The data directory ${directory} will be made at the first start.`,
  );
}

/** The directory itself, or the first one above it that is there. */
export async function nearestExisting(path: string): Promise<string> {
  for (let at = path;; at = dirname(at)) {
    if (at === dirname(at) || await Deno.stat(at).then(() => true, () => false)) return at;
  }
}

/** Whether the server could listen there, or does already. */
export async function checkListener(listener: Listener): Promise<Finding> {
  const { host, port } = listener;
  const where = address(listener);
  try {
    Deno.listen({ hostname: host, port }).close();
    return ok(`${where} is free to listen on.`);
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) {
      return fail(
        `${where} cannot be listened on: ${
          reason(error)
        }. → Choose another one with --host and --port.`,
      );
    }
  }
  return await answersAsServer(listener)
    ? warn(`A chat server listens on ${where} already. → If it is yours, all is well.`)
    : fail(`Another program listens on ${where}. → End it, or choose another port with --port.`);
}

/** How long a listening program may take to answer; ms. */
const ANSWER_WITHIN = 1000;

/** An IRC server answers PING even before anybody has said who they are. */
async function answersAsServer({ host, port }: Listener): Promise<boolean> {
  try {
    using connection = await Deno.connect({ hostname: host, port });
    const timer = setTimeout(() => connection.close(), ANSWER_WITHIN);
    try {
      await connection.write(new TextEncoder().encode("PING doctor\r\n"));
      const bytes = new Uint8Array(512);
      const length = await connection.read(bytes) ?? 0;
      return /\bPONG\b/.test(new TextDecoder().decode(bytes.subarray(0, length)));
    } finally {
      clearTimeout(timer);
    }
  } catch {
    return false;
  }
}

/** Whether the database lets us in, what its word is worth, and how its tables are. */
export async function checkDatabase(settings: Settings): Promise<readonly Finding[]> {
  if (await isUnborn(settings)) return [];
  const { circumstances, describe, mayMigrate, schemaStatus, settingsOff } = await import(
    "../store/mod.ts"
  );
  try {
    return await withDatabase(settings, async (db) => [
      checkPromise(await describe(db), await settingsOff(db)),
      // The embedded one is as we made it.
      ...(settings.database ? checkCircumstances(await circumstances(db), Date.now()) : []),
      checkSchema(await schemaStatus(db), await mayMigrate(db)),
    ]);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // The embedded database is busy when a server has it open, which may be as it should be.
    const busy = settings.database === null && error.exitCode === EXIT.tryAgain;
    return [busy ? warn(error.message) : fail(error.message)];
  }
}

export function checkPromise(description: string, off: readonly string[]): Finding {
  return off.length === 0
    ? ok(`${description}.`)
    : warn(`${description}. → Turn on ${off.join(", ")} in postgresql.conf.`);
}

export function checkSchema(status: SchemaStatus, mayMigrate: boolean): Finding {
  const { version, latest, schema } = status;
  if (version > latest) return fail(versionLine(status));
  if (version === latest || mayMigrate) return ok(versionLine(status));
  return fail(
    `The tables in schema "${schema}" have to be made or changed, which this user may not. ` +
      `→ Grant it CREATE on the schema, or on the database.`,
  );
}

/** Whether `chat connect` can show everything here. */
export function checkTerminal(
  isTerminal: boolean,
  env: (name: string) => string | undefined,
): Finding {
  if (!isTerminal) {
    return ok("This is no terminal: the client would write plain lines, without colour.");
  }
  const locale = env("LC_ALL") || env("LC_CTYPE") || env("LANG") || "";
  if (env("TERM") === "dumb") {
    return warn(
      "The terminal says that it can do nothing (TERM is dumb). → Use `chat connect --plain`.",
    );
  }
  return /utf-?8/i.test(locale) || Deno.build.os !== "linux"
    ? ok("The terminal can show all of Unicode.")
    : warn(
      `The locale ${JSON.stringify(locale)} is not UTF-8, so that some letters may look wrong. ` +
        "→ Set LANG to C.UTF-8, for one.",
    );
}
