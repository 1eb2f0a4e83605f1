/**
 * `deno run -A bench/load/saturation.ts`: whether memory stays flat while the server has all the work it
 * can take. Tells every half minute what it has, and the rate since; a message that is lost, doubled or
 * reordered fails the run.
 *
 *   --minutes N      how long (default 10)
 *   --server NAME    "chat, history off", "chat, embedded" or "chat, PostgreSQL" (default)
 */
import { parseArgs } from "node:util";
import { benchPostgres } from "./postgres.ts";
import { contestant } from "./servers.ts";
import { fanout, pairs } from "./workloads.ts";

const TELL_EVERY = 30_000;

const { values: options } = parseArgs({
  args: Deno.args,
  options: {
    minutes: { type: "string", default: "10" },
    server: { type: "string", default: "chat, PostgreSQL" },
  },
});

// As they come in life: many to a room, and many to each other.
const workloads = [fanout(100, 10, 500), pairs("200 in pairs, window 16", 200, 200, 16)];

await using postgres = await benchPostgres(undefined);
const server = await contestant(options.server, postgres.url);
const started = performance.now();
const samples: number[] = [];
let wrong = 0, delivered = 0, told = started;
try {
  while (performance.now() - started < Number(options.minutes) * 60_000) {
    for (const workload of workloads) {
      const numbers = await workload.run(server);
      wrong += (numbers.lost ?? 0) + (numbers.doubled ?? 0) + (numbers.reordered ?? 0);
      delivered += numbers.delivered ?? 0;
    }
    const now = performance.now();
    if (now - told < TELL_EVERY) continue;
    const megabytes = server.memory() / 1024 / 1024;
    samples.push(megabytes);
    const minutes = ((now - started) / 60_000).toFixed(1).padStart(5);
    console.log(
      `${minutes} min ${megabytes.toFixed(0).padStart(5)} MB, ${
        Math.round(delivered / (now - told) * 1000)
      } deliveries/s`,
    );
    [told, delivered] = [now, 0];
  }
} finally {
  await server.stop();
}
const half = samples.slice(samples.length >> 1);
console.log(
  `${options.server}: in the second half ${Math.min(...half).toFixed(0)} to ${
    Math.max(...half).toFixed(0)
  } MB; ${wrong} messages were lost, doubled or reordered`,
);
if (wrong > 0) Deno.exitCode = 1;
