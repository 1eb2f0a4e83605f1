/** `credentials_db.json`: what it may hold, and how one hears what is wrong with it. */
import assert from "node:assert/strict";
import { join } from "node:path";
// @ts-types="@types/pg"
import pg from "pg";
import { EXIT } from "../../src/problem.ts";
import { databaseSettings, loadDbCredentials } from "../../src/store/mod.ts";
import { temporaryDirectory } from "./databases.ts";

async function load(content: string) {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, "credentials.json");
  await Deno.writeTextFile(path, content);
  return await loadDbCredentials(path);
}

Deno.test("the file that comes with the program means the embedded database", async () => {
  const path = new URL("../../credentials_db.json", import.meta.url).pathname;
  const credentials = await loadDbCredentials(path);
  assert.deepEqual(Object.keys(JSON.parse(await Deno.readTextFile(path))), [
    "host",
    "port",
    "database",
    "user",
    "password",
    "schema",
    "ssl",
  ]);
  assert.equal(databaseSettings(credentials), null);
});

Deno.test("credentials reach the driver whatever characters they hold", async () => {
  const credentials = {
    host: "db.example.org",
    port: 6543,
    database: "chat data",
    user: "ann@home",
    password: "a/b?c#d%e:f@g h&i=j",
    schema: "My Schema",
  };
  const settings = databaseSettings(await load(JSON.stringify(credentials)));
  assert.equal(settings?.schema, "My Schema");
  const client = new pg.Client({ connectionString: settings?.url ?? "" });
  const { host, port, database, user, password } = client;
  assert.deepEqual(
    { host, port, database, user, password, schema: "My Schema" },
    credentials,
  );
});

Deno.test("a host may be a socket's directory, and what is left out has a default", async () => {
  const settings = databaseSettings(await load(`{"host": "/run/postgresql"}`));
  const client = new pg.Client({ connectionString: settings?.url ?? "" });
  assert.deepEqual([client.host, client.port, client.database, settings?.schema], [
    "/run/postgresql",
    5432,
    "chat",
    "chat_schema",
  ]);
});

Deno.test("TLS is on, off, or without a look at the certificate", async () => {
  const tls = async (value: string) => {
    const settings = databaseSettings(await load(`{"host": "db", "ssl": ${value}}`));
    const { ssl } = new pg.Client({ connectionString: settings?.url ?? "" });
    return ssl;
  };
  assert.equal(await tls("false"), false);
  assert.deepEqual(await tls("true"), {});
  assert.deepEqual(await tls('"no-verify"'), { rejectUnauthorized: false });
});

Deno.test("what is wrong with the file is named, with its place", async () => {
  const cases: Record<string, RegExp> = {
    '{\n  "host": "db",\n  "port": 54 32\n}': /at line 3, column 14: /,
    '{"host": "db"': /at line 1, column 14: .*the file ends/,
    '{\n  "hots": "db"\n}': /at line 2, column 3: .*hots.*did you mean host\?/,
    '{"port": "5432"}': /at line 1, column 2: port takes a whole number .*, not "5432"\.$/,
    '{"ssl": "maybe"}': /ssl takes .*, not "maybe"\.$/,
    '{"password": 12345}': /at line 1, column 2: password takes text in double quotes\.$/,
    '{"password": hunter2}': /at line 1, column 14: something else stands where a value /,
    "[]": /a list/,
    "": /at line 1, column 1: /,
  };
  for (const [content, message] of Object.entries(cases)) {
    await assert.rejects(load(content), (error: Error & { exitCode?: number }) => {
      assert.match(error.message, /^The credentials file ".*credentials\.json" is wrong .*\.$/);
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /12345|hunter2/);
      assert.equal(error.exitCode, EXIT.configuration);
      return true;
    });
  }
  await assert.rejects(loadDbCredentials("/nowhere/credentials.json"), {
    message: 'The credentials file "/nowhere/credentials.json" is not there.',
    exitCode: EXIT.configuration,
  });
});
