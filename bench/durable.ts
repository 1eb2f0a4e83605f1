/**
 * `deno run -A bench/durable.ts`: what it costs that messages are stored in PostgreSQL before anybody sees
 * them. How many a second fifty people can have stored, through the whole server and through its store
 * alone, which needs no sockets and shows nobody anything; and how much later a message comes, at a
 * moderate rate, than from a server that keeps nothing.
 *
 *   --reps N             repeat and take medians (default 3)
 *   --database-url URL   the PostgreSQL to measure with; else a private one is started
 */
import { parseArgs } from "node:util";
import { SILENT } from "../src/log.ts";
import { NO_TAGS } from "../src/irc/message.ts";
import { randomIds } from "../src/server/ids.ts";
import type { NewMessage, Store } from "../src/server/store.ts";
import { openStore } from "../src/store/mod.ts";
import { benchPostgres } from "./load/postgres.ts";
import { openAll } from "./load/client.ts";
import { contestants, type ServerUnderLoad } from "./load/servers.ts";
import { textOf } from "./load/text.ts";
import { pairs } from "./load/workloads.ts";

const SENDERS = 50;
/** Messages of one sender that are not stored yet. */
const WINDOW = 64;
const EACH = 2_000;
/** How many people write how many messages a second, all together, where it is measured how long one takes. */
interface Writing {
  readonly senders: number;
  readonly rate: number;
}
const TOGETHER: Writing = { senders: SENDERS, rate: 500 };
const IDLE: Writing = { senders: 2, rate: 10 };
/** For how long. */
const SECONDS = 5;

const ids = randomIds();

const { values: options } = parseArgs({
  args: Deno.args,
  options: { reps: { type: "string", default: "3" }, "database-url": { type: "string" } },
});

await using postgres = await benchPostgres(options["database-url"]);
const latencies: { readonly stored: number; readonly unkept: number }[] = [];
const rates: { readonly server: number; readonly store: number }[] = [];
for (let rep = 1; rep <= Number(options.reps); rep++) {
  const rate = {
    server: await throughServer(postgres.url),
    store: await throughStore(postgres.url),
  };
  rates.push(rate);
  console.error(`${rep}: ${shown(rate.server)} messages/s, the store alone ${shown(rate.store)}`);
  const late = {
    stored: await latency("chat, PostgreSQL", postgres.url),
    unkept: await latency("chat, history off", postgres.url),
  };
  latencies.push(late);
  console.error(`${rep}: ${late.stored.toFixed(2)} ms, ${late.unkept.toFixed(2)} with history off`);
}
const server = median(rates.map(({ server }) => server));
const store = median(rates.map(({ store }) => store));
console.log(
  `${SENDERS} senders: ${shown(server)} messages/s through the server, ` +
    `${shown(store)} through the store alone, ratio ${(server / store).toFixed(2)}`,
);
const stored = median(latencies.map(({ stored }) => stored));
const unkept = median(latencies.map(({ unkept }) => unkept));
console.log(
  `${TOGETHER.rate} messages/s: half of them come within ${stored.toFixed(2)} ms, ` +
    `with history off within ${unkept.toFixed(2)} ms`,
);

const idle = await latency("chat, PostgreSQL", postgres.url, IDLE);
console.log(
  `Between two people who are alone there: half of them come within ${idle.toFixed(2)} ms`,
);

async function started(name: string, url: string): Promise<ServerUnderLoad> {
  const running = await contestants(url).find((one) => one.name === name)?.start();
  if (!running) throw new Error(`${name} did not start`);
  return running;
}

/** How many milliseconds a message takes to another one, half of the time. */
async function latency(
  name: string,
  url: string,
  { senders, rate }: Writing = TOGETHER,
): Promise<number> {
  const running = await started(name, url);
  const nicks = Array.from({ length: senders }, (_, i) => `nick${i}`);
  const clients = await openAll(running.port, nicks, senders);
  const took: number[] = [];
  for (const client of clients) {
    client.onMessage = (_sender, _count, time) => took.push(performance.now() - time);
  }
  const startedAt = performance.now();
  for (let sent = 0; took.length < rate * SECONDS;) {
    const due = (performance.now() - startedAt) / 1000 * rate;
    for (; sent < Math.min(due, rate * SECONDS); sent++) {
      const sender = sent % senders;
      const text = textOf(sender, sent, performance.now());
      clients[sender]?.send(`PRIVMSG ${nicks[sender ^ 1]} :${text}\r\n`);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  for (const client of clients) client.close();
  await running.stop();
  return median(took);
}

/** Each one's messages go to another one. */
async function throughServer(url: string): Promise<number> {
  const running = await started("chat, PostgreSQL", url);
  try {
    const numbers = await pairs("", SENDERS, EACH, WINDOW).run(running);
    if (numbers.lost || numbers.doubled || numbers.reordered) {
      throw new Error(`messages were lost, doubled or reordered: ${JSON.stringify(numbers)}`);
    }
    return numbers["messages/s"] ?? 0;
  } finally {
    await running.stop();
  }
}

async function throughStore(url: string): Promise<number> {
  const database = { url, schema: `bench_${crypto.randomUUID().slice(0, 8)}` };
  const store = await openStore({ database, dataDir: "", log: SILENT });
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: SENDERS }, (_, sender) => append(store, sender)));
  const seconds = (performance.now() - startedAt) / 1000;
  await store.close();
  return SENDERS * EACH / seconds;
}

/** One sender's messages, `WINDOW` at a time. */
function append(store: Store, sender: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    let stored = 0;
    const next = () => {
      if (sent === EACH) return;
      store.append(message(sender, sent++), ({ kind }) => {
        if (kind !== "stored") return reject(new Error(`a message was not stored: ${kind}`));
        if (++stored === EACH) resolve();
        else next();
      });
    };
    for (let i = 0; i < WINDOW; i++) next();
  });
}

function message(sender: number, count: number): NewMessage {
  const party = (number: number) => ({ id: `g:${number}`, nick: `nick${number}` });
  const [from, to] = [party(sender), party(sender ^ 1)];
  return {
    target: { kind: "direct", from, to },
    kind: "PRIVMSG",
    msgid: ids.msgid(),
    time: Date.now(),
    source: `${from.nick}!user@127.0.0.1`,
    sender: from,
    account: undefined,
    text: textOf(sender, count, performance.now()),
    addressed: to.nick,
    tags: NO_TAGS,
    clientId: undefined,
  };
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function shown(rate: number): string {
  return Math.round(rate).toLocaleString("en");
}
