/** Passwords go through the server, and stay nowhere: not in the log, the process list, the files, a dump. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { chat, start } from "../cli/chat.ts";
import { ownPostgres } from "../postgres.ts";
import { temporaryDirectory } from "../store/databases.ts";
import { plain } from "../world.ts";
import { Peer } from "./listening.ts";

/** Each is told from every other text. */
const SECRETS = {
  server: "gate-7f31c0",
  oper: "crown-19be42",
  account: "sesame-street-c0ffee",
  guessed: "wrong-guess-5511aa",
  database: "postgres-pass-88dd",
} as const;

/** A secret as it is, and as SASL PLAIN and bare base64 have it. */
function shapes(secret: string): string[] {
  return [secret, Buffer.from(secret).toString("base64"), plain("ann", secret)];
}

/** Names of the secrets that stand in some bytes. */
function leaks(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes);
  return Object.entries(SECRETS)
    .filter(([, secret]) => shapes(secret).some((shape) => text.includes(shape)))
    .map(([name]) => name);
}

function leaksIn(text: string): string[] {
  return leaks(new TextEncoder().encode(text));
}

async function* filesIn(directory: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(directory)) {
    const path = `${directory}/${entry.name}`;
    if (entry.isDirectory) yield* filesIn(path);
    else if (entry.isFile) yield path;
  }
}

Deno.test("a secret is found wherever it stands, so that not to find one means something", () => {
  assert.deepEqual(leaksIn(`x ${SECRETS.oper} y`), ["oper"]);
  assert.deepEqual(leaksIn(`AUTHENTICATE ${plain("ann", SECRETS.account)}`), ["account"]);
  assert.deepEqual(leaksIn("nothing"), []);
});

Deno.test("a login, a registration, failures and a crash leave no password behind", async () => {
  await using directory = await temporaryDirectory();
  const config = `${directory.path}/chat.json`;
  const dataDir = `${directory.path}/data`;
  await Deno.writeTextFile(
    config,
    JSON.stringify({
      server: { password: SECRETS.server },
      opers: [{ name: "root", password: SECRETS.oper }],
      accounts: { passwordHashCost: "lowest" },
      listeners: [{ port: 0 }],
      dataDir,
    }),
    { mode: 0o600 },
  );
  const args = ["serve", "--config", config, "--log-level", "debug"];
  const server = start(args, { deno: ["--v8-flags=--liftoff-only"], env: { CHAT_DEBUG: "1" } });
  const errors = new Response(server.stderr).text();
  const output = server.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let said = "";
  try {
    while (!said.includes("\n")) {
      const { value, done } = await output.read();
      if (done) throw new Error(`serve ended: ${await errors}`);
      said += value;
    }
    const port = Number(/:(\d+) /.exec(said)?.[1]);
    using ann = new Peer(await Deno.connect({ hostname: "127.0.0.1", port }));
    await ann.send(`PASS ${SECRETS.server}\r\nNICK ann\r\nUSER ann 0 * :Ann\r\n`);
    await ann.until(/ 422 /);
    await ann.send(`REGISTER * * ${SECRETS.account}\r\n`);
    await ann.until(/ REGISTER SUCCESS ann /);
    await ann.send(`OPER root ${SECRETS.guessed}\r\n`);
    await ann.until(/ 464 /);
    await ann.send(`OPER root ${SECRETS.oper}\r\nREHASH\r\n`);
    await ann.until(/REHASHED/);

    using again = new Peer(await Deno.connect({ hostname: "127.0.0.1", port }));
    await again.send(`CAP LS 302\r\nPASS ${SECRETS.server}\r\nNICK ann2\r\nUSER a 0 * :a\r\n`);
    await again.send(`AUTHENTICATE PLAIN\r\nAUTHENTICATE ${plain("ann", SECRETS.guessed)}\r\n`);
    await again.until(/ 904 /);
    await again.send(`AUTHENTICATE PLAIN\r\nAUTHENTICATE ${plain("ann", SECRETS.account)}\r\n`);
    await again.until(/ 903 /);

    if (Deno.build.os === "linux") {
      const command = await Deno.readFile(`/proc/${server.pid}/cmdline`);
      assert.deepEqual(leaks(command), [], "the process list");
    }
  } finally {
    server.kill("SIGKILL");
    await server.status;
    await output.cancel();
  }
  const log = await errors;
  assert.match(log, /OPER/, "the log was read");
  assert.deepEqual(leaksIn(log + said), [], "the log");
  let files = 0;
  for await (const file of filesIn(dataDir)) {
    files++;
    assert.deepEqual(leaks(await Deno.readFile(file)), [], file);
  }
  assert.ok(files > 100, "the data directory was read");
  const dump = await chat(["config", "--format", "json"], { env: { CHAT_CONFIG: config } });
  assert.deepEqual(leaksIn(dump.stdout + dump.stderr), [], "the dump of the configuration");
});

Deno.test("a database login that fails does not show its password, not even in the details", async () => {
  await using server = await ownPostgres();
  const url = `postgres://chat:${SECRETS.database}@127.0.0.1:${server.port}/postgres`;
  const env = { CHAT_DATABASE_URL: url, CHAT_DEBUG: "1", CHAT_PORT: "0" };
  const { code, stdout, stderr } = await chat(["serve"], { env });
  assert.equal(code, 78);
  assert.match(stderr, /does not let the user "chat" in/);
  assert.deepEqual(leaksIn(stdout + stderr), []);
  const wrong = { ...env, CHAT_DATABASE_URL: `postgres://chat:${SECRETS.database}@[::bad/x` };
  const refused = await chat(["serve"], { env: wrong });
  assert.notEqual(refused.code, 0);
  assert.deepEqual(leaksIn(refused.stdout + refused.stderr), []);
});
