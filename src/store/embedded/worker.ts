/// <reference lib="deno.worker" />
/**
 * The worker in which the embedded PostgreSQL runs, so that a slow query does not stop the server. It
 * has one backend for all connections: each has it from its first message until it is idle again.
 */
import { PGlite } from "@electric-sql/pglite";
import { BUILT } from "../../built.ts";
import { Backend } from "./backend.ts";
import { DurableFS } from "./durable_fs.ts";
import { type EngineFiles, fromPackage, fromPacked } from "./engine_files.ts";
import type { FromWorker, ToWorker } from "./protocol.ts";

/** As shipped it would take 128 MB for buffers, and call a commit done without waiting for the disk. */
const SETTINGS = [
  "shared_buffers=8MB",
  "wal_buffers=1MB",
  "max_wal_size=64MB",
  "wal_sync_method=fsync",
];
const WITHOUT_FSYNC = "-F";

const say = (what: FromWorker) => self.postMessage(what);

let database: PGlite | undefined;
let backend: Backend | undefined;
let closing = false;

/** The engine cannot go on. It must not do one thing more to the files, so this thread stops here. */
function die(reason: string): void {
  say({ kind: "died", reason });
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** Begun before anybody says where the directory is: it takes a third of a second. */
let files: Promise<EngineFiles> | undefined;
if (!BUILT) begin(fromPackage());

function begin(reading: Promise<EngineFiles>): void {
  files = reading;
  // Whoever opens a directory is told.
  files.catch(() => {});
}

async function open(directory: string): Promise<PGlite> {
  return await PGlite.create({
    ...await files,
    fs: new DurableFS(directory, (reason) => closing || die(reason)),
    startParams: [
      ...PGlite.defaultStartParams.filter((parameter) => parameter !== WITHOUT_FSYNC),
      ...SETTINGS.flatMap((setting) => ["-c", setting]),
    ],
  });
}

self.onmessage = async ({ data }: MessageEvent<ToWorker>) => {
  try {
    switch (data.kind) {
      case "engine":
        return begin(fromPacked(data.packed));
      case "open":
        database = await open(data.directory);
        backend = new Backend(database, die);
        return say({ kind: "ready" });
      case "connect":
        return backend?.welcome(data.port);
      case "close":
        closing = true;
        await database?.close();
        say({ kind: "closed" });
        return self.close();
    }
  } catch (error) {
    die(`${error}`);
  }
};
