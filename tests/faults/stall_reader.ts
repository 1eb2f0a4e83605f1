/** Somebody stops reading while the others are busy: it is closed, and nobody waits for it. */
import assert from "node:assert/strict";
import type { Message } from "../../src/irc/message.ts";
import { Client } from "./client.ts";
import { type Fault, installed, judge, PLAN } from "./fault.ts";
import { CHANNELS, Load } from "./load.ts";

/** What may wait for one client in the server; bytes. */
const SENDQ = 100_000;
/** Most of what the system itself may hold for a connection, in lines of 4 kB. */
const MOST_LINES = 5_000;
/** How long an answer may take, whoever else does not read; ms. */
const SLOWEST = 1_500;
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
    const deaf = await guest(installation.port, "deaf");
    const witness = await guest(installation.port, "witness");
    const load = await Load.begin(installation.port, random.fork(), PLAN);
    // A server at work takes more memory than one that has just begun.
    await load.acknowledges(random.between(100, 300));
    const before = await server.memory();
    const startedAt = performance.now();
    deaf.stopReading();
    const reason = await closedBy(witness);
    const more = (await server.memory() - before) / 1e6;
    await load.acknowledges(50);
    assert.match(reason, /SendQ exceeded/);
    for (const client of [deaf, witness]) {
      client.cut();
      await client.ended;
    }
    const slowest = Math.max(
      ...load.sent.flatMap(({ attempts }) => attempts)
        .filter((attempt) => attempt.startedAt > startedAt)
        .map(({ startedAt, endedAt = startedAt }) => endedAt - startedAt),
    );
    assert.ok(slowest < SLOWEST, `an answer took ${slowest} ms`);
    assert.ok(more < MORE_MEMORY, `the server took ${more} MB more`);
    const figures = await judge(installation, load);
    return { "slowest answer ms": slowest, "more memory MB": more, ...figures };
  },
};

async function guest(port: number, nick: string): Promise<Client> {
  const client = await Client.connect(port);
  await client.enter({ nick, password: undefined }, CHANNELS);
  return client;
}

/** Sends to the one who does not read, until it is seen to leave; why it was made to. */
async function closedBy(witness: Client): Promise<string> {
  let reason: string | undefined;
  witness.onMessage = ({ command, source = "", params }: Message) => {
    if (command === "QUIT" && source.startsWith("deaf!")) reason = params[0] ?? "";
  };
  // What is not kept goes as fast as the server can.
  const line = `@+fault/filler=${"x".repeat(4_000)} TAGMSG deaf`;
  for (let sent = 1; reason === undefined && sent <= MOST_LINES; sent++) {
    witness.send(line);
    // The witness gets its own lines back, and must not be the one who is closed.
    if (sent % 10 === 0) await witness.catchesUp();
  }
  return reason ?? `it was not closed after ${MOST_LINES} lines`;
}
