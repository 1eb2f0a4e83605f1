/** The servers that are measured: ours in its variants, and those others that are installed here. */
import { type Daemon, startDaemon } from "./daemon.ts";

/** A running server. */
export interface ServerUnderLoad {
  readonly name: string;
  readonly port: number;
  /** Connections that may be set up at the same time: some servers have a short queue for them. */
  readonly connectAtOnce: number;
  /** Resident memory of its processes; bytes. */
  memory(): number;
  stop(): Promise<void>;
}

/** How a server is started; `undefined` where it is not installed. */
export interface Contestant {
  readonly name: string;
  readonly start: () => Promise<ServerUnderLoad> | undefined;
}

/** Ours keeps everything, keeps it in its own database, or keeps nothing, as the peers do. */
export function contestants(databaseUrl: string | undefined): Contestant[] {
  return [
    {
      name: "chat, history off",
      start: () => chat("chat, history off", { history: { enabled: false } }),
    },
    { name: "chat, embedded", start: () => chat("chat, embedded", {}) },
    {
      name: "chat, PostgreSQL",
      start: () =>
        databaseUrl === undefined ? undefined : chat("chat, PostgreSQL", {
          database: { url: databaseUrl, schema: `bench_${crypto.randomUUID().slice(0, 8)}` },
        }),
    },
    { name: "ngircd", start: () => installed("ngircd") ? ngircd() : undefined },
    { name: "InspIRCd", start: () => installed("inspircd") ? inspircd() : undefined },
  ];
}

/** Starts the one of that name. Rejects if it cannot be had. */
export async function contestant(
  name: string,
  databaseUrl: string | undefined,
): Promise<ServerUnderLoad> {
  const server = await contestants(databaseUrl).find((one) => one.name === name)?.start();
  if (!server) throw new Error(`There is no server ${name} to start`);
  return server;
}

const MAIN = new URL("../../main.ts", import.meta.url).pathname;

async function chat(name: string, settings: object): Promise<ServerUnderLoad> {
  const directory = await Deno.makeTempDir({ prefix: "chat-bench-" });
  const port = freePort();
  const config = {
    listeners: [{ host: "127.0.0.1", port }],
    dataDir: `${directory}/data`,
    channels: { autoJoin: [], defaultModes: "n" },
    history: { replayOnJoin: 0 },
    limits: { sendq: 64 * 1024 * 1024, connections: 20_000, connectionsPerAddress: 20_000 },
    flood: false,
    ...settings,
  };
  await Deno.writeTextFile(`${directory}/config.json`, JSON.stringify(config));
  const args = [
    "run",
    "-A",
    MAIN,
    "serve",
    "--config",
    `${directory}/config.json`,
    "--log-level",
    "warn",
  ];
  return server(name, port, 128, await startDaemon(Deno.execPath(), args, { directory, port }));
}

async function ngircd(): Promise<ServerUnderLoad> {
  const directory = await Deno.makeTempDir({ prefix: "chat-bench-" });
  const port = freePort();
  await Deno.writeTextFile(
    `${directory}/ngircd.conf`,
    `[Global]
Name = bench.local
Info = bench
Listen = 127.0.0.1
Ports = ${port}
MotdPhrase = bench
ServerUID = ${Deno.uid()}
ServerGID = ${Deno.gid()}
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxJoins = 0
MaxPenaltyTime = 0
[Options]
DNS = no
Ident = no
PAM = no
`,
  );
  const daemon = await startDaemon("ngircd", ["-n", "-f", `${directory}/ngircd.conf`], {
    directory,
    port,
  });
  return server("ngircd", port, 8, daemon);
}

async function inspircd(): Promise<ServerUnderLoad> {
  const directory = await Deno.makeTempDir({ prefix: "chat-bench-" });
  const port = freePort();
  await Deno.writeTextFile(
    `${directory}/inspircd.conf`,
    `<server name="bench.local" description="bench" network="bench">
<admin name="bench" nick="bench" email="bench@bench.local">
<bind address="127.0.0.1" port="${port}" type="clients">
<connect allow="*" timeout="60" threshold="1000000" commandrate="100000000" fakelag="no"
 recvq="1M" softsendq="64M" hardsendq="64M" localmax="100000" globalmax="100000" limit="100000"
 useident="no" resolvehostnames="no" maxconnwarn="no">
<performance softlimit="100000" somaxconn="4096">
<dns server="127.0.0.1" timeout="1">
<pid file="${directory}/inspircd.pid">
`,
  );
  const args = ["--nofork", "--runasroot", "--nolog", `--config=${directory}/inspircd.conf`];
  return server("InspIRCd", port, 128, await startDaemon("inspircd", args, { directory, port }));
}

function server(
  name: string,
  port: number,
  connectAtOnce: number,
  daemon: Daemon,
): ServerUnderLoad {
  return { name, port, connectAtOnce, memory: () => daemon.memory(), stop: () => daemon.stop() };
}

function installed(program: string): boolean {
  return ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"].some((directory) => {
    try {
      return Deno.statSync(`${directory}/${program}`).isFile;
    } catch {
      return false;
    }
  });
}

function freePort(): number {
  const socket = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = socket.addr;
  socket.close();
  return port;
}
