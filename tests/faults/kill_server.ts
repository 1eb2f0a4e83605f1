/** The server is killed at any moment while ten people write. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Keeping } from "../whole/program.ts";
import { type Fault, installed, judge, PLAN } from "./fault.ts";
import { Load } from "./load.ts";

function killServer(kind: Keeping["kind"], database: string): Fault {
  return {
    name: `kill-server-${kind}`,
    promise: `on ${database}, nothing acknowledged is lost or doubled when the server is killed`,
    async round(ground) {
      const { random } = ground;
      await using installation = await installed(await ground.keeping(kind));
      await installation.serve();
      const load = await Load.begin(installation.port, random.fork(), PLAN);
      const kills = random.between(1, 4);
      for (let i = 0; i < kills; i++) {
        await load.acknowledges(random.between(1, 200));
        await sleep(random.between(0, 50));
        await installation.kill();
        await installation.serve();
      }
      await load.acknowledges(50);
      return { kills, ...await judge(installation, load) };
    },
  };
}

export const KILL_SERVER: readonly Fault[] = [
  killServer("postgres", "PostgreSQL"),
  killServer("embedded", "the embedded database"),
];
