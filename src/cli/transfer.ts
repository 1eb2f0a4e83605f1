/** `chat db export` and `chat db import`: everything that is kept, as lines of JSON. */
import { Command } from "@commander-js/extra-typings";
import { EXIT, Problem } from "../problem.ts";
import { isUnborn, withDatabase } from "./database.ts";
import { CONFIG, CREDENTIALS, DATA_DIR, DATABASE_URL } from "./options.ts";
import { readSettings } from "./settings.ts";

/** Milliseconds between two looks at how far it is. */
const TELL_EVERY = 250;

export function exportCommand() {
  return new Command("export")
    .description("Write everything that is kept as lines of JSON, to a file or to standard output.")
    .argument("[file]", "a new file")
    .addOption(DATA_DIR)
    .addOption(CREDENTIALS)
    .addOption(DATABASE_URL)
    .addOption(CONFIG)
    .action(async (file, options, command) => {
      const settings = await readSettings(options, (name) => command.getOptionValueSource(name));
      if (await isUnborn(settings)) {
        throw new Problem(
          `There is no database in ${settings.dataDir} yet, so there is nothing to export.`,
          EXIT.configuration,
        );
      }
      const { exportRows } = await import("../store/transfer.ts");
      const output = file === undefined ? Deno.stdout.writable : await create(file);
      const writer = output.getWriter();
      const utf8 = new TextEncoder();
      const write = (lines: readonly string[]) =>
        writer.write(utf8.encode(`${lines.join("\n")}\n`));
      const { rows, sha256 } = await withDatabase(
        settings,
        (db) => exportRows(db, write, progress("exported")),
      );
      await writer.close();
      console.error(`Exported ${rows.toLocaleString("en")} rows, sha256 ${sha256}.`);
    });
}

export function importCommand() {
  return new Command("import")
    .description("Read what chat db export wrote into an empty database.")
    .argument("[file]", "what export wrote; standard input without it")
    .addOption(DATA_DIR)
    .addOption(CREDENTIALS)
    .addOption(DATABASE_URL)
    .addOption(CONFIG)
    .action(async (file, options, command) => {
      const settings = await readSettings(options, (name) => command.getOptionValueSource(name));
      const input = file === undefined ? Deno.stdin.readable : await open(file);
      const { setDefaultSchema } = await import("../store/mod.ts");
      const { importRows } = await import("../store/transfer.ts");
      const { rows, sha256 } = await withDatabase(settings, async (db) => {
        await setDefaultSchema(db, db.schema);
        return await importRows(db, linesOf(input), progress("imported"));
      });
      console.error(`Imported ${rows.toLocaleString("en")} rows, sha256 ${sha256}.`);
    });
}

async function create(file: string): Promise<WritableStream<Uint8Array>> {
  try {
    // Passwords' verifiers are in it, and what people wrote in private.
    return (await Deno.open(file, { write: true, createNew: true, mode: 0o600 })).writable;
  } catch (error) {
    const why = error instanceof Deno.errors.AlreadyExists ? "it is there already" : `${error}`;
    throw new Problem(`Cannot write the export to ${file}: ${why}.`, EXIT.configuration);
  }
}

async function open(file: string): Promise<ReadableStream<Uint8Array>> {
  try {
    return (await Deno.open(file)).readable;
  } catch (error) {
    const why = error instanceof Deno.errors.NotFound ? "there is no such file" : `${error}`;
    throw new Problem(`Cannot read the export ${file}: ${why}.`, EXIT.configuration);
  }
}

/** Only LF ends a line: JSON may hold any other character that looks like a line's end. */
async function* linesOf(bytes: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

/** Shows a person at a terminal how far it is; nobody else needs to know. */
function progress(done: string): (rows: number) => void {
  if (!Deno.stderr.isTerminal()) return () => {};
  let last = 0;
  return (rows) => {
    const now = performance.now();
    if (now - last < TELL_EVERY) return;
    last = now;
    Deno.stderr.writeSync(new TextEncoder().encode(`\r${rows.toLocaleString("en")} rows ${done} `));
  };
}
