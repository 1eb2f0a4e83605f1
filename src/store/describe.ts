/** One line about the database and what its word is worth. */
import type { Database } from "./database.ts";

/** What it means for a stored message that a setting is off. */
const WITHOUT: Readonly<Record<string, string>> = {
  fsync: "a crash of the machine can lose or damage what was stored",
  synchronous_commit: "a crash of the database can lose the last messages that were stored",
  full_page_writes: "a power cut can damage what was stored",
};

/** The settings without which a stored message survives less than it should. */
export async function settingsOff(db: Database): Promise<string[]> {
  const names = Object.keys(WITHOUT);
  const settings = await db.sql<{ name: string; value: string }>`
    select name, current_setting(name) as value from unnest(${names}::text[]) as name`;
  return settings.filter(({ value }) => value === "off").map(({ name }) => name);
}

export async function describe(db: Database): Promise<string> {
  const off = await settingsOff(db);
  const promise = off.length === 0
    ? "a message that was echoed survives a crash and a power cut"
    : off.map((name) => `${name} is off: ${WITHOUT[name]}`).join("; ");
  return `${db.name}, schema "${db.schema}": ${promise}`;
}
