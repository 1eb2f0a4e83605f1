/** Options of the commands that connect to a server: which one, how, and who we are there. */
import { join } from "node:path";
import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import type { Identity } from "../client/session.ts";
import type { ServerAddress } from "../client/wire.ts";
import { EXIT, Problem } from "../problem.ts";
import { askPassword, readPassword } from "./password.ts";
import { localeOf, speak, texts } from "../client/texts/index.ts";

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
}

/** Which server and as whom, with defaults for everything that was left out. */
export async function openingOf(
  given: Given,
): Promise<{ readonly server: ServerAddress; readonly identity: Identity }> {
  speak(localeOf(Deno.env));
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
  { account, passwordCommand, invite }: Given,
  user: string,
): Promise<Identity> {
  const { identityOf, serverPassword } = await import("../client/identity.ts");
  if (account === undefined) return identityOf(user, await serverPassword(passwordCommand));
  // A new one is asked for twice.
  const ask = () => askPassword(texts.theAccount(account), invite !== undefined);
  const password = await readPassword(passwordCommand, ask);
  const identity = identityOf(user, Deno.env.get("CHAT_SERVER_PASSWORD"));
  const invitation = invite === undefined ? {} : { invitation: invite };
  return { ...identity, account: { name: account, password, ...invitation } };
}

/** Who may be trusted where TLS is wanted, and where it is kept which servers want it. */
export async function tlsOf(
  { tls, tlsCa }: Given,
): Promise<Pick<ServerAddress, "tls" | "policies">> {
  const { KnownServers } = await import("../client/known_servers.ts");
  const known = new KnownServers(join(configDirectory(), "known_servers"));
  const policies = { policies: known };
  if (tlsCa === undefined) return tls ? { tls: { ca: "", known }, ...policies } : policies;
  try {
    return { tls: { ca: await Deno.readTextFile(tlsCa) }, ...policies };
  } catch (error) {
    throw new Problem(texts.caUnreadable(tlsCa), EXIT.configuration, { cause: error });
  }
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
  throw new InvalidArgumentError("A port is a whole number from 1 to 65535.");
}
