/** The wall clock of the server's machine is set by an hour, forward and back, while ten people write. */
import { fileURLToPath } from "node:url";
import { type Fault, installed, judge, PLAN } from "./fault.ts";
import { Load } from "./load.ts";

const CLOCK = fileURLToPath(new URL("./stepping_clock.ts", import.meta.url));

export const STEP_CLOCK: Fault = {
  name: "step-clock",
  promise: "order, history and connections stay whole when the wall clock is set by an hour",
  async round(ground) {
    const { random } = ground;
    await using installation = await installed(await ground.keeping("postgres"));
    const server = await installation.serve("--preload", CLOCK);
    const load = await Load.begin(installation.port, random.fork(), PLAN);
    const steps = random.between(2, 4);
    for (let i = 0; i < steps; i++) {
      await load.acknowledges(random.between(50, 150));
      server.signal(random.pick(["SIGHUP", "SIGUSR2"]));
    }
    await load.acknowledges(100);
    const lost = load.connections - load.people;
    if (lost > 0) throw new Error(`${lost} connections were lost`);
    return { steps, ...await judge(installation, load) };
  },
};
