/** Opens the store of a server that starts, as early as can be. */
import { EmbeddedServer } from "./embedded/server.ts";
import type { OpenedStore, Place } from "./mod.ts";

/** As `openStore`; the embedded database gets ready while the rest of the data module is loaded (bench/start.ts). */
export async function startStore(place: Place): Promise<OpenedStore> {
  const started = place.database ? undefined : new EmbeddedServer();
  const { openStore } = await import("./mod.ts");
  return await openStore(place, undefined, started);
}
