/** Opens the store of a server that starts, as early as can be (bench/start.ts). */
import type { EmbeddedServer } from "./embedded/server.ts";
import type { OpenedStore, Place } from "./mod.ts";

/** A store on its way, to be waited for while something else is loaded. */
export interface StartingStore {
  /** As `openStore`. */
  readonly ready: Promise<OpenedStore>;
}

/** Resolves once the database has something to do: PostgreSQL is connected to, or the embedded one starts. */
export async function startStore(place: Place): Promise<StartingStore> {
  const started = place.database ? undefined : await startEmbedded();
  const loading = import("./mod.ts");
  if (!started) await loading;
  return { ready: loading.then(({ openStore }) => openStore(place, undefined, started)) };
}

async function startEmbedded(): Promise<EmbeddedServer> {
  const { EmbeddedServer } = await import("./embedded/server.ts");
  return new EmbeddedServer();
}
