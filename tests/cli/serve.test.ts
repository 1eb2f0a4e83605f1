import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { endAsked, refusesListeners } from "../../src/cli/serve.ts";
import { DEFAULTS, type Listener } from "../../src/config.ts";
import { chat, start } from "./chat.ts";

const [LISTENER] = DEFAULTS.listeners;

function listener(changes: Partial<Listener>): Listener {
  assert.ok(LISTENER);
  return { ...LISTENER, ...changes };
}

/** A directory with a configuration file, gone afterwards. */
async function configured(config: unknown) {
  const directory = await Deno.makeTempDir();
  const file = `${directory}/chat.json`;
  await Deno.writeTextFile(file, typeof config === "string" ? config : JSON.stringify(config));
  return {
    directory,
    file,
    [Symbol.asyncDispose]: () => Deno.remove(directory, { recursive: true }),
  };
}

/** A server that keeps nothing, so that no database has to be started. */
async function running(args: readonly string[] = []) {
  const config = await configured({ history: { enabled: false } });
  const child = start(["serve", "--port", "0", "--config", config.file, ...args]);
  const errors = new Response(child.stderr).text();
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let said = "";
  while (said.split("\n").length < 3) {
    const { value, done } = await output.read();
    if (done) throw new Error(`serve ended: ${await errors}`);
    said += value;
  }
  return {
    child,
    /** What it said at the start. */
    said,
    errors,
    /** Writes its configuration file anew. */
    configures: (settings: unknown) => Deno.writeTextFile(config.file, JSON.stringify(settings)),
    async [Symbol.asyncDispose]() {
      try {
        child.kill("SIGKILL");
      } catch {
        // It has ended.
      }
      await child.status;
      await output.cancel();
      await errors;
      await config[Symbol.asyncDispose]();
    },
  };
}

