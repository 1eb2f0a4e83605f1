/** PostgreSQL stands still for longer than the server may keep anybody waiting, and goes on. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Program } from "../whole/program.ts";
import { type Fault, installed, judge, PLAN } from "./fault.ts";
import { Load } from "./load.ts";
import type { Attempt } from "./records.ts";

/** Milliseconds in which everybody must hear how a message ended. */
const DEADLINE = 3_000;
/** Milliseconds after which messages are stored again when PostgreSQL goes on. */
const BACK_WITHIN = 2_000;
/** What a busy machine may add; ms. */
const MARGIN = 1_000;
/** What a server may take more while nothing can be stored; MB. */
const MORE_MEMORY = 32;

export const FREEZE_POSTGRES: Fault = {
  name: "freeze-postgres",
  promise: "everybody hears within the deadline that PostgreSQL does not answer",
  async round(ground) {
    const { random } = ground;
    const postgres = await ground.ownPostgres();
    await using installation = await installed({ kind: "postgres", url: postgres.url });
    const server = await installation.serve();
    const load = await Load.begin(installation.port, random.fork(), PLAN);
    await load.acknowledges(random.between(200, 400));

    const frozenAt = performance.now();
    await postgres.freeze();
    const memory = await growth(server, DEADLINE + random.between(1_500, 2_500));
    const thawedAt = performance.now();
    postgres.thaw();
    await load.acknowledges(50);

    const attempts = load.sent.flatMap(({ attempts }) => attempts);
    const answers = attempts.filter(({ endedAt = Infinity }) => endedAt > frozenAt)
      .filter(({ endedAt = Infinity }) => endedAt < thawedAt);
    const longest = Math.max(...answers.map((one) => took(one, frozenAt)));
    const failed = answers.filter(({ ending }) => ending?.kind === "failed").length;
    assert.ok(failed > 0, "nobody was told that a message was not stored");
    assert.ok(longest < DEADLINE + MARGIN, `an answer took ${longest} ms`);
    const stored = attempts
      .filter(({ ending }) => ending?.kind === "acknowledged")
      .map(({ endedAt = Infinity }) => endedAt)
      .filter((at) => at > thawedAt);
    const back = Math.min(...stored) - thawedAt;
    assert.ok(back < BACK_WITHIN, `the first message was stored after ${back} ms`);
    assert.ok(memory < MORE_MEMORY, `the server took ${memory} MB more`);
    return {
      refused: failed,
      "longest wait ms": longest,
      "stored again after ms": back,
      "more memory MB": memory,
      ...await judge(installation, load),
    };
  },
};

/** How long an answer took, of which the frozen part counts. */
function took({ startedAt, endedAt = Infinity }: Attempt, frozenAt: number): number {
  return endedAt - Math.max(startedAt, frozenAt);
}

/** How many megabytes the server takes more than at first, at most, in so many milliseconds. */
async function growth(server: Program, milliseconds: number): Promise<number> {
  const before = await server.memory();
  let most = before;
  for (const until = performance.now() + milliseconds; performance.now() < until;) {
    await sleep(100);
    most = Math.max(most, await server.memory());
  }
  return (most - before) / 1e6;
}
