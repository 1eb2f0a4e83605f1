/**
 * How long reading takes in a table of a million messages, on a PostgreSQL of one's own:
 * deno run -A bench/history.ts [messages]
 */
import { createHash } from "node:crypto";
import { SILENT } from "../src/log.ts";
import type { PageQuery, SearchQuery } from "../src/server/store.ts";
import { connectToDb, openStore } from "../src/store/mod.ts";
import { ownPostgres } from "../tests/postgres.ts";

const MESSAGES = Number(Deno.args[0] ?? 1_000_000);
const CHANNELS = 100;
const PEOPLE = 500;
/** The n-th word is about as frequent as 1/n, as in any language. */
const VOCABULARY = 20_000;
const TIMES = 300;

// Nothing that is read is ever on the disk alone; the size is PostgreSQL's default.
await using server = await ownPostgres({ fsync: "off", shared_buffers: "128MB" });
const place = { database: { url: server.url, schema: "chat_schema" }, dataDir: "", log: SILENT };
const store = await openStore(place);
await fill();

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

/** Fills the tables as the program would, only faster. */
async function fill(): Promise<void> {
  const db = await connectToDb(place);
  const started = performance.now();
  const connection = await db.connect(5_000);
  await connection.script("set statement_timeout = 0");
  await connection.script(`
      insert into users (username, folded) select 'nick' || n, 'nick' || n
        from generate_series(1, ${PEOPLE}) n;
      insert into targets (key, name, last_seq) select '#c' || n, '#c' || n, 0
        from generate_series(0, ${CHANNELS - 1}) n;
      insert into targets (key, party_a, party_b, last_seq)
        select 'a:1 a:' || n, 'a:1', 'a:' || n, 0 from generate_series(10, 59) n;
      create temporary table said as
        select n, 1 + floor(power(${CHANNELS + 50}, random()))::int - 1 as target_n,
          1 + floor(random() * ${PEOPLE})::int as sender_n,
          words
        from generate_series(1, ${MESSAGES}) n, lateral (
          select array_agg(distinct left(md5(floor(power(${VOCABULARY}, random()))::int::text), 7)) as words
          from generate_series(1, 8) where n > 0
        ) as word;
      insert into messages (target_id, seq, msgid, sent_at, kind, source, sender, sender_id,
          sender_party, recipient, recipient_id, addressed, text, tags, words)
        select t.id, row_number() over (partition by t.id order by n), 'm' || n,
          timestamptz '2026-01-01 00:00:00Z' + n * interval '1 second', 'PRIVMSG',
          u.username || '!user@host', u.username, u.id, 'a:' || u.id,
          case when t.name is null then 'ann' end, case when t.name is null then 1 end,
          coalesce(t.name, 'ann'), array_to_string(words, ' '), '{}',
          array_to_tsvector(words || array['@' || t.id, '$' || u.id])
        from said join targets t on t.id = target_n + 1 join users u on u.id = sender_n
        order by n`);
  // As autovacuum does before long.
  await connection.script("vacuum analyze");
  console.log(`${MESSAGES} messages in ${Math.round((performance.now() - started) / 1000)} s`);
  await connection.end();
  await db.close();
}

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
