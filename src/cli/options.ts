/** Options that several commands share, each with the environment variable that stands in for it. */
import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { POSTGRES_URL } from "../config.ts";
import { LOG_LEVELS } from "../log.ts";
import { EXIT, Problem } from "../problem.ts";

export const LISTEN_HOST = new Option("--host <address>", "address to listen on").env("CHAT_HOST");

export const LISTEN_PORT = new Option("--port <number>", "TCP port to listen on, 0 for a free one")
  .argParser(parsePort)
  .env("CHAT_PORT");

export const TLS_PORT = new Option("--tls-port <number>", "TCP port for TLS, 6697 if left out")
  .argParser(parsePort)
  .env("CHAT_TLS_PORT");

export const TLS_CERT = new Option(
  "--tls-cert <file>",
  "certificate in PEM, followed by those that signed it",
)
  .env("CHAT_TLS_CERT");

export const TLS_KEY = new Option("--tls-key <file>", "the certificate's private key in PEM")
  .env("CHAT_TLS_KEY");

export const TLS_SELF_SIGNED = new Option(
  "--tls-self-signed",
  "TLS with a certificate of its own making, kept in the data directory",
);

export const DATA_DIR = new Option("--data-dir <directory>", "where the embedded database is kept")
  .env("CHAT_DATA_DIR");

export const CREDENTIALS = new Option(
  "--credentials <file>",
  "JSON file with a PostgreSQL's credentials",
)
  .env("CHAT_CREDENTIALS");

export const DATABASE_URL = new Option(
  "--database-url <url>",
  "PostgreSQL as postgres://user:password@host:port/database",
)
  .argParser(parseDatabaseUrl)
  .env("CHAT_DATABASE_URL");

export const CONFIG = new Option(
  "--config <file>",
  "JSON file with settings; `chat config` lists them",
)
  .env("CHAT_CONFIG");

/** No variable stands in for it: that would stay set unseen. */
export const INSECURE = new Option(
  "--insecure",
  "allow to listen on more than loopback without TLS",
);

export const LOG_FORMAT = new Option(
  "--log-format <format>",
  "how events are told on standard error; if not given, as text on a terminal and else as JSON",
)
  .choices(["text", "json"] as const)
  .env("CHAT_LOG_FORMAT");

export const LOG_LEVEL = new Option("--log-level <level>", "the least important events to tell")
  .choices(LOG_LEVELS)
  .default("info" as const)
  .env("CHAT_LOG_LEVEL");

function parsePort(value: string): number {
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65_535) return port;
  throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
}

function parseDatabaseUrl(value: string): string {
  if (POSTGRES_URL.test(value)) return value;
  // Commander would quote it, and there may be a password in it.
  throw new Problem(
    "The database's URL (--database-url or CHAT_DATABASE_URL) cannot be used: it has to be like " +
      "postgres://user:password@host:port/database, without spaces.",
    EXIT.usage,
  );
}
