/**
 * `deno task bench:load`: the same workloads against this server, with history off, on the embedded
 * database and on PostgreSQL, and against ngircd and InspIRCd where they are installed, all in one run.
 * Prints a table of medians and of ratios; a lost, doubled or reordered message fails the run.
 *
 *   --reps N         repeat the whole set and take medians (default 3)
 *   --only REGEX     workloads whose name fits
 *   --servers REGEX  servers whose name fits
 *   --database-url URL   the PostgreSQL to measure with; else a private one is started
 */
import { parseArgs } from "node:util";
import { contestants } from "./servers.ts";
import { benchPostgres } from "./postgres.ts";
import { markdownTable, type Results } from "./table.ts";
import { WORKLOADS } from "./workloads.ts";

const { values: options } = parseArgs({
  args: Deno.args,
  options: {
    reps: { type: "string", default: "3" },
    only: { type: "string", default: "" },
    servers: { type: "string", default: "" },
    "database-url": { type: "string" },
  },
});

const workloads = WORKLOADS.filter(({ name }) => new RegExp(options.only).test(name));
const results: Results = new Map();
let wrong = 0;

await using postgres = await benchPostgres(options["database-url"]);
for (let rep = 1; rep <= Number(options.reps); rep++) {
  for (const { name, start } of contestants(postgres.url)) {
    if (!new RegExp(options.servers).test(name)) continue;
    const server = await start();
    if (!server) continue;
    try {
      for (const workload of workloads) {
        const numbers = await workload.run(server);
        results.set(workload.name, [...results.get(workload.name) ?? [], {
          server: name,
          numbers,
        }]);
        wrong += (numbers.lost ?? 0) + (numbers.doubled ?? 0) + (numbers.reordered ?? 0);
        const told = Object.entries(numbers).map(([unit, value]) => `${unit} ${shortened(value)}`);
        console.error(`${rep} ${name}: ${workload.name}: ${told.join(", ")}`);
      }
    } finally {
      await server.stop();
    }
  }
}
console.log(markdownTable(workloads, results));
if (wrong > 0) {
  console.error(`${wrong} messages were lost, doubled or reordered.`);
  Deno.exitCode = 1;
}

function shortened(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);
}
