/**
 * `deno run -A bench/transfer.ts [messages]`: how long a table of a million messages takes to be exported
 * and imported elsewhere, and the most memory that either takes: the same for a tenth of it.
 */
import { SILENT } from "../src/log.ts";
import { openStore, type Place } from "../src/store/mod.ts";
import { ownPostgres } from "../tests/postgres.ts";
import { fill } from "./years.ts";

const MAIN = new URL("../main.ts", import.meta.url).pathname;

const all = Number(Deno.args[0] ?? 1_000_000);
await using server = await ownPostgres({ fsync: "off", shared_buffers: "128MB" });
for (const messages of [all / 10, all]) {
  const directory = await Deno.makeTempDir({ prefix: "chat-bench-" });
  const file = `${directory}/chat.jsonl`;
  const from = placeNamed(`from_${messages}`);
  const store = await openStore(from);
  await fill(from, messages);
  await store.close();
  await told("export", messages, from, file);
  await told("import", messages, placeNamed(`to_${messages}`), file);
  await Deno.remove(directory, { recursive: true });
}

function placeNamed(schema: string): Place & { database: { url: string; schema: string } } {
  return { database: { url: server.url, schema }, dataDir: "", log: SILENT };
}

async function told(
  what: "export" | "import",
  messages: number,
  { database: { url, schema } }: ReturnType<typeof placeNamed>,
  file: string,
): Promise<void> {
  const credentials = `${file}.${schema}.json`;
  await Deno.writeTextFile(credentials, JSON.stringify({ database: { url, schema } }));
  const startedAt = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", MAIN, "db", what, file, "--config", credentials],
    stdout: "null",
  }).spawn();
  let most = 0;
  const looking = setInterval(() => most = Math.max(most, residentMost(child.pid)), 50);
  const { success } = await child.status;
  clearInterval(looking);
  if (!success) throw new Error(`chat db ${what} failed`);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${what} of ${messages} messages: ${seconds} s, at most ${most} MB`);
}

/** The most memory that a process has had, in megabytes; 0 when it is gone. */
function residentMost(pid: number): number {
  try {
    const status = Deno.readTextFileSync(`/proc/${pid}/status`);
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}
