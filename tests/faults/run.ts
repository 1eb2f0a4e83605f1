/**
 * `deno task faults`: lets things go wrong many times. Each round has a seed of its own, with which it can
 * be repeated. Ends with 1 as soon as a promise is broken, and says how to see it again.
 */
import { parseArgs } from "node:util";
import { Program } from "../whole/program.ts";
import { FAULTS } from "./all.ts";
import { type Fault, type Figures, Ground } from "./fault.ts";
import { Random } from "./random.ts";

const USAGE = `Usage: deno task faults [--rounds N] [--seed S] [--only NAME]...

  --rounds N   how often each fault happens (1)
  --seed S     the first round's seed, the next one has S+1 (any)
  --only NAME  these faults alone, of:
               ${FAULTS.map(({ name }) => name).join("\n               ")}`;

interface Wanted {
  readonly faults: readonly Fault[];
  readonly rounds: number;
  readonly seed: number;
}

/** `undefined` if the command line makes no sense. */
function wanted(args: string[]): Wanted | undefined {
  const options = {
    rounds: { type: "string", default: "1" },
    seed: { type: "string", default: `${crypto.getRandomValues(new Uint32Array(1))[0]}` },
    only: { type: "string", multiple: true, default: FAULTS.map(({ name }) => name) },
  } as const;
  try {
    const { values } = parseArgs({ args, options });
    const faults = FAULTS.filter(({ name }) => values.only.includes(name));
    const [rounds, seed] = [Number(values.rounds), Number(values.seed)];
    const makesSense = faults.length === values.only.length && rounds >= 1 && seed >= 0 &&
      Number.isInteger(rounds) && Number.isInteger(seed);
    return makesSense ? { faults, rounds, seed } : undefined;
  } catch {
    return undefined;
  }
}

let interrupted = false;

async function run({ faults, rounds, seed }: Wanted): Promise<boolean> {
  await using ground = new Ground(new Random(seed));
  for (const fault of faults) {
    const { name, promise, impossible } = fault;
    if (impossible !== undefined) {
      console.log(`${name}: skipped, ${impossible}`);
      continue;
    }
    console.log(`${name}: ${promise}`);
    const all: Figures[] = [];
    for (let i = 0; i < rounds; i++) {
      ground.random = new Random(seed + i);
      try {
        const figures = await fault.round(ground);
        all.push(figures);
        console.log(`  ${i + 1} of ${rounds}, seed ${seed + i}: ${shown(figures)}`);
      } catch (error) {
        if (interrupted) return false;
        console.log(`  ${i + 1} of ${rounds}, seed ${seed + i}: BROKEN`, error);
        console.log(`Once more: deno task faults --only ${name} --seed ${seed + i}`);
        return false;
      }
    }
    console.log(`  together: ${shown(together(all))}`);
  }
  return true;
}

/** Counts are added up; of what was measured, in milliseconds or megabytes, the most is told. */
function together(all: readonly Figures[]): Figures {
  const sum: Record<string, number> = {};
  for (const [name, figure] of all.flatMap((figures) => Object.entries(figures))) {
    const before = sum[name] ?? 0;
    sum[name] = / (ms|MB)$/.test(name) ? Math.max(before, figure) : before + figure;
  }
  return sum;
}

function shown(figures: Figures): string {
  return Object.entries(figures)
    .map(([name, figure]) => `${name} ${Number(figure.toFixed(1))}`)
    .join(", ");
}

/** Everything that is made meanwhile goes into a directory of its own, which is gone in any case. */
async function inItsOwnDirectory(work: () => Promise<boolean>): Promise<number> {
  const directory = await Deno.makeTempDir({ prefix: "chat-faults-" });
  // PostgreSQL may run as another user, and has to get through.
  await Deno.chmod(directory, 0o711);
  Deno.env.set("TMPDIR", directory);
  const tidy = () => Deno.remove(directory, { recursive: true });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, async () => {
      interrupted = true;
      await Program.killAll();
      await tidy();
      Deno.exit(130);
    });
  }
  const good = await work();
  await tidy();
  return good ? 0 : 1;
}

if (Deno.args.includes("--help")) {
  console.log(USAGE);
  Deno.exit(0);
}
const asked = wanted(Deno.args);
if (!asked) console.error(USAGE);
Deno.exit(asked ? await inItsOwnDirectory(() => run(asked)) : 64);
