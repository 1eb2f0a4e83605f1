/**
 * Where the settings of the server come from. The highest first: command line, environment,
 * configuration file, default.
 */
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { BUILT } from "../built.ts";
import {
  type DatabaseSettings,
  DEFAULT_SCHEMA,
  DEFAULTS,
  type Listener,
  type Settings,
} from "../config.ts";
import { EXIT, Problem } from "../problem.ts";
import { type Configuration, readConfiguration } from "./config_file.ts";

/** Where IRC clients look for TLS. https://www.rfc-editor.org/rfc/rfc7194 */
const DEFAULT_TLS_PORT = 6697;

/** What the command line and the environment say, under the names that commander gives them. */
export interface SettingsOptions {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly tlsPort?: number | undefined;
  readonly tlsCert?: string | undefined;
  readonly tlsKey?: string | undefined;
  readonly tlsSelfSigned?: boolean | undefined;
  readonly dataDir?: string | undefined;
  readonly credentials?: string | undefined;
  readonly databaseUrl?: string | undefined;
  readonly config?: string | undefined;
}

/** Which of the two said it: "cli" or "env"; `undefined` for none. */
export type SourceOf = (option: keyof SettingsOptions) => string | undefined;

/** Lays everything over each other. Rejects with a `Problem` for whatever cannot be read or is wrong. */
export async function readSettings(
  options: SettingsOptions,
  sourceOf: SourceOf,
): Promise<Settings> {
  const configuration = options.config === undefined
    ? { settings: DEFAULTS, given: new Set<string>() }
    : await readConfiguration(options.config);
  const { settings, given } = configuration;
  return {
    ...settings,
    listeners: listeners(settings.listeners, options),
    dataDir: resolve(
      options.dataDir ?? (given.has("dataDir") ? settings.dataDir : dataDirectory(Deno.env.get)),
    ),
    database: await database(options, sourceOf, configuration),
  };
}

/** With TLS there is one listener more, and `--host` speaks of that one: the others stay where they are. */
function listeners(
  configured: readonly Listener[],
  options: SettingsOptions,
): readonly Listener[] {
  const tls = tlsFiles(options);
  if (tls === undefined) return withAddress(configured, options);
  const { host = "127.0.0.1", port, tlsPort = DEFAULT_TLS_PORT } = options;
  const more: Listener = {
    type: "irc",
    host,
    port: tlsPort,
    tls,
    accountRequired: false,
    proxyProtocol: false,
  };
  return [...withAddress(configured, { port }), more];
}

/** What the options say about the certificate; `undefined`: there is no TLS. */
function tlsFiles(
  { tlsCert, tlsKey, tlsPort, tlsSelfSigned = false }: SettingsOptions,
): Listener["tls"] | undefined {
  const isGiven = tlsCert !== undefined || tlsKey !== undefined;
  if (tlsSelfSigned && isGiven) {
    throw new Problem(
      "--tls-self-signed makes a certificate, and --tls-cert and --tls-key name one; give one of them.",
      EXIT.usage,
    );
  }
  if (tlsSelfSigned) return "self-signed";
  if (tlsCert !== undefined && tlsKey !== undefined) {
    return { cert: resolve(tlsCert), key: resolve(tlsKey) };
  }
  if (!isGiven && tlsPort === undefined) return undefined;
  const missing = tlsCert !== undefined ? "--tls-key" : tlsKey !== undefined ? "--tls-cert" : "";
  throw new Problem(
    missing === ""
      ? "--tls-port needs a certificate: give --tls-cert and --tls-key, or --tls-self-signed."
      : `TLS needs a certificate and its key: ${missing} is missing.`,
    EXIT.usage,
  );
}

/** `--host` and `--port` speak of the first IRC listener; without one there is one more. */
function withAddress(
  listeners: readonly Listener[],
  { host, port }: SettingsOptions,
): readonly Listener[] {
  if (host === undefined && port === undefined) return listeners;
  const first = listeners.find(({ type }) => type === "irc");
  const [fallback] = DEFAULTS.listeners;
  const changed = first ?? fallback;
  if (changed === undefined) return listeners;
  const told = { ...changed, host: host ?? changed.host, port: port ?? changed.port };
  return first
    ? listeners.map((listener) => listener === first ? told : listener)
    : [told, ...listeners];
}

/** Where the embedded database is kept if nobody says where (XDG Base Directory Specification). */
export function dataDirectory(env: (name: string) => string | undefined): string {
  const { XDG_DATA_HOME, HOME, LOCALAPPDATA } = Object.fromEntries(
    ["XDG_DATA_HOME", "HOME", "LOCALAPPDATA"].map((name) => [name, env(name)]),
  );
  const base = XDG_DATA_HOME || (HOME ? join(HOME, ".local", "share") : LOCALAPPDATA);
  return base ? join(base, "chat") : DEFAULTS.dataDir;
}

/** `null` is the embedded one. */
async function database(
  { databaseUrl, credentials }: SettingsOptions,
  sourceOf: SourceOf,
  { settings, given }: Configuration,
): Promise<DatabaseSettings | null> {
  const [urlFrom, credentialsFrom] = [sourceOf("databaseUrl"), sourceOf("credentials")];
  if (urlFrom !== undefined && urlFrom === credentialsFrom) {
    const [url, file] = urlFrom === "cli"
      ? ["--database-url", "--credentials"]
      : ["CHAT_DATABASE_URL", "CHAT_CREDENTIALS"];
    throw new Problem(
      `${url} and ${file} both say which database to use; give one of them.`,
      EXIT.usage,
    );
  }
  if (databaseUrl !== undefined && credentialsFrom !== "cli") {
    return { url: databaseUrl, schema: settings.database?.schema ?? DEFAULT_SCHEMA };
  }
  if (credentials !== undefined) return await fromCredentials(credentials);
  if (given.has("database")) return settings.database;
  const file = await shippedCredentials();
  return file === undefined ? null : await fromCredentials(file);
}

async function fromCredentials(file: string): Promise<DatabaseSettings | null> {
  // Not the whole data module, which is loaded while its database starts.
  const { databaseSettings, loadDbCredentials } = await import("../store/credentials.ts");
  return databaseSettings(await loadDbCredentials(file));
}

/**
 * `credentials_db.json` in the working directory, else beside `main.ts`. An executable has nothing beside
 * it: its modules only seem to lie somewhere, and what is really there is somebody else's.
 */
export async function shippedCredentials(): Promise<string | undefined> {
  const beside = fileURLToPath(new URL("../../credentials_db.json", import.meta.url));
  for (const file of BUILT ? ["credentials_db.json"] : ["credentials_db.json", beside]) {
    if (await Deno.stat(file).then(({ isFile }) => isFile, () => false)) return file;
  }
  return undefined;
}
