/** PostgreSQL crashes and comes back while ten people write; the server goes on. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Fault, installed, judge, PLAN } from "./fault.ts";
import { Load } from "./load.ts";

export const RESTART_POSTGRES: Fault = {
  name: "restart-postgres",
  promise: "nothing acknowledged is lost or doubled when PostgreSQL crashes and comes back",
  async round(ground) {
    const { random } = ground;
    const postgres = await ground.ownPostgres();
    await using installation = await installed({ kind: "postgres", url: postgres.url });
    await installation.serve();
    const load = await Load.begin(installation.port, random.fork(), PLAN);
    await load.acknowledges(random.between(1, 300));
    await sleep(random.between(0, 50));
    await postgres.restart(random.between(0, 500));
    await load.acknowledges(50);
    return { restarts: 1, ...await judge(installation, load) };
  },
};
