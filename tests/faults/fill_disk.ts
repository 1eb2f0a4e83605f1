/** The disk on which the messages are kept is full for a while. */
import { setTimeout as sleep } from "node:timers/promises";
import { execute, ownPostgres } from "../postgres.ts";
import { EMBEDDED } from "../whole/program.ts";
import { Disk, noDisk } from "./disk.ts";
import { CRASH_SAFE, type Fault, installed, judge, PLAN } from "./fault.ts";
import { Load } from "./load.ts";
import type { Random } from "./random.ts";

const MB = 1024 * 1024;
/** Enough for a database that has just been made, and some messages. */
const SIZE = 160 * MB;

const impossible = await noDisk();

export const FILL_DISK: readonly Fault[] = [
  {
    name: "fill-disk-postgres",
    promise:
      "on a full disk PostgreSQL's messages are refused, and stored again when there is room",
    impossible,
    async round({ random }) {
      await using disk = await Disk.make(SIZE);
      await using postgres = await ownPostgres(CRASH_SAFE, disk.path);
      const keeping = { kind: "postgres", url: postgres.url } as const;
      await using installation = await installed(keeping);
      await installation.serve();
      const load = await Load.begin(installation.port, random.fork(), PLAN);
      await full(disk, load, random);
      // Where not even its log can be written, PostgreSQL ends; only then somebody has to start it again.
      await execute(postgres.url, "select").catch(() => postgres.restart());
      await load.acknowledges(50);
      return await judge(installation, load);
    },
  },
  {
    name: "fill-disk-embedded",
    promise: "on a full disk the embedded database's messages are refused, and stored again later",
    impossible,
    async round({ random }) {
      await using disk = await Disk.make(SIZE);
      await using installation = await installed(EMBEDDED, {}, disk.path);
      await installation.serve();
      const load = await Load.begin(installation.port, random.fork(), PLAN);
      await full(disk, load, random);
      await load.acknowledges(50);
      return await judge(installation, load);
    },
  },
];

async function full(disk: Disk, load: Load, random: Random): Promise<void> {
  await load.acknowledges(random.between(1, 300));
  await disk.fill(random.between(0, 2 * MB));
  await load.fails(50);
  await sleep(random.between(0, 500));
  await disk.empty();
}
