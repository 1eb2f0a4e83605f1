/** What is measured: each workload runs against one server and tells its numbers. */
import { type LoadClient, openAll } from "./client.ts";
import { Ledger } from "./ledger.ts";
import type { ServerUnderLoad } from "./servers.ts";
import { textOf } from "./text.ts";

/** Numbers of one run, by their names in `UNITS`. */
export type Numbers = Readonly<Record<string, number>>;

export interface Workload {
  readonly name: string;
  /** The number by which servers are compared, and whether more or less of it is better. */
  readonly compares: string;
  readonly better: "more" | "less";
  readonly run: (server: ServerUnderLoad) => Promise<Numbers>;
}

/** A run that makes no progress for so long is given up; ms. */
const STALLED = 10_000;

let runs = 0;

/** Others in each run: the server may not have noticed yet that those of the last one have left. */
function nicks(count: number): string[] {
  const run = runs++;
  return Array.from({ length: count }, (_, i) => `r${run}n${i}`);
}

/** `senders` of `members` in a channel send, each with at most `window` messages that the last member has not got. */
export function fanout(members: number, senders: number, messages: number): Workload {
  const window = 32;
  return {
    name: `channel of ${members}, ${senders} sending`,
    compares: "deliveries/s",
    better: "more",
    async run(server) {
      const clients = await joined(server, members);
      const ledger = new Ledger(members, senders, senders * messages * (members - 1));
      const sent = new Array<number>(senders).fill(0);
      const sendNext = (sender: number, many: number) => {
        const from = sent[sender] ?? 0;
        const until = Math.min(messages, from + many);
        let lines = "";
        for (let count = from; count < until; count++) {
          lines += `PRIVMSG #load :${textOf(sender, count, ledger.elapsed())}\r\n`;
        }
        sent[sender] = until;
        if (lines !== "") clients[sender]?.send(lines);
      };
      clients.forEach((client, receiver) => {
        client.onMessage = (sender, count, time, now) => {
          ledger.note(receiver, sender, count, time, now);
          if (receiver === members - 1) sendNext(sender, 1);
        };
      });
      for (let sender = 0; sender < senders; sender++) sendNext(sender, window);
      await complete(ledger);
      close(clients);
      return { "deliveries/s": ledger.delivered / ledger.took * 1000, ...common(ledger) };
    },
  };
}

/** Clients in pairs: each sends to its partner, `window` messages at a time; with 1 it is ping-pong. */
export function pairs(name: string, count: number, messages: number, window: number): Workload {
  return {
    name,
    compares: "messages/s",
    better: "more",
    async run(server) {
      const clients = await openAll(server.port, nicks(count), server.connectAtOnce);
      const ledger = new Ledger(count, count, count * messages);
      const sent = new Array<number>(count).fill(0);
      const sendNext = (sender: number, many: number) => {
        let lines = "";
        for (let i = 0; i < many && (sent[sender] ?? 0) < messages; i++) {
          const text = textOf(sender, sent[sender] ?? 0, ledger.elapsed());
          sent[sender] = (sent[sender] ?? 0) + 1;
          lines += `PRIVMSG ${clients[sender ^ 1]?.nick} :${text}\r\n`;
        }
        if (lines !== "") clients[sender]?.send(lines);
      };
      clients.forEach((client, receiver) => {
        client.onMessage = (sender, messageCount, time, now) => {
          ledger.note(receiver, sender, messageCount, time, now);
          // In ping-pong the one who was written to answers; else the sender goes on.
          sendNext(window === 1 ? receiver : sender, 1);
        };
      });
      for (let sender = 0; sender < count; sender += window === 1 ? 2 : 1) sendNext(sender, window);
      await complete(ledger);
      close(clients);
      return { "messages/s": ledger.delivered / ledger.took * 1000, ...common(ledger) };
    },
  };
}

/**
 * Ten of a hundred members send at a steady rate, whether or not the server keeps up. Latency counts
 * from the moment a message was due, so that a stall is charged with everything it delayed.
 */
