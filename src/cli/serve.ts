/** `chat serve`: reads the settings, starts the server, says where it is, and ends it when asked to. */
import { Command } from "@commander-js/extra-typings";
import type { Listener } from "../config.ts";
import { createLog, type Log, type LogFormat } from "../log.ts";
import { EXIT, Problem } from "../problem.ts";
import type { RunningServer } from "../server/serve.ts";
import {
  CONFIG,
  CREDENTIALS,
  DATA_DIR,
  DATABASE_URL,
  INSECURE,
  LISTEN_HOST,
  LISTEN_PORT,
  LOG_FORMAT,
  LOG_LEVEL,
  TLS_CERT,
  TLS_KEY,
  TLS_PORT,
  TLS_SELF_SIGNED,
} from "./options.ts";
import { readSettings } from "./settings.ts";

/** How long an orderly end may take; ms. */
const END_WITHIN = 1000;

export function serveCommand() {
  return new Command("serve")
    .description("Start the server.")
    .addOption(LISTEN_HOST)
    .addOption(LISTEN_PORT)
    .addOption(TLS_PORT)
    .addOption(TLS_CERT)
    .addOption(TLS_KEY)
    .addOption(TLS_SELF_SIGNED)
    .addOption(DATA_DIR)
    .addOption(CREDENTIALS)
    .addOption(DATABASE_URL)
    .addOption(CONFIG)
    .addOption(INSECURE)
    .addOption(LOG_FORMAT)
    .addOption(LOG_LEVEL)
    .addHelpText(
      "after",
      `
Without options it listens on 127.0.0.1:5555 and keeps the messages in a database of its own.
With TLS, --host is where TLS is spoken, on port 6697; without it the server stays on loopback.
What the command line does not say is taken from the environment, then from the configuration file.

Examples:
  $ chat serve
  $ chat serve --port 6667 --data-dir /var/lib/chat
  $ chat serve --host 0.0.0.0 --tls-cert fullchain.pem --tls-key privkey.pem
  $ chat serve --host 0.0.0.0 --tls-self-signed
  $ chat serve --database-url postgres://chat@localhost/chat`,
    )
    .action(async (options, command) => {
      const read = () => readSettings(options, (name) => command.getOptionValueSource(name));
      const settings = await read();
      const refusal = refusesListeners(settings.listeners, options.insecure ?? false);
      if (refusal !== undefined) throw new Problem(refusal, EXIT.configuration);
      const log = createLog(options.logLevel, options.logFormat ?? usualFormat());
      const started = Promise.withResolvers<RunningServer>();
      reloadWhenAsked(started.promise, log);
      // Only this command needs a database; that one gets ready while the server is loaded.
      const { startStore } = await import("../store/start.ts");
      const { ready } = await startStore({ ...settings, log });
      const [store, { serve }] = await Promise.all([ready, import("../server/serve.ts")]);
      const server = await serve(settings, store, log, read);
      const asked = endAsked();
      started.resolve(server);
      console.log(announcement(server));
      const signal = await asked;
      await end(server, signal, log);
    });
}

/** People read a terminal, programs read everything else. */
function usualFormat(): LogFormat {
  return Deno.stderr.isTerminal() ? "text" : "json";
}

/** Why the server must not listen as it is told to: what people write would be readable on its way. */
export function refusesListeners(
  listeners: readonly Listener[],
  insecure: boolean,
): string | undefined {
  const open = listeners.find(({ host, tls }) => tls === null && !isLoopback(host));
  if (open && !insecure) {
    return `Listening on ${
      address(open)
    } is refused: without TLS everybody on the way can read along. ` +
      `Give --tls-cert and --tls-key, or --tls-self-signed; listen on 127.0.0.1; or give --insecure if ` +
      `the network is trusted.`;
  }
  return undefined;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

function announcement({ addresses, description }: RunningServer): string {
  const where = addresses.map((one) => `${address(one)} (${spoken(one)})`).join(", ");
  const sentence = `${description.charAt(0).toUpperCase()}${description.slice(1)}.`;
  const fingerprints = new Set(addresses.flatMap(({ fingerprint }) => fingerprint ?? []));
  const certificates = [...fingerprints].map((one) => `\nCertificate SHA-256 ${one}`).join("");
  return `Listening on ${where}. Ctrl-C ends it.\n${sentence}${certificates}`;
}

function spoken({ type, fingerprint }: RunningServer["addresses"][number]): string {
  return fingerprint === undefined ? type : `${type}, TLS`;
}

/** As one writes it: `127.0.0.1:5555`, `[::1]:5555`. */
export function address({ host, port }: { host: string; port: number }): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

const SIGNALS: readonly (readonly [Deno.Signal, number])[] = Deno.build.os === "windows"
  ? [["SIGINT", 2], ["SIGBREAK", 21]]
  : [["SIGINT", 2], ["SIGTERM", 15]];

/** Resolves at the first signal that asks for the end. A second one ends the process at once. */
export function endAsked(
  on: (signal: Deno.Signal, heard: () => void) => void = Deno.addSignalListener,
  exit: (code: number) => void = Deno.exit,
): Promise<Deno.Signal> {
  return new Promise((resolve) => {
    let asked = false;
    for (const [signal, number] of SIGNALS) {
      on(signal, () => {
        if (asked) exit(128 + number);
        asked = true;
        resolve(signal);
      });
    }
  });
}

/**
 * SIGHUP has the settings read again; Windows has no such signal. While the server starts it waits, since
 * it would end the program otherwise.
 */
function reloadWhenAsked(started: Promise<RunningServer>, log: Log): void {
  if (Deno.build.os === "windows") return;
  Deno.addSignalListener("SIGHUP", () => {
    started.then((server) => server.reload())
      .catch((error) => log.error("reloading failed", { error: `${error}` }));
  });
}

/** What has been acknowledged is stored by now, so nothing is lost by not waiting any longer. */
async function end(server: RunningServer, signal: Deno.Signal, log: Log): Promise<void> {
  log.info("ending", { signal });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), END_WITHIN);
  });
  const ended = await Promise.race([server.close("The server is shutting down"), late]);
  clearTimeout(timer);
  if (ended === "late") log.warn("not everything could be closed in time", { ms: END_WITHIN });
}
