/** Options of the commands that connect to a server: which one, how, and who we are there. */
import { join } from "node:path";
import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import type { Identity } from "../client/session.ts";
import type { Tls } from "../client/secure.ts";
import type { ServerAddress } from "../client/wire.ts";
import { EXIT, Problem } from "../problem.ts";
import { askPassword, readPassword } from "./password.ts";
import { texts } from "../client/texts/index.ts";

export const DEFAULT_HOST = "127.0.0.1";
export const DEFAULT_PORT = 5555;
export const DEFAULT_TLS_PORT = 6697;

export const HOST = new Option("--host <name>", "the server's name or address").env("CHAT_HOST");

export const PORT = new Option("--port <number>", "the server's port (5555; with TLS 6697)")
  .argParser(parsePort)
  .env("CHAT_PORT");

export const USER = new Option("--user <nick>", "your name in the chat").env("CHAT_USER");

export const ACCOUNT = new Option("--account <name>", "the account to log in to (SASL)")
  .env("CHAT_ACCOUNT");

export const PASSWORD_COMMAND = new Option(
  "--password-command <command>",
  "a command that prints the account's password, else the server's (or set CHAT_PASSWORD)",
);

export const TLS = new Option("--tls", "connect with TLS").env("CHAT_TLS");

export const TLS_CA = new Option(
  "--tls-ca <file>",
  "certificate in PEM to trust beside the machine's; turns TLS on",
)
  .env("CHAT_TLS_CA");

export const TLS_CERT = new Option(
  "--tls-cert <file>",
  "your own certificate in PEM, to log in with (SASL EXTERNAL); turns TLS on",
)
  .env("CHAT_CLIENT_CERT");

export const TLS_KEY = new Option(
  "--tls-key <file>",
  "its private key in PEM, if it does not stand in the same file",
)
  .env("CHAT_CLIENT_KEY");

/** What these options were given. */
export interface Given {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly user?: string | undefined;
  readonly account?: string | undefined;
  readonly passwordCommand?: string | undefined;
  /** The code with which the account is yet to be made. */
  readonly invite?: string | undefined;
  readonly tls?: true | undefined;
  readonly tlsCa?: string | undefined;
  readonly tlsCert?: string | undefined;
  readonly tlsKey?: string | undefined;
}

/** Which server and as whom, with defaults for everything that was left out. */
export async function openingOf(
  given: Given,
): Promise<{ readonly server: ServerAddress; readonly identity: Identity }> {
  const tls = await tlsOf(given);
  return {
    server: {
      host: given.host ?? DEFAULT_HOST,
      port: given.port ?? (tls.tls ? DEFAULT_TLS_PORT : DEFAULT_PORT),
      localPort: undefined,
      ...tls,
    },
    identity: await identityFrom(given, given.user ?? given.account ?? loginName()),
  };
}

/** A password is the account's where there is one, else the server's. */
export async function identityFrom(
  { account, passwordCommand, invite, tlsCert }: Given,
  user: string,
): Promise<Identity> {
  const { identityOf, serverPassword } = await import("../client/identity.ts");
  if (account === undefined) return identityOf(user, await serverPassword(passwordCommand));
  const identity = identityOf(user, Deno.env.get("CHAT_SERVER_PASSWORD"));
  const isGiven = passwordCommand !== undefined || Deno.env.has("CHAT_PASSWORD");
  // Who has a certificate needs no password, and is asked for none.
  if (tlsCert !== undefined && invite === undefined && !isGiven) {
    return { ...identity, account: { name: account } };
  }
  // A new one is asked for twice.
  const ask = () => askPassword(texts.theAccount(account), invite !== undefined);
  const password = await readPassword(passwordCommand, ask);
  const invitation = invite === undefined ? {} : { invitation: invite };
  return { ...identity, account: { name: account, password, ...invitation } };
}

/** Who may be trusted where TLS is wanted, and where it is kept which servers want it. */
export async function tlsOf(
  given: Given,
): Promise<Pick<ServerAddress, "tls" | "policies">> {
  const { KnownServers } = await import("../client/known_servers.ts");
  const known = new KnownServers(join(configDirectory(), "known_servers"));
  const policies = { policies: known };
  if (!wantsTls(given)) return policies;
  const { tlsCa } = given;
  const trusted = tlsCa === undefined ? { ca: "", known } : { ca: await readCa(tlsCa) };
  return { tls: { ...trusted, ...await ownOf(given) }, ...policies };
}

/** A certificate, whosever, is for TLS. */
export function wantsTls({ tls, tlsCa, tlsCert, tlsKey }: Given): boolean {
  return tls === true || [tlsCa, tlsCert, tlsKey].some((file) => file !== undefined);
}

async function readCa(file: string): Promise<string> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    throw new Problem(texts.caUnreadable(file), EXIT.configuration, { cause: error });
  }
}

/** The certificate that we show. */
async function ownOf({ tlsCert, tlsKey }: Given): Promise<Pick<Tls, "own">> {
  if (tlsCert === undefined) {
    if (tlsKey === undefined) return {};
    throw new Problem(texts.ownKeyAlone, EXIT.usage);
  }
  const { readOwnCertificate } = await import("../client/own_certificate.ts");
  return { own: await readOwnCertificate(tlsCert, tlsKey) };
}

/** Where the client keeps what it is told and what it remembers (XDG Base Directory Specification). */
function configDirectory(): string {
  const { env } = Deno;
  const home = env.get("HOME") || env.get("APPDATA") || ".";
  return join(env.get("XDG_CONFIG_HOME") || join(home, ".config"), "chat");
}

/** Who is logged in to this machine. */
export function loginName(): string {
  const { env } = Deno;
  return env.get("USER") || env.get("LOGNAME") || env.get("USERNAME") || "guest";
}

export function parsePort(value: string): number {
  const port = Number(value);
  if (/^\d+$/.test(value) && port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError(texts.badPort);
}
