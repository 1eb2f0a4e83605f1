/** `chat audit`: what operators did. */
import { Command, InvalidArgumentError } from "@commander-js/extra-typings";
import type { Deed } from "../server/store.ts";
import { CONFIG, CREDENTIALS, DATA_DIR, DATABASE_URL } from "./options.ts";
import { readSettings } from "./settings.ts";

export function auditCommand() {
  return new Command("audit")
    .description("Show what operators did, the newest last.")
    .option("--count <number>", "how many of the latest", parseCount, 50)
    .addOption(DATA_DIR)
    .addOption(CREDENTIALS)
    .addOption(DATABASE_URL)
    .addOption(CONFIG)
    .addHelpText(
      "after",
      `
It reads the database that serve would use with the same options.

Example:
  $ chat audit --count 10`,
    )
    .action(async (options, command) => {
      const settings = await readSettings(options, (name) => command.getOptionValueSource(name));
      const { withDatabase } = await import("./database.ts");
      const { auditIn, setDefaultSchema } = await import("../store/mod.ts");
      const deeds = await withDatabase(settings, async (db) => {
        await setDefaultSchema(db, db.schema);
        return await auditIn(db).latest(options.count);
      });
      for (const line of deedLines(deeds)) console.log(line);
    });
}

export function deedLines(deeds: readonly Deed[]): string[] {
  if (deeds.length === 0) return ["No operator has done anything yet."];
  return deeds.map(({ at, by, oper, action, target, detail }) => {
    const as = oper === undefined ? "" : ` as ${oper}`;
    const what = [action, target, detail].filter((part) => part !== undefined).join(" ");
    return `${new Date(at).toISOString()}  ${by}${as}: ${what}`;
  });
}

function parseCount(value: string): number {
  const count = Number(value);
  if (/^\d+$/.test(value) && count >= 1 && count <= 100_000) return count;
  throw new InvalidArgumentError("It is a whole number from 1 to 100000.");
}
