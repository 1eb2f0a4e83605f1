/**
 * `deno run -A bench/load/growth.ts`: how cost grows. Each row doubles one thing, as many times as there
 * are columns, and measures the same act at every step; the exponent is the slope in a log-log plot: 0 does
 * not grow, 1 grows as the thing does. Over sockets it includes what our own clients take; what is
 * stored is read and written through the store alone, on a PostgreSQL of its own.
 *
 *   --only REGEX   rows whose name fits
 */
import { parseArgs } from "node:util";
import { NO_TAGS } from "../../src/irc/message.ts";
import { SILENT } from "../../src/log.ts";
import { randomIds } from "../../src/server/ids.ts";
import type { NewMessage } from "../../src/server/store.ts";
import { openStore } from "../../src/store/mod.ts";
import { ownPostgres } from "../../tests/postgres.ts";
import { fill } from "../years.ts";
import { LoadClient, openAll } from "./client.ts";
import { contestant, type ServerUnderLoad } from "./servers.ts";
import { textOf } from "./text.ts";

/** How often each act is measured; the median counts. */
const TIMES = 31;
/** Sockets that are opened at a time. */
const AT_ONCE = 128;

type Act = () => Promise<void>;

/** One row: at each size, how to get there from the one before, and the act that is measured. */
interface Row {
  readonly name: string;
  readonly sizes: readonly number[];
  /** Yields an act for every size. */
  readonly acts: () => AsyncGenerator<Act>;
}

const { values: options } = parseArgs({
  args: Deno.args,
  options: { only: { type: "string", default: "" } },
});

const doubling = (first: number, steps: number) =>
  Array.from({ length: steps }, (_, step) => first * 2 ** step);

const MEMBERS = doubling(250, 5);
const USERS = doubling(250, 5);
const CHANNELS = doubling(500, 5);
const MESSAGES = doubling(32_000, 6);
/** Messages that are stored at once where storing is measured. */
const BATCH = 500;

let named = 0;
const nicks = (count: number) => Array.from({ length: count }, () => `g${named++}`);

/** A server that keeps nothing, while `work` runs. */
async function* withServer(work: (server: ServerUnderLoad) => AsyncGenerator<Act>) {
  const server = await contestant("chat, history off", undefined);
  try {
    yield* work(server);
  } finally {
    await server.stop();
  }
}

/** A channel that grows, and what is done with all who are in it. */
async function* growingChannel(
  act: (clients: readonly LoadClient[], server: ServerUnderLoad) => Act,
): AsyncGenerator<Act> {
  yield* withServer(async function* (server) {
    const clients: LoadClient[] = [];
    for (const size of MEMBERS) {
      const more = await openAll(server.port, nicks(size - clients.length), AT_ONCE);
      for (const client of more) await client.ask("JOIN #load", " 366 ");
      clients.push(...more);
      yield act(clients, server);
    }
    for (const client of clients) client.close();
  });
}

/** A message to everybody in a channel: until the last one has it. */
function toEverybody(clients: readonly LoadClient[]): Act {
  const [sender] = clients;
  return () =>
    new Promise((resolve) => {
      let missing = clients.length - 1;
      for (const client of clients) client.onMessage = () => --missing || resolve();
      sender?.send(`PRIVMSG #load :${textOf(0, 0, 0)}\r\n`);
    });
}

/** Somebody new comes into a channel and leaves it again. */
function joining(_: readonly LoadClient[], server: ServerUnderLoad): Act {
  let guest: LoadClient | undefined;
  return async () => {
    guest ??= await LoadClient.open(server.port, nicks(1)[0] ?? "");
    await guest.ask("JOIN #load", " 366 ");
    await guest.ask("PART #load", " PART #load");
  };
}

/** Users who are there, connected and silent, and what two of them do. */
async function* growingCrowd(
  act: (one: LoadClient, other: LoadClient, server: ServerUnderLoad) => Act,
): AsyncGenerator<Act> {
  yield* withServer(async function* (server) {
    const clients: LoadClient[] = [];
    for (const size of USERS) {
      clients.push(...await openAll(server.port, nicks(size - clients.length), AT_ONCE));
      const [one, other] = clients;
      if (one && other) yield act(one, other, server);
    }
    for (const client of clients) client.close();
  });
}

