/** Opens the store of a server that starts, as early as can be (bench/start.ts). */
import type { OpenedStore, Place } from "./mod.ts";

/** To bring the tables up to date, and to write. */
const CONNECTIONS = 2;

/** A store on its way, to be waited for while something else is loaded. */
export interface StartingStore {
  /** As `openStore`. */
  readonly ready: Promise<OpenedStore>;
}

/**
 * Resolves once the database has something to do: PostgreSQL has been asked for its connections, or the
 * embedded one starts. Loading comes after that, since nothing is sent while modules are loaded.
 */
export async function startStore(place: Place): Promise<StartingStore> {
  return place.database ? await startConnecting(place) : await startEmbedded(place);
}

async function startConnecting(place: Place): Promise<StartingStore> {
  const { openStore } = await import("./mod.ts");
  const asked = Promise.withResolvers<void>();
  let connections = 0;
  const connected = () => {
    if (++connections === CONNECTIONS) asked.resolve();
  };
  const ready = openStore(place, undefined, { connected });
  await Promise.race([asked.promise, ready]);
  return { ready };
}

async function startEmbedded(place: Place): Promise<StartingStore> {
  const { EmbeddedServer } = await import("./embedded/server.ts");
  const started = new EmbeddedServer();
  const loading = import("./mod.ts");
  return { ready: loading.then(({ openStore }) => openStore(place, undefined, { started })) };
}
