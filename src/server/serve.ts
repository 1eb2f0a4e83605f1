/** Puts the parts of `chat serve` together, and takes them apart again in good order. */
import type { Settings } from "../config.ts";
import type { Log } from "../log.ts";
import { openStore } from "../store/mod.ts";
import type { Services } from "./command.ts";
import { randomIds, systemClock } from "./ids.ts";
import { Listener } from "./listener.ts";
import { errorLine, Network } from "./network.ts";
import { Publisher } from "./publish.ts";
import { Unkept } from "./unkept.ts";

/** How often connections are looked after; ms. */
const TICK = 5_000;
/** How long messages on their way may take, and then the last lines; ms. */
const SETTLE_WITHIN = 500;
const DRAIN_WITHIN = 300;

export interface RunningServer {
  readonly addresses: readonly {
    readonly type: string;
    readonly host: string;
    readonly port: number;
  }[];
  /** One line: which database, and what it promises. */
  readonly description: string;
  /** Ends in good order: messages on their way are finished, everybody reads why. */
  close(reason: string): Promise<void>;
}

/** Starts the server; rejects with a Problem that says what is wrong. */
export async function serve(settings: Settings, log: Log): Promise<RunningServer> {
  const store = settings.history.enabled ? await openStore({ ...settings, log }) : new Unkept();
  const network = new Network(settings, systemClock, randomIds());
  const services: Services = {
    network,
    publish: new Publisher(network, store),
    history: store,
    log,
  };
  const listeners: Listener[] = [];
  try {
    for (const listener of settings.listeners) listeners.push(new Listener(listener, services));
  } catch (error) {
    for (const listener of listeners) listener.close();
    await store.close();
    throw error;
  }
  for (const listener of listeners) listener.run();
  const connections = () => listeners.flatMap((listener) => [...listener.connections]);
  const ticking = setInterval(() => connections().forEach((one) => one.tick()), TICK);

  return {
    addresses: listeners.map(({ settings, address }) => ({
      type: settings.type,
      host: address.hostname,
      port: address.port,
    })),
    description: store instanceof Unkept ? "history is off: nothing is kept" : store.description,
    async close(reason) {
      clearInterval(ticking);
      for (const listener of listeners) listener.close();
      const open = connections();
      await within(SETTLE_WITHIN, open.map(({ session }) => session.settled()));
      for (const { session } of open) session.close(reason, errorLine(reason));
      await within(DRAIN_WITHIN, open.map(({ ended }) => ended));
      await store.close();
    },
  };
}

/** Waits for all of them, but no longer than so many milliseconds. */
async function within(milliseconds: number, all: readonly unknown[]): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((resolve) => timer = setTimeout(resolve, milliseconds));
  await Promise.race([Promise.all(all), late]);
  clearTimeout(timer);
}
