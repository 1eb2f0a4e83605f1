/** Each fault once, as a test. `deno task faults` has the long way. */
import { type Fault, Ground } from "./fault.ts";
import { Random } from "./random.ts";

/** The same in every run; `deno task faults` draws others. */
const SEED = 1;

export function testShortly(faults: readonly Fault[]): void {
  for (const { promise, impossible, round } of faults) {
    Deno.test({
      name: impossible === undefined ? promise : `${promise} (not tried: ${impossible})`,
      ignore: impossible !== undefined,
      async fn() {
        await using ground = new Ground(new Random(SEED));
        await round(ground);
      },
    });
  }
}
