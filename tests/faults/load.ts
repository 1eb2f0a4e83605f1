/** Many people who write and read at once, and what is on record of them afterwards. */
import { setTimeout as sleep } from "node:timers/promises";
import { Client, type Person } from "./client.ts";
import type { Random } from "./random.ts";
import { Reader } from "./reader.ts";
import type { Ending, Records, Sent } from "./records.ts";
import { type Manner, Writer } from "./writer.ts";

export interface LoadPlan extends Manner {
  readonly writers: number;
  readonly readers: number;
}

export const CHANNELS = ["#tea", "#cake"] as const;
/** How each third of the writers writes, who then mostly has nothing on its way. */
const SELDOM = { window: 1, pause: 200 };
/** How long anything may take that is waited for; ms. */
const PATIENCE = 60_000;

export class Load {
  private constructor(readonly writers: readonly Writer[], readonly readers: readonly Reader[]) {}

  /** Makes accounts, lets everybody in and begins to write. */
  static async begin(port: number, random: Random, plan: LoadPlan): Promise<Load> {
    const people = Array.from({ length: plan.writers }, (_, i): Person => ({
      nick: `writer${i}`,
      password: `secret of writer${i}`,
    }));
    await Promise.all(people.map((person) => register(port, person)));
    const readers = Array.from({ length: plan.readers }, (_, i) => {
      // Each other one reads everything, the others only a part of it.
      const channels = i % 2 === 0 ? CHANNELS : [random.pick(CHANNELS)];
      return new Reader({ nick: `reader${i}`, password: undefined }, channels, port);
    });
    const writers = people.map((person, i) => {
      const neighbour = people[(i + 1) % people.length] ?? person;
      const targets = [...CHANNELS, neighbour.nick] as const;
      const manner = i % 3 === 2 ? { ...plan, ...SELDOM } : plan;
      return new Writer(person, CHANNELS, targets, manner, random.fork(), port);
    });
    await Promise.all(readers.map((reader) => reader.enter()));
    await Promise.all(writers.map((writer) => writer.enter()));
    for (const writer of writers) writer.begin();
    return new Load(writers, readers);
  }

  /** How many connections there were. */
  get connections(): number {
    return [...this.writers, ...this.readers]
      .reduce((sum, { watch }) => sum + watch.stretches.length, 0);
  }

  /** How many people there are. */
  get people(): number {
    return this.writers.length + this.readers.length;
  }

  get sent(): readonly Sent[] {
    return this.writers.flatMap(({ sent }) => sent);
  }

  /** Resolves when so many messages have been acknowledged from now on. */
  async acknowledges(count: number): Promise<void> {
    await this.#ends("acknowledged", count);
  }

  /** Resolves when so many attempts have failed from now on. */
  async fails(count: number): Promise<void> {
    await this.#ends("failed", count);
  }

  async #ends(kind: Ending["kind"], count: number): Promise<void> {
    const ended = () => this.sent.filter(({ attempts }) => attempts.at(-1)?.ending?.kind === kind);
    const enough = ended().length + count;
    for (const until = performance.now() + PATIENCE; ended().length < enough;) {
      if (performance.now() > until) {
        throw new Error(`of ${count} messages only ${ended().length} were ${kind} in time`);
      }
      await sleep(20);
    }
  }

  /** Lets everybody come to an end: what is unknown is sent again, what was said is read. */
  async end(): Promise<Omit<Records, "rows">> {
    const late = new AbortController();
    const finished = Promise.all(this.writers.map((writer) => writer.finish()));
    await Promise.race([
      finished,
      sleep(PATIENCE, undefined, { signal: late.signal }).catch(() => {}),
    ]);
    late.abort();
    const everybody = [...this.readers, ...this.writers];
    await Promise.all(everybody.map((one) => one.leave()));
    return { sent: this.sent, watches: everybody.map(({ watch }) => watch) };
  }
}

async function register(port: number, { nick, password }: Person): Promise<void> {
  const client = await Client.connect(port);
  await client.enter({ nick, password: undefined }, []);
  await client.asks(`REGISTER * * :${password}`, "REGISTER", "FAIL");
  client.cut();
  await client.ended;
}
