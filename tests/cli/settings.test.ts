import assert from "node:assert/strict";
import { dataDirectory, readSettings, type SettingsOptions } from "../../src/cli/settings.ts";
import { DEFAULTS } from "../../src/config.ts";
import { EXIT } from "../../src/problem.ts";

const [LISTENER] = DEFAULTS.listeners;

/** Reads the settings as if a configuration file said `file`, the command line `cli`, the environment `env`. */
async function layered(
  { file = {}, env = {}, cli = {} }: {
    readonly file?: Record<string, unknown>;
    readonly env?: SettingsOptions;
    readonly cli?: SettingsOptions;
  },
) {
  const directory = await Deno.makeTempDir();
  const config = `${directory}/chat.json`;
  try {
    await Deno.writeTextFile(config, JSON.stringify({ database: null, ...file }));
    const options = { ...env, ...cli, config };
    return await readSettings(
      options,
      (name) => name in cli ? "cli" : name in env ? "env" : undefined,
    );
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

Deno.test("the configuration file outranks the defaults", async () => {
  const { listeners, dataDir, server } = await layered({
    file: {
      listeners: [{ port: 6667 }],
      dataDir: "/srv/chat",
      server: { name: "chat.example.org" },
    },
  });
  assert.deepEqual(listeners, [{ ...LISTENER, port: 6667 }]);
  assert.equal(dataDir, "/srv/chat");
  assert.equal(server.name, "chat.example.org");
});

Deno.test("the command line and the environment outrank the configuration file", async () => {
  const { listeners, dataDir } = await layered({
    file: { listeners: [{ port: 6667 }], dataDir: "/srv/chat" },
    env: { port: 7000 },
    cli: { host: "::1", dataDir: "/tmp/chat" },
  });
  assert.deepEqual(listeners, [{ ...LISTENER, host: "::1", port: 7000 }]);
  assert.equal(dataDir, "/tmp/chat");
});

Deno.test("--host and --port change the first IRC listener and leave the others alone", async () => {
  const websocket = { ...LISTENER, type: "websocket", port: 8080 };
  const second = { ...LISTENER, port: 6668 };
  const file = { listeners: [websocket, { port: 6667 }, second] };
  const { listeners } = await layered({ file, cli: { port: 7000 } });
  assert.deepEqual(listeners, [websocket, { ...LISTENER, port: 7000 }, second]);
});

Deno.test("--port adds an IRC listener to a configuration without one", async () => {
  const { listeners } = await layered({ file: { listeners: [] }, cli: { port: 7000 } });
  assert.deepEqual(listeners, [{ ...LISTENER, port: 7000 }]);
});

Deno.test("a database URL outranks the configuration file and keeps its schema", async () => {
  const file = { database: { url: "postgres://a/a", schema: "tea" } };
  assert.deepEqual((await layered({ file })).database, file.database);
  assert.deepEqual(
    (await layered({ file, env: { databaseUrl: "postgres://b/b" } })).database,
    { url: "postgres://b/b", schema: "tea" },
  );
});

Deno.test("credentials outrank the configuration file, and an empty host in them is the embedded database", async () => {
  const directory = await Deno.makeTempDir();
  const credentials = `${directory}/credentials.json`;
  const file = { database: { url: "postgres://a/a" } };
  try {
    await Deno.writeTextFile(
      credentials,
      '{ "host": "db.example.org", "user": "ann", "schema": "tea" }',
    );
    const { database } = await layered({ file, env: { credentials } });
    assert.equal(database?.schema, "tea");
    assert.match(database?.url ?? "", /db\.example\.org/);
    await Deno.writeTextFile(credentials, '{ "host": "" }');
    assert.equal((await layered({ file, env: { credentials } })).database, null);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("of a database URL and credentials, the one on the command line outranks the environment's", async () => {
  const [databaseUrl, credentials] = ["postgres://a/a", "/nowhere/credentials.json"];
  const { database } = await layered({ env: { credentials }, cli: { databaseUrl } });
  assert.equal(database?.url, databaseUrl);
  await assert.rejects(
    layered({ env: { databaseUrl }, cli: { credentials } }),
    /^Problem: The credentials file "\/nowhere\/credentials\.json" is not there\.$/,
  );
});

Deno.test("a database URL and credentials given at the same place contradict each other", async () => {
  const both = { databaseUrl: "postgres://a/a", credentials: "c.json" };
  await assert.rejects(layered({ cli: both }), {
    name: "Problem",
    message: "--database-url and --credentials both say which database to use; give one of them.",
    exitCode: EXIT.usage,
  });
  await assert.rejects(layered({ env: both }), /^Problem: CHAT_DATABASE_URL and CHAT_CREDENTIALS /);
});

Deno.test("the data directory is where the system keeps such things", () => {
  const directory = (env: Record<string, string>) => dataDirectory((name) => env[name]);
  assert.equal(directory({ XDG_DATA_HOME: "/x", HOME: "/home/ann" }), "/x/chat");
  assert.equal(directory({ HOME: "/home/ann" }), "/home/ann/.local/share/chat");
  assert.equal(directory({ LOCALAPPDATA: "/local" }), "/local/chat");
  assert.equal(directory({ HOME: "", XDG_DATA_HOME: "" }), "data");
  assert.equal(directory({}), "data");
});

Deno.test("with TLS there is one listener more, where --host says, and the others stay where they are", async () => {
  const { listeners } = await layered({
    cli: { host: "0.0.0.0", port: 7000, tlsCert: "/c.pem", tlsKey: "/k.pem" },
  });
  assert.deepEqual(listeners.map(({ host, port, tls }) => ({ host, port, tls })), [
    { host: "127.0.0.1", port: 7000, tls: null },
    { host: "0.0.0.0", port: 6697, tls: { cert: "/c.pem", key: "/k.pem" } },
  ]);
});

for (
  const [cli, complaint] of [
    [{ tlsPort: 6697 }, /^--tls-port needs a certificate: give --tls-cert and --tls-key, or/],
    [{ tlsCert: "c.pem" }, /^TLS needs a certificate and its key: --tls-key is missing\.$/],
    [{ tlsKey: "k.pem" }, /^TLS needs a certificate and its key: --tls-cert is missing\.$/],
    [{ tlsCert: "c.pem", tlsKey: "k.pem", tlsSelfSigned: true }, /give one of them\.$/],
  ] as const
) {
  Deno.test(`TLS by ${Object.keys(cli).join(" and ")} alone is refused in one sentence`, async () => {
    await assert.rejects(layered({ cli }), { message: complaint, exitCode: EXIT.usage });
  });
}