Deno.test("serve says where it listens and what becomes of the messages", async () => {
  await using server = await running();
  assert.match(
    server.said,
    /^Listening on 127\.0\.0\.1:[1-9]\d* \(irc\)\. Ctrl-C ends it\.\n[A-Z].*\.\n$/,
  );
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.test(`serve tells its clients at ${signal} and soon ends with 0`, async () => {
    await using server = await running();
    const port = Number(/:(\d+) /.exec(server.said)?.[1]);
    using client = await Deno.connect({ hostname: "127.0.0.1", port });
    await client.write(new TextEncoder().encode("PING here\r\n"));
    await client.read(new Uint8Array(512));
    const asked = performance.now();
    server.child.kill(signal);
    const last = await new Response(client.readable).text();
    const { code } = await server.child.status;
    // It is a second on an idle machine; tests have company.
    assert.ok(performance.now() - asked < 3000);
    assert.equal(code, 0);
    assert.match(last, /^ERROR :.*shutting down.*\r\n$/);
  });
}

Deno.test("the first signal asks for an orderly end, and the second ends at once", async () => {
  const heard = new Map<Deno.Signal, () => void>();
  const exits: number[] = [];
  const asked = endAsked((signal, then) => heard.set(signal, then), (code) => exits.push(code));
  heard.get("SIGINT")?.();
  assert.deepEqual([await asked, exits], ["SIGINT", []]);
  heard.get("SIGINT")?.();
  assert.deepEqual(exits, [130]);
});

Deno.test("serve on a port that is taken ends with 75 and says what to do", async () => {
  using other = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  await using config = await configured({ history: { enabled: false } });
  const { port } = other.addr;
  assert.deepEqual(await chat(["serve", "--config", config.file, "--port", `${port}`]), {
    code: 75,
    stdout: "",
    stderr:
      `Cannot listen on 127.0.0.1:${port}: another program uses that port. Choose another one with --port.\n`,
  });
});

Deno.test("serve does not start with a configuration file that is wrong", async () => {
  await using config = await configured('{\n  "sever": {}\n}');
  assert.deepEqual(await chat(["serve", "--config", config.file]), {
    code: 78,
    stdout: "",
    stderr:
      `The configuration file ${config.file} is wrong at line 2, column 3: there is no setting sever; did you mean server?\n`,
  });
});

Deno.test("serve does not listen on more than loopback unless it is told that this is meant", async () => {
  const refused = await chat(["serve", "--host", "0.0.0.0", "--port", "0"]);
  assert.deepEqual(refused, {
    code: 78,
    stdout: "",
    stderr: "Listening on 0.0.0.0:0 is refused: without TLS everybody on the way can read along. " +
      "Give --tls-cert and --tls-key, or --tls-self-signed; listen on 127.0.0.1; or give --insecure if " +
      "the network is trusted.\n",
  });
  await using server = await running(["--host", "0.0.0.0", "--insecure"]);
  assert.match(server.said, /^Listening on 0\.0\.0\.0:\d+ /);
});

Deno.test("loopback is all of 127.0.0.0/8, ::1 and localhost, and nothing that looks like them", () => {
  const refused = (host: string) => refusesListeners([listener({ host })], false) !== undefined;
  const hosts = [
    "127.0.0.1",
    "127.8.9.10",
    "::1",
    "localhost",
    "::",
    "10.0.0.1",
    "127.example.org",
  ];
  assert.deepEqual(hosts.filter(refused), ["::", "10.0.0.1", "127.example.org"]);
});

Deno.test("with TLS a listener may be anywhere, and one without may not", () => {
  const open = listener({ host: "0.0.0.0", port: 6697, tls: "self-signed" });
  assert.equal(refusesListeners([listener({}), open], false), undefined);
  assert.match(
    refusesListeners([open, listener({ host: "::" })], false) ?? "",
    /^Listening on \[::\]/,
  );
});

Deno.test("serve speaks TLS beside loopback, and shows the fingerprint of the certificate that it made", async () => {
  const data = await Deno.makeTempDir();
  try {
    const options = ["--host", "0.0.0.0", "--tls-port", "0", "--tls-self-signed"];
    await using server = await running([...options, "--data-dir", data]);
    assert.match(
      server.said,
      /^Listening on 127\.0\.0\.1:\d+ \(irc\), 0\.0\.0\.0:\d+ \(irc, TLS\)\. Ctrl-C ends it\.\n/,
    );
    const cert = await Deno.readTextFile(`${data}/tls/cert.pem`);
    const { fingerprint256 } = new X509Certificate(cert);
    assert.ok(server.said.endsWith(`\nCertificate SHA-256 ${fingerprint256}\n`), server.said);
    const port = Number(/0\.0\.0\.0:(\d+) /.exec(server.said)?.[1]);
    const conn = await Deno.connect({ hostname: "127.0.0.1", port });
    using client = await Deno.startTls(conn, { hostname: "localhost", caCerts: [cert] });
    await client.write(new TextEncoder().encode("PING here\r\n"));
    const buffer = new Uint8Array(100);
    const read = await client.read(buffer);
    assert.equal(
      new TextDecoder().decode(buffer.subarray(0, read ?? 0)),
      ":chat.local PONG chat.local here\r\n",
    );
  } finally {
    await Deno.remove(data, { recursive: true });
  }
});

Deno.test("at SIGHUP serve reads its configuration again, says what has changed, and nobody is dropped", async () => {
  await using server = await running();
  const port = Number(/:(\d+) /.exec(server.said)?.[1]);
  using client = await Deno.connect({ hostname: "127.0.0.1", port });
  const lines = client.readable.pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  const hears = async (pattern: RegExp) => {
    while (!pattern.test(heard)) heard += (await lines.read()).value ?? assert.fail(heard);
  };
  const writer = client.writable.getWriter();
  const says = (text: string) => writer.write(new TextEncoder().encode(`${text}\r\n`));
  await says("NICK ann\r\nUSER ann 0 * :Ann");
  await hears(/ 422 ann /);
  await server.configures({
    history: { enabled: false },
    motd: ["Tea is ready"],
    dataDir: "/other",
  });
  server.child.kill("SIGHUP");
  // The configuration is read in the background; there is nothing to wait for but its effect.
  for (let tries = 0; tries < 100 && !/Tea is ready/.test(heard); tries++) {
    await says(`MOTD\r\nPING ${tries}`);
    await hears(new RegExp(`PONG \\S+ ${tries}\r\n`));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.match(heard, / 372 ann :- Tea is ready/);
  server.child.kill("SIGTERM");
  await server.child.status;
  await lines.cancel();
  assert.match(
    await server.errors,
    /"level":"info","text":"the settings were reloaded","by":"SIGHUP","changed":"motd","atNextStart":"dataDir"/,
  );
});

Deno.test("SIGHUP while serve starts waits until it has started", async () => {
  await using config = await configured({});
  const args = ["serve", "--port", "0", "--data-dir", config.directory];
  const child = start(args, { deno: ["--v8-flags=--liftoff-only"] });
  const log = child.stderr.pipeThrough(new TextDecoderStream()).getReader();
  const output = new Response(child.stdout).text();
  let logged = "";
  const logs = async (pattern: RegExp) => {
    while (!pattern.test(logged)) logged += (await log.read()).value ?? assert.fail(logged);
  };
  try {
    // Its database begins to be made, which takes longer than this notices.
    for (const until = Date.now() + 20_000; !existsSync(`${config.directory}/pgdata`);) {
      assert.ok(Date.now() < until, "it did not begin to make its database");
      await sleep(5);
    }
    child.kill("SIGHUP");
    await logs(/"text":"the settings were reloaded","by":"SIGHUP"/);
  } finally {
    child.kill("SIGTERM");
    await child.status;
    await log.cancel();
  }
  assert.match(await output, /^Listening on /);
});
