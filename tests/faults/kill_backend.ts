/**
 * PostgreSQL ends the server's session in the middle of its COMMIT. The error that the server gets is
 * the same whether the transaction is committed or not.
 */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { execute } from "../postgres.ts";
import type { Installation } from "../whole/program.ts";
import { type Fault, type Ground, installed, judge, PLAN } from "./fault.ts";
import { Load } from "./load.ts";

export const KILL_BACKEND: readonly Fault[] = [
  {
    name: "kill-backend-after",
    promise: "a message is stored once when its session dies in COMMIT, already committed",
    round: (ground) => round(ground, killCommitted),
  },
  {
    name: "kill-backend-before",
    promise: "a message is stored once when its session dies in COMMIT, not committed yet",
    round: (ground) => round(ground, killUncommitted),
  },
];

type Killing = (ground: Ground, installation: Installation, url: string) => Promise<number>;

async function round(ground: Ground, kill: Killing) {
  const { url } = await ground.ownPostgres();
  await using installation = await installed({ kind: "postgres", url });
  await installation.serve();
  const load = await Load.begin(installation.port, ground.random.fork(), PLAN);
  await load.acknowledges(ground.random.between(1, 100));
  const kills = await kill(ground, installation, url);
  await load.acknowledges(50);
  return { kills, ...await judge(installation, load) };
}

/** A COMMIT that is on the disk waits for a standby server, for ever: there is none. */
async function killCommitted({ random }: Ground, _: Installation, url: string): Promise<number> {
  const set = async (standbys: string) => {
    await execute(url, `alter system set synchronous_standby_names = '${standbys}'`);
    await execute(url, "select pg_reload_conf()");
  };
  await set("nobody");
  try {
    let kills = 0;
    for (const enough = random.between(1, 3); kills < enough;) {
      const killed = await execute(
        url,
        "select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'",
      );
      kills += killed.length;
      await sleep(10);
    }
    return kills;
  } finally {
    await set("");
  }
}

/** A trigger that runs in COMMIT, before anything is committed, ends its own session now and then. */
async function killUncommitted(
  { random }: Ground,
  installation: Installation,
  url: string,
): Promise<number> {
  const { schema } = installation;
  await execute(
    url,
    `create sequence ${schema}.turns;
    create function ${schema}.die() returns trigger language plpgsql as $$
      begin
        if nextval('${schema}.turns') % ${random.between(30, 60)} = 0 then
          perform pg_terminate_backend(pg_backend_pid());
        end if;
        return null;
      end $$;
    create constraint trigger die after insert on ${schema}.messages
      deferrable initially deferred for each row execute function ${schema}.die()`,
  );
  let turns = 0;
  for (const until = performance.now() + 10_000; turns < 200 && performance.now() < until;) {
    await sleep(50);
    const [row] = await execute(url, `select last_value from ${schema}.turns`);
    turns = Number(row?.last_value);
  }
  assert.ok(turns >= 200, `only ${turns} messages were tried`);
  await execute(url, `drop trigger die on ${schema}.messages`);
  return Math.floor(turns / 60);
}
