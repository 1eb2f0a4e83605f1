/**
 * How long reading takes in a table of a million messages, on a PostgreSQL of one's own:
 * deno run -A bench/history.ts [messages]
 */
import { createHash } from "node:crypto";
import { SILENT } from "../src/log.ts";
import type { PageQuery, SearchQuery } from "../src/server/store.ts";
import { openStore } from "../src/store/mod.ts";
import { ownPostgres } from "../tests/postgres.ts";
import { CHANNELS, fill, PEOPLE, VOCABULARY } from "./years.ts";

const MESSAGES = Number(Deno.args[0] ?? 1_000_000);
const TIMES = 300;

// Nothing that is read is ever on the disk alone; the size is PostgreSQL's default.
await using server = await ownPostgres({ fsync: "off", shared_buffers: "128MB" });
const place = { database: { url: server.url, schema: "chat_schema" }, dataDir: "", log: SILENT };
const store = await openStore(place);
await fill(place, MESSAGES);

const START = Date.UTC(2026, 0, 1);
/** One message a second. */
const somewhen = () => START + Math.floor(Math.random() * MESSAGES) * 1000;
const channel = () => `#c${1 + Math.floor(CHANNELS ** Math.random()) - 1}`;
const page: Omit<PageQuery, "target"> = { from: "newest", limit: 50, events: false, prefixes: "" };
const here = () => ({ ...page, target: { kind: "channel", key: channel() } as const });
const everywhere: SearchQuery = {
  channels: Array.from({ length: 20 }, (_, i) => ({ key: `#c${i}`, prefixes: "" })),
  direct: { reader: "a:1", other: undefined },
  text: undefined,
  nick: undefined,
  after: undefined,
  before: undefined,
  from: "newest",
  limit: 100,
};
const word = (from: number, to: number) =>
  createHash("md5").update(`${Math.floor(from * (to / from) ** Math.random())}`).digest("hex")
    .slice(0, 7);
const onlyHere = () => ({ channels: [{ key: channel(), prefixes: "" }], direct: undefined });

await measure("LATEST 50", () => store.page(here()));
await measure("BEFORE a time 50", () => store.page({ ...here(), before: { time: somewhen() } }));
await measure(
  "AFTER a time 50",
  () => store.page({ ...here(), from: "oldest", after: { time: somewhen() } }),
);
await measure("TARGETS", () =>
  store.targets({
    channels: everywhere.channels.map(({ key }) => key),
    party: "a:1",
    after: 0,
    before: Date.now(),
    from: "newest",
    limit: 100,
  }));
const search = (differing: () => Partial<SearchQuery>) => () =>
  store.search({ ...everywhere, ...differing() });
await measure("SEARCH any word", search(() => ({ text: word(1, VOCABULARY) })));
await measure("SEARCH a frequent word", search(() => ({ text: word(1, 100) })));
await measure("SEARCH a rare word", search(() => ({ text: word(5000, VOCABULARY) })));
await measure(
  "SEARCH two words",
  search(() => ({
    text: `${word(1, VOCABULARY)} ${word(1, 1000)}`,
  })),
);
await measure(
  "SEARCH any word in a channel",
  search(() => ({
    ...onlyHere(),
    text: word(1, VOCABULARY),
  })),
);
await measure(
  "SEARCH what somebody said",
  search(() => ({ nick: `nick${1 + Math.floor(Math.random() * PEOPLE)}` })),
);
await measure(
  "SEARCH a word before a time",
  search(() => ({
    text: word(1, VOCABULARY),
    before: somewhen(),
  })),
);
await store.close();

async function measure(what: string, ask: () => Promise<readonly unknown[]>): Promise<void> {
  const times: number[] = [];
  let found = 0;
  for (let i = 0; i < TIMES; i++) {
    const started = performance.now();
    found += (await ask()).length;
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const at = (part: number) => (times[Math.floor(part * TIMES)] ?? 0).toFixed(1).padStart(7);
  console.log(
    `${what.padEnd(32)}${at(0.5)} ms${at(0.95)} ms (95 %)${at(0.999)} ms, ${
      Math.round(found / TIMES)
    } found`,
  );
}
