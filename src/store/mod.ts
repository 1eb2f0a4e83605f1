/**
 * The data module: everything that is kept, on PostgreSQL or on the embedded database. Nothing outside
 * of this folder knows SQL.
 */
import { type DatabaseSettings, DEFAULT_SCHEMA } from "../config.ts";
import type { Log } from "../log.ts";
import type {
  AccountStore,
  AuditStore,
  BanStore,
  ChannelRenames,
  KeptStore,
  RuleStore,
  Store,
} from "../server/store.ts";
import { accountsIn } from "./accounts.ts";
import { readActiveTargets } from "./active_targets.ts";
import { auditIn } from "./audit.ts";
import { bansIn } from "./bans.ts";
import type { Engine } from "./connection.ts";
import { Database } from "./database.ts";
import { describe } from "./describe.ts";
import type { EmbeddedServer } from "./embedded/server.ts";
import { removeBefore } from "./forget.ts";
import { findMessage, readPage } from "./history.ts";
import { keptIn } from "./kept.ts";
import { MessageWriter, WRITER_OPTIONS, type WriterOptions } from "./messages.ts";
import { setDefaultSchema } from "./migrate.ts";
import { postgres } from "./postgres.ts";
import { probe } from "./probe.ts";
import { readMarkersIn } from "./read_markers.ts";
import { redactMessage } from "./redactions.ts";
import { renamesIn } from "./renames.ts";
import { rulesIn } from "./rules.ts";
import { searchMessages } from "./search.ts";
import { upkeep } from "./upkeep.ts";

export { accountsIn } from "./accounts.ts";
export { auditIn } from "./audit.ts";
export { bansIn } from "./bans.ts";
export { eraseTexts } from "./forget.ts";
export { getMessagesBetweenUsers, insertMessage } from "./conversations.ts";
export { type Circumstances, circumstances } from "./circumstances.ts";
export { databaseSettings, type DbCredentials, loadDbCredentials } from "./credentials.ts";
export { describe, settingsOff } from "./describe.ts";
export { type SchemaStatus, schemaStatus, setDefaultSchema } from "./migrate.ts";
export { rulesIn, type Said, saidSince } from "./rules.ts";
export { mayMigrate, type TableStatus, tableStatus } from "./tables.ts";
export { getUserByUsername, insertUser, type User, userExists } from "./users.ts";
export type { Database };

/** Which database, and where. */
export interface Place {
  /** `null`: the embedded one. */
  readonly database: DatabaseSettings | null;
  /** Where the embedded one keeps its files. */
  readonly dataDir: string;
  readonly log: Log;
}

/** A store, ready for use. */
export interface OpenedStore extends Store {
  /** One line for the operator: which database, and what a stored message survives. */
  readonly description: string;
  readonly accounts: AccountStore;
  readonly kept: KeptStore;
  readonly bans: BanStore;
  readonly rules: RuleStore;
  readonly audit: AuditStore;
  readonly renames: ChannelRenames;
  /** Writes something and reads it again; rejects if that does not work. */
  probe(): Promise<void>;
  /** Removes messages older than a moment (milliseconds since 1970); resolves to how many. */
  removeBefore(time: number): Promise<number>;
}

/** Connects; changes nothing but, on its first start, the embedded database's directory. Throws a `Problem`. */
export async function connectToDb(place: Place): Promise<Database> {
  return await Database.open(await engineOf(place), schemaOf(place));
}

async function engineOf(
  { database, dataDir, log }: Place,
  { started, connected }: Beginning = {},
): Promise<Engine> {
  if (database) return postgres(database.url, connected);
  // Loaded only where there is one.
  const { embedded } = await import("./embedded/embedded.ts");
  return await embedded(dataDir, log, started);
}

function schemaOf({ database }: Place): string {
  return database?.schema ?? DEFAULT_SCHEMA;
}

export async function closeDbConnection(db: Database): Promise<void> {
  await db.close();
}

/** For one who does something else while a store is opened. */
export interface Beginning {
  /** The embedded database, if it was started already. */
  readonly started?: EmbeddedServer | undefined;
  /** Called for each connection to PostgreSQL, when PostgreSQL begins to work on it. */
  readonly connected?: () => void;
}

/** Connects, brings the tables up to date and is ready to keep messages. Throws a `Problem`. */
export async function openStore(
  place: Place,
  options: WriterOptions = WRITER_OPTIONS,
  beginning?: Beginning,
): Promise<OpenedStore> {
  const db = new Database(await engineOf(place, beginning), schemaOf(place));
  return await db.orExplain(async () => {
    // Connecting takes its time, so both connections are made at once.
    const opening = MessageWriter.open(db, place.log, options);
    const tables = upToDate(db, place.log);
    await Promise.allSettled([tables, opening]);
    const description = await tables.catch(async (error) => {
      await opening.then((writer) => writer.close(), () => {});
      throw error;
    });
    const writer = await opening;
    const looking = place.database ? undefined : upkeep(db, place.log);
    return {
      description,
      accounts: accountsIn(db),
      kept: keptIn(db),
      bans: bansIn(db),
      rules: rulesIn(db),
      audit: auditIn(db),
      renames: renamesIn(db),
      probe: () => probe(db),
      append: (message, done) => writer.append(message, done),
      room: () => writer.room(),
      page: (query) => readPage(db.sql, query),
      find: (target, msgid) => findMessage(db.sql, target, msgid),
      targets: (query) => readActiveTargets(db.sql, query),
      search: (query) => searchMessages(db.sql, query),
      redact: (redaction) => redactMessage(db.sql, redaction),
      ...readMarkersIn(db.sql),
      removeBefore: (time) => removeBefore(db.sql, time),
      async close() {
        looking?.[Symbol.dispose]();
        await writer.close();
        await db.close();
      },
    };
  });
}

/** Brings the tables up to date; resolves to one line about the database. */
async function upToDate(db: Database, log: Log): Promise<string> {
  for (const name of await setDefaultSchema(db, db.schema)) {
    log.info("the tables are brought up to date", { migration: name });
  }
  return await describe(db);
}
