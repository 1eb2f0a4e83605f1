/** Puts the parts of `chat serve` together, and takes them apart again in good order. */
import type { Settings } from "../config.ts";
import type { Log } from "../log.ts";
import type { OpenedStore } from "../store/mod.ts";
import { Accounts } from "./accounts.ts";
import { Audit } from "./audit.ts";
import { Bans } from "./bans.ts";
import { BoundedHistory } from "./bounded_history.ts";
import { readCertificate } from "./certificate.ts";
import type { Services } from "./command.ts";
import { randomIds, systemClock } from "./ids.ts";
import { keepEvents } from "./keep_events.ts";
import { LastHere } from "./last_here.ts";
import { Keeper } from "./keeper.ts";
import { LimitLog } from "./limit_log.ts";
import { Listener } from "./listener.ts";
import { watchAccounts } from "./login.ts";
import { Lookups, systemResolver } from "./lookups.ts";
import { measured } from "./measured.ts";
import type { Monitoring } from "./monitoring.ts";
import { Network } from "./network.ts";
import { CertificateWatch } from "./certificate_watch.ts";
import { Publisher } from "./publish.ts";
import { type ReadSettings, Reload } from "./reload.ts";
import { Renames } from "./renames.ts";
import { Rules } from "./rules.ts";
import { retain } from "./retention.ts";
import { StsWatch } from "./sts.ts";
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
    /** SHA-256 of the certificate; `undefined`: there is no TLS. */
    readonly fingerprint: string | undefined;
  }[];
  /** One line: which database, and what it promises. */
  readonly description: string;
  /** Reads the settings anew, as REHASH does; what came of it is logged. */
  reload(): Promise<void>;
  /** Ends in good order: messages on their way are finished, everybody reads why. */
  close(reason: string): Promise<void>;
}

/**
 * Starts the server on a store, which is closed with it; rejects with a Problem that says what is wrong.
 * `read` is for reloading.
 */
export async function serve(
  settings: Settings,
  store: OpenedStore,
  log: Log,
  read: ReadSettings,
): Promise<RunningServer> {
  const messages = settings.history.enabled ? store : new Unkept();
  const network = new Network(settings, systemClock, randomIds());
  // Loaded only where somebody measures.
  const monitoring = settings.monitoring && await import("./monitoring.ts");
  const metrics = monitoring ? new monitoring.Metrics(network) : undefined;
  const renames = new Renames(messages, store.renames, log);
  const watched = metrics ? measured(renames, metrics.observe, systemClock.elapsed) : renames;
  const limits = new LimitLog(log, systemClock);
  const accounts = new Accounts(store.accounts, network, log, limits);
  const keeper = new Keeper(store.kept, network, accounts, log);
  const services: Services = {
    network,
    publish: new Publisher(network, watched),
    history: new BoundedHistory(messages, network),
    markers: store,
    accounts,
    keeper,
    limits,
    bans: new Bans(store.bans, network),
    rules: new Rules(store.rules, network),
    audit: new Audit(store.audit, systemClock, log),
    renames,
    lookups: new Lookups(network, systemResolver),
    reload: new Reload(network, keeper, log, read),
    log,
  };
  keepEvents(network, renames);
  const lastHere = new LastHere(network, store, log);
  const listeners: Listener[] = [];
  let monitor: Monitoring | undefined;
  try {
    await accounts.load();
    await keeper.restore();
    watchAccounts(services);
    await services.bans.load();
    services.bans.watch(log);
    await services.rules.load();
    services.rules.watch(log);
    for (const listener of settings.listeners) {
      const certificate = listener.tls &&
        await readCertificate(listener.tls, settings.dataDir, Date.now());
      listeners.push(new Listener(listener, services, certificate ?? undefined));
    }
    if (monitoring && metrics && settings.monitoring) {
      monitor = new monitoring.Monitoring(settings.monitoring, metrics, store.probe, log);
      const { hostname, port } = monitor.address;
      log.info("monitoring listens", { host: hostname, port });
    }
  } catch (error) {
    for (const listener of listeners) listener.close();
    await store.close();
    throw error;
  }
  const connections = () => listeners.flatMap((listener) => [...listener.connections]);
  const certificates = new CertificateWatch(listeners, settings.dataDir, log);
  const sts = new StsWatch(listeners, network, log);
  const lookAtCertificates = async () => {
    await certificates.look();
    await sts.look();
  };
  services.reload.onReload.push(lookAtCertificates);
  await sts.look();
  const ticking = setInterval(() => {
    connections().forEach((one) => one.tick());
    lookAtCertificates().catch((error) =>
      log.error("certificates could not be looked at", { error: `${error}` })
    );
    limits.tick();
  }, TICK);
  const retention = retain(network, store, log);

  return {
    addresses: listeners.map(({ settings, address, certificate }) => ({
      type: settings.type,
      host: address.hostname,
      port: address.port,
      fingerprint: certificate?.fingerprint,
    })),
    description: settings.history.enabled
      ? store.description
      : `history is off: no message is kept; accounts and channels are: ${store.description}`,
    async reload() {
      await services.reload.run("SIGHUP");
    },
    async close(reason) {
      clearInterval(ticking);
      limits.tick(true);
      renames.close();
      retention[Symbol.dispose]();
      for (const listener of listeners) listener.close();
      const open = connections();
      await within(SETTLE_WITHIN, open.map(({ session }) => session.settled()));
      network.end(reason);
      await within(DRAIN_WITHIN, [
        ...open.map(({ ended }) => ended),
        keeper.close(),
        lastHere.kept(),
      ]);
      await Promise.all([monitor?.close(), services.audit.kept]);
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
