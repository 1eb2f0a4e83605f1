import { FAULTS } from "./all.ts";
import { Ground } from "./fault.ts";
import { Random } from "./random.ts";

for (const fault of FAULTS) {
  Deno.test({
    name: fault.promise,
    ignore: fault.impossible !== undefined,
    async fn() {
      await using ground = new Ground(new Random(1));
      await fault.round(ground);
    },
  });
}