function paced(rate: number, seconds: number): Workload {
  const members = 100, senders = 10;
  return {
    name: `${rate} messages/s to ${members}`,
    compares: "p50 ms",
    better: "less",
    async run(server) {
      const clients = await joined(server, members);
      const total = rate * seconds;
      const ledger = new Ledger(members, senders, total * (members - 1));
      clients.forEach((client, receiver) => {
        client.onMessage = (sender, count, time, now) => {
          ledger.note(receiver, sender, count, time, now);
        };
      });
      for (let next = 0; next < total;) {
        const due = Math.min(total, Math.floor(ledger.elapsed() / 1000 * rate));
        for (; next < due; next++) {
          const sender = next % senders;
          const text = textOf(sender, Math.floor(next / senders), next / rate * 1000);
          clients[sender]?.send(`PRIVMSG #load :${text}\r\n`);
        }
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      await complete(ledger);
      close(clients);
      return common(ledger);
    },
  };
}

/** Clients connect, register and join one channel, as after a restart of the server. */
function storm(count: number): Workload {
  return {
    name: `${count} connect and join a channel`,
    compares: "clients/s",
    better: "more",
    async run(server) {
      const start = performance.now();
      const clients = await joined(server, count);
      const seconds = (performance.now() - start) / 1000;
      close(clients);
      return { "clients/s": count / seconds };
    },
  };
}

/** Memory that an idle, registered connection takes. */
function idle(count: number): Workload {
  return {
    name: `${count} idle connections`,
    compares: "bytes each",
    better: "less",
    async run(server) {
      const before = server.memory();
      const clients = await openAll(server.port, nicks(count), server.connectAtOnce);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      const after = server.memory();
      close(clients);
      return { "bytes each": Math.max(0, after - before) / count };
    },
  };
}

/** The same after a tenth of it that is not timed: programs that have just started run slowly, this one too. */
function warmedUp(make: (messages: number) => Workload, messages: number): Workload {
  const [short, long] = [make(Math.ceil(messages / 10)), make(messages)];
  return {
    ...long,
    async run(server) {
      const before = await short.run(server);
      const numbers = await long.run(server);
      const wrong = ["lost", "doubled", "reordered"].map((name) =>
        [name, (before[name] ?? 0) + (numbers[name] ?? 0)] as const
      );
      return { ...numbers, ...Object.fromEntries(wrong) };
    },
  };
}

/** In this order: the idle one first, since it takes the memory of a fresh server. */
export const WORKLOADS: readonly Workload[] = [
  idle(2000),
  warmedUp((messages) => fanout(100, 1, messages), 5000),
  warmedUp((messages) => fanout(100, 10, messages), 3000),
  warmedUp((messages) => fanout(1000, 4, messages), 500),
  warmedUp((messages) => pairs("100 pairs, ping-pong", 200, messages, 1), 500),
  warmedUp((messages) => pairs("200 in pairs, window 16", 200, messages, 16), 2000),
  paced(500, 10),
  storm(2000),
];

async function joined(server: ServerUnderLoad, count: number): Promise<LoadClient[]> {
  const clients = await openAll(server.port, nicks(count), server.connectAtOnce);
  const waiting = [...clients];
  const join = async () => {
    for (let client = waiting.shift(); client; client = waiting.shift()) {
      await client.ask("JOIN #load", " 366 ");
    }
  };
  await Promise.all(Array.from({ length: server.connectAtOnce }, join));
  return clients;
}

async function complete(ledger: Ledger): Promise<void> {
  let seen = -1;
  while (!ledger.complete && ledger.delivered !== seen) {
    seen = ledger.delivered;
    const until = performance.now() + STALLED;
    while (!ledger.complete && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  // A double or two come late, if any.
  await new Promise((resolve) => setTimeout(resolve, 200));
}

function close(clients: readonly LoadClient[]): void {
  for (const client of clients) client.close();
}

function common(ledger: Ledger): Numbers {
  return {
    "p50 ms": ledger.quantile(0.5),
    "p99 ms": ledger.quantile(0.99),
    lost: ledger.lost,
    doubled: ledger.doubled,
    reordered: ledger.reordered,
    delivered: ledger.delivered,
  };
}
