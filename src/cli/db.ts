/** `chat db`: what the database holds, bringing its tables up to date, and moving it elsewhere. */
import { Command } from "@commander-js/extra-typings";
import type { SchemaStatus, TableStatus } from "../store/mod.ts";
import { EXIT, Problem } from "../problem.ts";
import { isUnborn, withDatabase } from "./database.ts";
import { CONFIG, CREDENTIALS, DATA_DIR, DATABASE_URL } from "./options.ts";
import { readSettings } from "./settings.ts";
import { exportCommand, importCommand } from "./transfer.ts";

export function dbCommand() {
  return new Command("db")
    .description("Look after the database.")
    .addCommand(statusCommand())
    .addCommand(migrateCommand())
    .addCommand(exportCommand())
    .addCommand(importCommand())
    .addHelpText(
      "after",
      `
They work on the database that serve would use with the same options. The embedded one is for one
program at a time, so end the server first.

Examples:
  $ chat db status
  $ chat db migrate --database-url postgres://chat@localhost/chat

Moving from the embedded database to a server:
  $ chat db export chat.jsonl
  $ chat db import chat.jsonl --database-url postgres://chat@localhost/chat`,
    );
}

function statusCommand() {
  return new Command("status")
    .description("Show which database it is, the version of its tables, and what is in them.")
    .addOption(DATA_DIR)
    .addOption(CREDENTIALS)
    .addOption(DATABASE_URL)
    .addOption(CONFIG)
    .action(async (options, command) => {
      const settings = await readSettings(options, (name) => command.getOptionValueSource(name));
      if (await isUnborn(settings)) {
        throw new Problem(
          `There is no database in ${settings.dataDir} yet. Start the server once, or name the right ` +
            "directory with --data-dir.",
          EXIT.configuration,
        );
      }
      const { describe, schemaStatus, tableStatus } = await import("../store/mod.ts");
      const lines = await withDatabase(settings, async (db) => [
        await describe(db),
        versionLine(await schemaStatus(db)),
        ...tableLines(await tableStatus(db)),
      ]);
      for (const line of lines) console.log(line);
    });
}

function migrateCommand() {
  return new Command("migrate")
    .description("Bring the tables up to date, as serve does at its start.")
    .addOption(DATA_DIR)
    .addOption(CREDENTIALS)
    .addOption(DATABASE_URL)
    .addOption(CONFIG)
    .action(async (options, command) => {
      const settings = await readSettings(options, (name) => command.getOptionValueSource(name));
      const { schemaStatus, setDefaultSchema } = await import("../store/mod.ts");
      const [applied, status] = await withDatabase(settings, async (db) => [
        await setDefaultSchema(db, db.schema),
        await schemaStatus(db),
      ]);
      for (const name of applied) console.log(`Applied ${name}.`);
      console.log(versionLine(status));
    });
}

/** How the version of the tables compares to the program's. */
export function versionLine({ schema, version, latest }: SchemaStatus): string {
  const tables = `The tables in schema "${schema}"`;
  if (version === 0) return `${tables} are not made yet: serve does it, or chat db migrate.`;
  if (version === latest) return `${tables} are up to date (version ${version}).`;
  return version < latest
    ? `${tables} have version ${version} of ${latest}: serve brings them up to date, or chat db migrate.`
    : `${tables} have version ${version}, but this chat knows only ${latest}: use a newer one.`;
}

/** Columns: name, rows, size. */
export function tableLines(tables: readonly TableStatus[]): string[] {
  const width = Math.max(0, ...tables.map(({ name }) => name.length));
  return tables.map(({ name, rows, bytes }) =>
    `  ${name.padEnd(width)}  ${counted(rows, "row").padStart(16)}  ${size(bytes).padStart(9)}`
  );
}

function counted(amount: number, what: string): string {
  return `${amount.toLocaleString("en")} ${what}${amount === 1 ? "" : "s"}`;
}

/** In kB at least: a table's file grows in pages of 8. */
function size(bytes: number): string {
  const units = ["kB", "MB", "GB", "TB"];
  let amount = bytes / 1024;
  let unit = units.shift();
  while (amount >= 1000 && units.length > 0) {
    amount /= 1024;
    unit = units.shift();
  }
  return `${amount.toFixed(amount < 10 ? 1 : 0)} ${unit}`;
}
