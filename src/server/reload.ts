/**
 * Takes new settings into a running server, at SIGHUP and REHASH. Whatever is looked at when it is
 * needed is different from then on; what was built from the settings at the start stays, and is named.
 */
import type { Settings } from "../config.ts";
import type { Log } from "../log.ts";
import { Problem } from "../problem.ts";
import type { Keeper } from "./keeper.ts";
import type { Network } from "./network.ts";
import { reviewOpers } from "./opers.ts";
import { announceSettings } from "./settings_announced.ts";

/** How it ended; `sentence` is for whoever asked for it. */
export type Reloaded =
  | {
    readonly kind: "reloaded";
    /** Paths of settings that are different now, such as `limits.nickLen`. */
    readonly changed: readonly string[];
    /** Paths of settings that are different in the configuration, but wait for the next start. */
    readonly waiting: readonly string[];
    readonly sentence: string;
  }
  | { readonly kind: "refused"; readonly sentence: string };

/** Reads the settings anew, as they were read at the start. Rejects with a `Problem`. */
export type ReadSettings = () => Promise<Settings>;

export class Reload {
  /** Called at each reload, for what is read from other files: TLS certificates. */
  readonly onReload: (() => Promise<void>)[] = [];

  constructor(
    readonly network: Network,
    readonly keeper: Keeper,
    readonly log: Log,
    readonly read: ReadSettings,
  ) {}

  /** `by`: who wants it, for the log. */
  async run(by: string): Promise<Reloaded> {
    let wanted: Settings;
    try {
      wanted = await this.read();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.log.error("the settings were not reloaded", { by, reason: error.message });
      return { kind: "refused", sentence: `Nothing was changed: ${error.message}` };
    }
    const { network } = this;
    const before = network.settings;
    const after = withFixed(wanted, before);
    const changed = differences(before, after);
    const waiting = differences(after, wanted);
    network.settings = after;
    this.#apply(before);
    for (const also of this.onReload) await also();
    const list = (paths: readonly string[]) => paths.join(",") || undefined;
    this.log.info("the settings were reloaded", {
      by,
      changed: list(changed),
      atNextStart: list(waiting),
    });
    return { kind: "reloaded", changed, waiting, sentence: told(changed, waiting) };
  }

  /** Brings up to date what keeps a setting of its own. */
  #apply(before: Settings): void {
    const { network, keeper, log } = this;
    const { accounts, limits } = network.settings;
    network.whowas.limit = limits.whowas;
    for (const session of network.sessions) session.outbox.limit = limits.sendq;
    if (accounts.alwaysOn !== before.accounts.alwaysOn) {
      for (const user of network.users.values()) keeper.consider(user);
    }
    reviewOpers(network, keeper.accounts, log, before);
    announceSettings(network, before);
  }
}

/** What is built once, at the start, stays as it is: sockets, the database and its names. */
function withFixed(wanted: Settings, now: Settings): Settings {
  const { name, casemapping } = now.server;
  return {
    ...wanted,
    server: { ...wanted.server, name, casemapping },
    history: { ...wanted.history, enabled: now.history.enabled },
    listeners: now.listeners,
    monitoring: now.monitoring,
    database: now.database,
    dataDir: now.dataDir,
  };
}

/** Paths at which two settings differ. A list counts as one setting. */
export function differences(one: unknown, other: unknown, path = ""): string[] {
  if (!isSection(one) || !isSection(other)) {
    return JSON.stringify(one) === JSON.stringify(other) ? [] : [path];
  }
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].flatMap((name) =>
    differences(one[name], other[name], path === "" ? name : `${path}.${name}`)
  );
}

function isSection(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function told(changed: readonly string[], waiting: readonly string[]): string {
  const now = changed.length > 0
    ? `Changed: ${changed.join(", ")}`
    : "The settings were read again, and none has changed";
  return waiting.length > 0 ? `${now}; at the next start: ${waiting.join(", ")}` : now;
}
