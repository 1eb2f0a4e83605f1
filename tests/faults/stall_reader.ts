/** Somebody stops reading while the others are busy: it is closed, and nobody waits for it. */
import assert from "node:assert/strict";
import { Client } from "./client.ts";
import { type Fault, installed, judge, PLAN } from "./fault.ts";
import { Load } from "./load.ts";

/** What may wait for one client; bytes. */
const SENDQ = 100_000;
/** How long the system's own buffers for a connection may take to fill; ms. */
const CLOSED_WITHIN = 20_000;
/** How long an acknowledgement may take, whoever else does not read; ms. */
const SLOWEST = 1_000;
/** How much more memory the server may take; MB. */
const MORE_MEMORY = 64;

export const STALL_READER: Fault = {
  name: "stall-reader",
  promise: "nobody waits for a reader that has stopped to read, and it is closed",
  async round(ground) {
    const { random } = ground;
    await using installation = await installed(await ground.keeping("postgres"), {
      limits: { sendq: SENDQ },
    });
    const server = await installation.serve();
    const deaf = await Client.connect(installation.port);
    await deaf.enter({ nick: "deaf", password: undefined }, ["#tea", "#cake"]);
    const witness = await Client.connect(installation.port);
    await witness.enter({ nick: "witness", password: undefined }, ["#tea"]);
    const load = await Load.begin(installation.port, random.fork(), {
      ...PLAN,
      window: 20,
      pause: 0,
      filler: 25,
    });
    // A server at work takes more memory than one that has just begun.
    await load.acknowledges(2_000);
    const before = await server.memory();
    const leaving = witness.hears(
      ({ command, source = "" }) => command === "QUIT" && source.startsWith("deaf!"),
      CLOSED_WITHIN,
    );
    deaf.stopReading();
    const { params } = await leaving;
    const more = (await server.memory() - before) / 1e6;
    assert.match(params[0] ?? "", /SendQ exceeded/);
    deaf.cut();
    witness.cut();
    const attempts = load.sent.flatMap(({ attempts }) => attempts);
    const slowest = Math.max(...attempts.map(({ startedAt, endedAt = 0 }) => endedAt - startedAt));
    assert.ok(slowest < SLOWEST, `an acknowledgement took ${slowest} ms`);
    assert.ok(more < MORE_MEMORY, `the server took ${more} MB more`);
    return {
      "slowest answer ms": slowest,
      "more memory MB": more,
      ...await judge(installation, load),
    };
  },
};
