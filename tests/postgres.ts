/**
 * A real PostgreSQL for the tests: the one that CHAT_TEST_DATABASE_URL names, else one started from the
 * installed programs, else from the npm package that carries them. What is started here never runs as
 * root, ends with the test process however that ends, and leaves nothing behind.
 */
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
// @ts-types="@types/pg"
import pg from "pg";
import { postgresPrograms, run } from "./postgres_programs.ts";

/** A server in which databases can be made. */
export interface TestPostgres extends AsyncDisposable {
  /** As who may do everything, to a database that is always there. */
  readonly url: string;
}

/** A server of one's own, to be treated badly. Its superuser `chat` needs no password on the socket. */
export interface OwnPostgres extends TestPostgres {
  /** Where it listens on 127.0.0.1; there everybody needs a password. */
  readonly port: number;
  /** Stops it as a crash would, and starts it again after `pause` milliseconds. */
  restart(pause?: number): Promise<void>;
  /** Stops all of its processes from doing anything, until `thaw`. */
  freeze(): Promise<void>;
  thaw(): void;
}

export async function testPostgres(): Promise<TestPostgres> {
  const url = Deno.env.get("CHAT_TEST_DATABASE_URL");
  if (url) return { url, [Symbol.asyncDispose]: () => Promise.resolve() };
  return await ownPostgres();
}

/** An empty database in `server`, until it is disposed of. */
export async function freshDatabase(server: TestPostgres): Promise<TestPostgres> {
  const name = `chat_test_${crypto.randomUUID().replaceAll("-", "")}`;
  await execute(server.url, `create database ${name}`);
  const url = new URL(server.url);
  url.pathname = name;
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      await execute(server.url, `drop database ${name} with (force)`);
    },
  };
}

/** Runs SQL on a connection of its own. */
export async function execute(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Survives a crash of its own, as it should, but not one of the machine. */
const SETTINGS = {
  fsync: "off",
  full_page_writes: "off",
  max_connections: "100",
  shared_buffers: "32MB",
};

/**
 * The shell's standard input is ours: when we end it reads its end, stops the server and sweeps up. It
 * has no other way to hear of a SIGKILL. Signals that go to all of us must not end it before that.
 */
const GUARD = `
  trap '' INT TERM HUP PIPE
  directory=$1
  shift
  make() {
    "$programs/initdb" -D "$directory/data" -U chat -A trust -E UTF8 --locale=C.UTF-8 \\
      --no-sync --no-instructions >"$directory/initdb.log" 2>&1
    printf 'local all all trust\\nhost all all 127.0.0.1/32 scram-sha-256\\n' \\
      >"$directory/data/pg_hba.conf"
  }
  start() {
    "$programs/postgres" -D "$directory/data" "$@" </dev/null >/dev/null 2>&1 &
    server=$!
  }
  stop() {
    [ -n "$server" ] || return
    kill -CONT $server
    kill -QUIT $server
    wait $server
    server=
  }
  while read -r command programs_if_any; do
    programs=\${programs_if_any:-$programs}
    case $command in
      make) make;;
      start) start "$@";;
      stop) stop;;
    esac
    echo done
  done
  stop
  rm -rf "$directory"
`;

/** `parent`: where its directory is made, rather than where temporary files are. */
export async function ownPostgres(
  settings: Readonly<Record<string, string>> = SETTINGS,
  parent?: string,
): Promise<OwnPostgres> {
  // Short, because the path of a socket has 107 bytes at most.
  const directory = await Deno.makeTempDir({
    prefix: "pg-",
    ...(parent === undefined ? {} : { dir: parent }),
  });
  const as = { ...unprivileged(), cwd: "/", clearEnv: true, env: { PATH: "/usr/bin:/bin" } };
  const giveAway = async () => {
    if (as.uid !== undefined) await run("chown", ["-R", `${as.uid}:${as.gid}`, directory]);
  };
  await Deno.chmod(directory, 0o755);
  await giveAway();
  const port = await freePort();
  const all = {
    listen_addresses: "127.0.0.1",
    port: `${port}`,
    unix_socket_directories: directory,
    ...settings,
  };
  const options = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const guard = new Deno.Command("/bin/sh", {
    args: ["-c", GUARD, "guard", directory, ...options],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
    ...as,
  }).spawn();
  const stdin = guard.stdin.getWriter();
  const answers = guard.stdout.getReader();
  const say = async (command: string) => {
    await stdin.write(new TextEncoder().encode(`${command}\n`));
    await answers.read();
  };
  const url = `postgres:///postgres?host=${encodeURIComponent(directory)}&port=${port}&user=chat`;
  let frozen: number[] = [];
  const server: OwnPostgres = {
    url,
    port,
    async restart(pause = 0) {
      await say("stop");
      await sleep(pause);
      await say("start");
      await up(directory);
    },
    async freeze() {
      const others = await execute(
        url,
        "select pid from pg_stat_activity where pid <> pg_backend_pid()",
      );
      frozen = [await postmaster(directory), ...others.map(({ pid }) => Number(pid))];
      for (const pid of frozen) Deno.kill(pid, "SIGSTOP");
    },
    thaw() {
      for (const pid of frozen) Deno.kill(pid, "SIGCONT");
      frozen = [];
    },
    async [Symbol.asyncDispose]() {
      this.thaw();
      await stdin.close();
      await answers.cancel();
      await guard.status;
    },
  };
  try {
    const programs = await postgresPrograms(directory);
    await giveAway();
    await say(`make ${programs}`);
    await say("start");
    await up(directory);
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
  return server;
}

/** PostgreSQL refuses to be root, so root steps down. */
function unprivileged(): { uid?: number; gid?: number } {
  if (Deno.uid() !== 0) return {};
  const users = Deno.readTextFileSync("/etc/passwd").split("\n").map((line) => line.split(":"));
  const user = ["postgres", "nobody"].map((name) => users.find((user) => user[0] === name))
    .find((user) => user !== undefined);
  return { uid: Number(user?.[2] ?? 65534), gid: Number(user?.[3] ?? 65534) };
}

/** Waits until it says that it is ready: before that, whoever connects is turned away. */
async function up(directory: string): Promise<void> {
  for (const until = performance.now() + 60_000; performance.now() < until; await sleep(10)) {
    if (/^ready/m.test(await statusFile(directory))) return;
  }
  const log = await Deno.readTextFile(join(directory, "initdb.log")).catch(() => "");
  throw new Error(`PostgreSQL did not start in ${directory}. ${log}`);
}

async function postmaster(directory: string): Promise<number> {
  return parseInt(await statusFile(directory));
}

async function statusFile(directory: string): Promise<string> {
  return await Deno.readTextFile(join(directory, "data", "postmaster.pid")).catch(() => "");
}

/** A port on which nobody listens now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