/** Channels that exist, held by one client, and what another one does. */
async function* growingList(act: (client: LoadClient) => Act): AsyncGenerator<Act> {
  yield* withServer(async function* (server) {
    const holders: LoadClient[] = [];
    let channels = 0;
    const client = await LoadClient.open(server.port, nicks(1)[0] ?? "");
    for (const size of CHANNELS) {
      while (channels < size) {
        // A client may not be in much more by default.
        const holder = await LoadClient.open(server.port, nicks(1)[0] ?? "");
        holders.push(holder);
        for (let i = 0; i < 50; i++) await holder.ask(`JOIN #c${channels++}`, " 366 ");
      }
      yield act(client);
    }
    for (const holder of [client, ...holders]) holder.close();
  });
}

const ids = randomIds();

/** Stored messages of years, and what is done with the store. */
async function* growingHistory(
  act: (store: Awaited<ReturnType<typeof openStore>>) => Act,
): AsyncGenerator<Act> {
  for (const messages of MESSAGES) {
    await using postgres = await ownPostgres({ fsync: "off", shared_buffers: "128MB" });
    const place = {
      database: { url: postgres.url, schema: "chat_schema" },
      dataDir: "",
      log: SILENT,
    };
    const store = await openStore(place);
    await fill(place, messages);
    yield act(store);
    await store.close();
  }
}

function message(): NewMessage {
  return {
    target: { kind: "channel", key: "#c0", name: "#c0" },
    kind: "PRIVMSG",
    msgid: ids.msgid(),
    time: Date.now(),
    source: "ann!ann@host",
    sender: { id: "g:ann", nick: "ann" },
    account: undefined,
    text: textOf(0, 0, 0),
    addressed: "#c0",
    tags: NO_TAGS,
    clientId: undefined,
  };
}

const ROWS: readonly Row[] = [
  {
    name: "a message to all of a channel, by its members",
    sizes: MEMBERS,
    acts: () => growingChannel(toEverybody),
  },
  {
    name: "JOIN and PART, by the channel's members",
    sizes: MEMBERS,
    acts: () => growingChannel(joining),
  },
  {
    name: "a private message, by users connected",
    sizes: USERS,
    acts: () =>
      growingCrowd((one, other) => () =>
        new Promise((resolve) => {
          other.onMessage = () => resolve();
          one.send(`PRIVMSG ${other.nick} :${textOf(0, 0, 0)}\r\n`);
        })
      ),
  },
  {
    name: "connect and register, by users connected",
    sizes: USERS,
    acts: () =>
      growingCrowd((_one, _other, server) => async () =>
        (await LoadClient.open(server.port, nicks(1)[0] ?? "")).close()
      ),
  },
  {
    name: "JOIN and PART a new channel, by channels",
    sizes: CHANNELS,
    acts: () =>
      growingList((client) => async () => {
        await client.ask("JOIN #new", " 366 ");
        await client.ask("PART #new", " PART #new");
      }),
  },
  {
    name: "LIST, by channels",
    sizes: CHANNELS,
    acts: () => growingList((client) => () => client.ask("LIST", " 323 ")),
  },
  {
    name: `${BATCH} messages stored, by messages there`,
    sizes: MESSAGES,
    acts: () =>
      growingHistory((store) => async () => {
        await Promise.all(Array.from({ length: BATCH }, () =>
          new Promise((resolve) =>
            store.append(message(), resolve)
          )));
      }),
  },
  {
    name: "LATEST 50, by messages there",
    sizes: MESSAGES,
    acts: () =>
      growingHistory((store) => async () => {
        const target = { kind: "channel", key: "#c0" } as const;
        await store.page({ target, from: "newest", limit: 50, events: false, prefixes: "" });
      }),
  },
];

for (const { name, sizes, acts } of ROWS) {
  if (!new RegExp(options.only).test(name)) continue;
  const medians: number[] = [];
  for await (const act of acts()) medians.push(await median(act));
  const cells = sizes.map((size, i) => `${size}: ${medians[i]?.toFixed(2)} ms`);
  console.log(`${name}: ${cells.join(", ")}; exponent ${exponent(sizes, medians).toFixed(2)}`);
}

async function median(act: Act): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    const started = performance.now();
    await act();
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[TIMES >> 1] ?? NaN;
}

/** The slope of the line that fits best through the logarithms. */
function exponent(sizes: readonly number[], times: readonly number[]): number {
  const points = sizes.map((size, i) => [Math.log(size), Math.log(times[i] ?? NaN)] as const);
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
  const [x, y] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  return mean(points.map(([px, py]) => (px - x) * (py - y))) /
    mean(points.map(([px]) => (px - x) ** 2));
}
