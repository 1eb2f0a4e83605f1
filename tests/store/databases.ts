/** The same tests on both databases: a PostgreSQL server and the embedded one. */
import type { DatabaseSettings } from "../../src/config.ts";
import { createLog, type Log } from "../../src/log.ts";
import type { NewMessage, Outcome, StoredMessage } from "../../src/server/store.ts";
import type { Database } from "../../src/store/database.ts";
import { MessageWriter, WRITER_OPTIONS, type WriterOptions } from "../../src/store/messages.ts";
import { connectToDb, setDefaultSchema } from "../../src/store/mod.ts";
import { freshDatabase, testPostgres } from "../postgres.ts";

/** What a test is given: a database whose tables are there and empty. */
export interface TestDatabase {
  readonly db: Database;
  readonly settings: DatabaseSettings | null;
  /** Everything that was logged. */
  readonly lines: string[];
  readonly log: Log;
  /** A writer that is closed when the test ends. */
  writer(options?: Partial<WriterOptions>): Promise<MessageWriter>;
}

type Test = (database: TestDatabase) => Promise<void>;

/** Runs tests, by their names, on both. Opening a database takes longer than a test: they share one. */
export function onBoth(subject: string, tests: Readonly<Record<string, Test>>): void {
  onPostgres(subject, tests);
  Deno.test(`${subject}, embedded`, async (t) => {
    await using directory = await temporaryDirectory();
    await runAll(t, tests, null, directory.path);
  });
}

/** For what takes more than one connection at the same time. */
export function onPostgres(subject: string, tests: Readonly<Record<string, Test>>): void {
  Deno.test(`${subject}, on PostgreSQL`, async (t) => {
    await using server = await testPostgres();
    await using database = await freshDatabase(server);
    await runAll(t, tests, { url: database.url, schema: "chat_schema" }, "");
  });
}

async function runAll(
  t: Deno.TestContext,
  tests: Readonly<Record<string, Test>>,
  settings: DatabaseSettings | null,
  dataDir: string,
): Promise<void> {
  const lines: string[] = [];
  const log = createLog("debug", "text", (line) => lines.push(line));
  const db = await connectToDb({ database: settings, dataDir, log });
  try {
    await setDefaultSchema(db, db.schema);
    for (const [name, test] of Object.entries(tests)) {
      await db.sql.script(
        "delete from messages; delete from targets; delete from users; delete from server_bans; " +
          "delete from audit; delete from channel_rules",
      );
      await t.step(name, async () => {
        const writers: MessageWriter[] = [];
        try {
          await test({
            db,
            settings,
            lines,
            log,
            async writer(options = {}) {
              const writer = await MessageWriter.open(db, log, { ...WRITER_OPTIONS, ...options });
              writers.push(writer);
              return writer;
            },
          });
        } finally {
          for (const writer of writers) await writer.close();
        }
      });
    }
  } finally {
    await db.close();
  }
}

/** Removed with what is in it. */
export async function temporaryDirectory(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await Deno.makeTempDir({ prefix: "store-" });
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

let made = 0;

/** A message that ann sends to #tea, unless something else is said. */
export function message(differing: Partial<NewMessage> = {}): NewMessage {
  made++;
  return {
    target: { kind: "channel", key: "#tea", name: "#Tea" },
    kind: "PRIVMSG",
    msgid: `msgid-${made}`,
    time: 1_700_000_000_000 + made * 10,
    source: "ann!ann@example.org",
    sender: { id: "g:ann", nick: "ann" },
    account: undefined,
    text: `text ${made}`,
    addressed: "#tea",
    tags: new Map(),
    clientId: undefined,
    ...differing,
  };
}

/** Sends a message and waits for what becomes of it. */
export function append(
  store: { append(message: NewMessage, done: (outcome: Outcome) => void): void },
  message: NewMessage,
): Promise<Outcome> {
  return new Promise((resolve) => store.append(message, resolve));
}

/** The message of an outcome that says that it is there. */
export function stored(outcome: Outcome | undefined): StoredMessage {
  if (outcome?.kind === "stored" || outcome?.kind === "duplicate") return outcome.message;
  throw new Error(`not stored: ${JSON.stringify(outcome)}`);
}
