/**
 * `deno run -A bench/start.ts`: how long the server takes until it listens, and how much memory it has
 * then, with its own database in an empty and in an existing directory, and with PostgreSQL.
 *
 *   --reps N             repeat and take medians (default 5)
 *   --database-url URL   the PostgreSQL to measure with; else a private one is started
 */
import { parseArgs } from "node:util";
import { EMBEDDED, Installation } from "../tests/whole/program.ts";
import { benchPostgres } from "./load/postgres.ts";

interface Start {
  readonly ms: number;
  readonly megabytes: number;
}

const { values: options } = parseArgs({
  args: Deno.args,
  options: { reps: { type: "string", default: "5" }, "database-url": { type: "string" } },
});

await using postgres = await benchPostgres(options["database-url"]);
const kinds = {
  "embedded, empty directory": { keeping: EMBEDDED, before: 0 },
  "embedded": { keeping: EMBEDDED, before: 1 },
  "PostgreSQL, no tables yet": {
    keeping: { kind: "postgres", url: postgres.url } as const,
    before: 0,
  },
  "PostgreSQL": { keeping: { kind: "postgres", url: postgres.url } as const, before: 1 },
};
for (const [name, { keeping, before }] of Object.entries(kinds)) {
  const starts: Start[] = [];
  for (let rep = 0; rep < Number(options.reps); rep++) {
    await using installation = await Installation.make(keeping);
    for (let i = 0; i < before; i++) await startOnce(installation);
    starts.push(await startOnce(installation));
  }
  const ms = median(starts.map(({ ms }) => ms));
  const megabytes = median(starts.map(({ megabytes }) => megabytes));
  console.log(`${name}: listens after ${Math.round(ms)} ms, with ${Math.round(megabytes)} MB`);
}

async function startOnce(installation: Installation): Promise<Start> {
  const server = await installation.serve();
  const { after } = await server.listening;
  const megabytes = await server.memory() / 1e6;
  await server.stop();
  return { ms: after, megabytes };
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
