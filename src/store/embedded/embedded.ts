/**
 * The embedded database: PGlite, PostgreSQL compiled to WebAssembly, in a worker of its own. After it
 * died, the next connection starts it again.
 */
import type { Log } from "../../log.ts";
import { EXIT, Problem } from "../../problem.ts";
import type { Engine } from "../connection.ts";
import { within } from "../within.ts";
import { openDirectory } from "./data_directory.ts";
import { EmbeddedServer } from "./server.ts";
import { Wire } from "./wire.ts";

const DATABASE = "postgres";
const USER = "postgres";

/**
 * Opens the database in `dataDir`, and makes it first if there is none. Throws a `Problem`. The worker of
 * `server`, which may have been started earlier, gets ready while the directory does.
 */
export async function embedded(
  dataDir: string,
  log: Log,
  server = new EmbeddedServer(),
): Promise<Engine> {
  const directory = await openDirectory(dataDir, log).catch(async (error) => {
    await server.close();
    throw error;
  });
  let running: Promise<EmbeddedServer> | undefined;

  function start(server: EmbeddedServer): Promise<EmbeddedServer> {
    const started = server.open(directory.pgdata);
    server.over.then(() => {
      if (running === started) running = undefined;
    });
    return started;
  }

  try {
    await (running = start(server));
  } catch (error) {
    directory[Symbol.dispose]();
    throw new Problem(
      `The embedded database in "${dataDir}" does not start: ${reasonOf(error)}. ` +
        `Restore a copy of the directory, or begin anew in another one with --data-dir.`,
      EXIT.configuration,
      { cause: error },
    );
  }

  return {
    name: `embedded PostgreSQL in "${dataDir}"`,
    database: DATABASE,
    user: USER,
    config: { database: DATABASE, user: USER },
    // It has one backend, so one reader and the writer take turns.
    readers: 1,
    settings: {},
    stream: async () => (await (running ??= start(new EmbeddedServer()))).connect(),
    watch: (_, stream) =>
      Promise.resolve(async (_, limit) => {
        if (stream instanceof Wire) await within(limit, "ending a connection", stream.left);
      }),
    close: async () => {
      const server = await running?.catch(() => {});
      await server?.close();
      directory[Symbol.dispose]();
    },
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : `${error}`;
}
