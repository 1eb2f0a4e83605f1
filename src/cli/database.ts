/** The database that the settings name, for commands that look at it without serving. */
import type { Settings } from "../config.ts";
import { createLog } from "../log.ts";
import type { Database } from "../store/mod.ts";

/** Whether it is the embedded one and has never been started, so that opening it would make it. */
export async function isUnborn({ database, dataDir }: Settings): Promise<boolean> {
  if (database !== null) return false;
  try {
    for await (const _ of Deno.readDir(dataDir)) return false;
    return true;
  } catch (error) {
    return error instanceof Deno.errors.NotFound;
  }
}

/** Connects, has `use` do its work and closes. Rejects with a `Problem` if the database is in the way. */
export async function withDatabase<T>(
  settings: Settings,
  use: (db: Database) => Promise<T>,
): Promise<T> {
  const { closeDbConnection, connectToDb } = await import("../store/mod.ts");
  const db = await connectToDb({ ...settings, log: createLog("warn", "text") });
  const result = await db.orExplain(() => use(db));
  await closeDbConnection(db);
  return result;
}
