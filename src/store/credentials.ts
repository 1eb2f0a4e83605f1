/** `credentials_db.json`: where the database is. */
import type { DatabaseSettings } from "../config.ts";
import { JsonError, parseJson } from "../json.ts";
import { EXIT, Problem } from "../problem.ts";
import {
  fit,
  group,
  type Kind,
  Misfit,
  oneOf,
  setting,
  text,
  type ValueOf,
  whole,
} from "../setting.ts";

/** Text that is never quoted in a complaint. */
const secret: Kind<string> = {
  takes: "text in double quotes",
  read({ value, place }, path) {
    if (typeof value === "string") return value;
    throw new Misfit(`${path} takes ${this.takes}`, place);
  },
};

const CREDENTIALS = group({
  host: setting(
    "Name or address of the PostgreSQL server, or the directory of its Unix socket. Empty: the " +
      "embedded database.",
    text(),
    "",
  ),
  port: setting("Its port.", whole(1, 65_535), 5432),
  database: setting("Name of the database.", text(), "chat"),
  user: setting("Who connects to it.", text(), ""),
  password: setting("The password, if one is asked for.", secret, ""),
  schema: setting("The schema that the tables are in.", text(), "chat_schema"),
  ssl: setting(
    'Whether the connection is encrypted; "no-verify" takes any certificate.',
    oneOf(false, true, "no-verify"),
    false,
  ),
});

export type DbCredentials = ValueOf<typeof CREDENTIALS>;

/** Throws a `Problem` that names the file, the place and the key. */
export async function loadDbCredentials(path = "credentials_db.json"): Promise<DbCredentials> {
  const problem = (what: string) =>
    new Problem(`The credentials file "${path}" ${what}.`, EXIT.configuration);
  try {
    return fit(CREDENTIALS, parseJson(await Deno.readTextFile(path)), "");
  } catch (error) {
    if (error instanceof JsonError || error instanceof Misfit) {
      const { line, column } = error.place;
      throw problem(`is wrong at line ${line}, column ${column}: ${error.message}`);
    }
    if (error instanceof Deno.errors.NotFound) throw problem("is not there");
    throw problem(`cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

/** `null`, the embedded database, if no host is given. */
export function databaseSettings(credentials: DbCredentials): DatabaseSettings | null {
  const { host, port, database, user, password, schema, ssl } = credentials;
  if (host === "") return null;
  const url = new URL("postgres://base");
  url.pathname = encodeURIComponent(database);
  url.port = `${port}`;
  // As parameters, names of all kinds survive: socket directories, addresses, users with an @.
  url.searchParams.set("host", host);
  if (user !== "") url.searchParams.set("user", user);
  if (password !== "") url.searchParams.set("password", password);
  if (ssl !== false) url.searchParams.set("sslmode", ssl === true ? "verify-full" : ssl);
  return { url: url.href, schema };
}
