/** What goes wrong, and how it is tried whether the promise holds all the same. */
import assert from "node:assert/strict";
import { type OwnPostgres, ownPostgres, type TestPostgres, testPostgres } from "../postgres.ts";
import { type Configuration, Installation, type Keeping } from "../whole/program.ts";
import { violations } from "./checker.ts";
import { CHANNELS, type Load, type LoadPlan } from "./load.ts";
import type { Random } from "./random.ts";
import { readHistory } from "./reading.ts";
import { readRows } from "./table.ts";

/** One way in which something goes wrong. */
export interface Fault {
  /** As `--only` takes it. */
  readonly name: string;
  /** What holds nevertheless. */
  readonly promise: string;
  /** Why it cannot be tried here, if it cannot. */
  readonly impossible?: string | undefined;
  /** Lets it happen once, or a few times; rejects if the promise does not hold. */
  round(ground: Ground): Promise<Figures>;
}

/** What was counted and measured in a round, by name. Names that end in "ms" or "MB" are measures. */
export type Figures = Readonly<Record<string, number>>;

/** What rounds stand on: chance that can be repeated, and databases. */
export class Ground implements AsyncDisposable {
  #postgres: Promise<TestPostgres> | undefined;
  #ownPostgres: Promise<OwnPostgres> | undefined;

  constructor(public random: Random) {}

  /** For a server to keep its messages in; others use the same PostgreSQL. */
  async keeping(kind: Keeping["kind"]): Promise<Keeping> {
    if (kind === "embedded") return { kind };
    this.#postgres ??= testPostgres();
    return { kind, url: (await this.#postgres).url };
  }

  /** To be treated badly. A crash loses nothing that it has committed; a power cut would. */
  ownPostgres(): Promise<OwnPostgres> {
    return this.#ownPostgres ??= ownPostgres(CRASH_SAFE);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const postgres of [await this.#postgres, await this.#ownPostgres]) {
      await postgres?.[Symbol.asyncDispose]();
    }
  }
}

export const CRASH_SAFE = {
  synchronous_commit: "on",
  fsync: "off",
  full_page_writes: "off",
  max_connections: "50",
  shared_buffers: "32MB",
};

/** Ten people who write as fast as they are answered, but leave the machine some air. */
export const PLAN: LoadPlan = {
  writers: 10,
  readers: 4,
  window: 4,
  pause: 10,
  cutting: 0,
  filler: 12,
};

/** A server for a load, in a directory below `parent`: nobody is slowed down, and logging in costs little. */
export function installed(
  keeping: Keeping,
  more: Configuration = {},
  parent?: string,
): Promise<Installation> {
  const configuration: Configuration = {
    flood: false,
    channels: { autoJoin: [] },
    accounts: { passwordHashCost: "lowest", loginThrottle: false },
    ...more,
  };
  return Installation.make(keeping, configuration, parent);
}

/** Ends the load and the server, and holds everything that was said and seen against the table. */
export async function judge(installation: Installation, load: Load): Promise<Figures> {
  const records = await load.end();
  const history = await readHistory(installation.port, CHANNELS);
  const ended = await installation.stop();
  const rows = await installation.look(readRows);
  const found = violations({ ...records, watches: [...records.watches, history], rows });
  assert.deepEqual(
    found.slice(0, 20),
    [],
    `the promise was broken ${found.length} times; the server said:\n${ended?.log.slice(-5_000)}`,
  );
  const endings = records.sent.map(({ attempts }) => attempts.map(({ ending }) => ending?.kind));
  const count = (fits: (kinds: typeof endings[number]) => boolean) => endings.filter(fits).length;
  return {
    sent: endings.length,
    acknowledged: count((kinds) => kinds.includes("acknowledged")),
    failed: count((kinds) => kinds.every((kind) => kind === "failed")),
    unknown: count((kinds) => kinds.includes("unknown")),
    seen: records.watches.flatMap(({ stretches }) => stretches.flatMap(({ seen }) => seen)).length,
  };
}
