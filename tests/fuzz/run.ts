/**
 * Throws whatever may come at the parser, a server in memory and the client's screens, for so many
 * minutes. Prints its seed; with `--seed` the same things come again. Ends with 1 at the first finding.
 */
import { parseArgs } from "node:util";
import fc from "fast-check";
import { parserHolds } from "./parser.ts";
import { rendererHolds } from "./renderer.ts";
import { serverSurvives } from "./server.ts";

const USAGE = "Usage: deno task fuzz [--minutes N] [--seed N]";

/** How many tries each gets in its turn: about as much time for each. */
const TARGETS = [
  { name: "parser", property: parserHolds, runs: 2000 },
  { name: "server", property: serverSurvives, runs: 100 },
  { name: "renderer", property: rendererHolds, runs: 30 },
] as const;

const { minutes, first } = options();
console.log(`Fuzzing for ${minutes} min with --seed ${first}`);
const until = performance.now() + minutes * 60_000;
const runs = new Map<string, number>();
let seed = first;
for (; performance.now() < until; seed++) {
  for (const { name, property, runs: numRuns } of TARGETS) {
    const found = await fc.check<unknown[]>(property as fc.IAsyncProperty<unknown[]>, {
      numRuns,
      seed,
    });
    runs.set(name, (runs.get(name) ?? 0) + found.numRuns);
    if (!found.failed) continue;
    console.error(`A finding in the ${name}; again with: deno task fuzz --seed ${seed}`);
    console.error(fc.defaultReportMessage(found));
    Deno.exit(1);
  }
}
const told = [...runs].map(([name, count]) => `${name} ${count}`).join(", ");
console.log(`No finding in ${told} runs, seeds ${first} to ${seed - 1}`);

function options(): { readonly minutes: number; readonly first: number } {
  try {
    const { values } = parseArgs({
      args: Deno.args,
      options: { minutes: { type: "string" }, seed: { type: "string" } },
    });
    const minutes = Number(values.minutes ?? 10);
    const first = Number(values.seed ?? Math.floor(Math.random() * 1_000_000_000));
    if (minutes > 0 && Number.isInteger(first)) return { minutes, first };
  } catch {
    // An option that there is not.
  }
  console.error(USAGE);
  Deno.exit(64);
}
