import assert from "node:assert/strict";
import {
  checkDataDir,
  checkDeno,
  checkListener,
  checkPromise,
  checkSchema,
  checkTerminal,
} from "../../src/cli/checks.ts";
import { DEFAULTS, type Listener } from "../../src/config.ts";

function listenerOn(port: number): Listener {
  const [listener] = DEFAULTS.listeners;
  assert.ok(listener);
  return { ...listener, port };
}

/** A program that answers the first bytes of every connection with `answer`; `undefined`: that hangs up. */
function program(answer: string | undefined) {
  const socket = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serving = (async () => {
    for await (const connection of socket) {
      await connection.read(new Uint8Array(512));
      if (answer !== undefined) await connection.write(new TextEncoder().encode(answer));
      connection.close();
    }
  })();
  return {
    port: socket.addr.port,
    async [Symbol.asyncDispose]() {
      socket.close();
      await serving;
    },
  };
}

Deno.test("a recent Deno is fine and an old one is not", () => {
  assert.deepEqual(checkDeno("2.4.2"), { verdict: "ok", sentence: "chat runs on Deno 2.4.2." });
  assert.equal(checkDeno("2.10.0").verdict, "ok");
  assert.deepEqual(checkDeno("2.3.9"), {
    verdict: "fail",
    sentence:
      "chat runs on Deno 2.3.9, which is too old. → Install 2.4.2 or later, with `deno upgrade`.",
  });
});

Deno.test("a data directory that is there, or can be made, is fine and stays as it is", async () => {
  const directory = await Deno.makeTempDir();
  try {
    assert.deepEqual(await checkDataDir(directory), {
      verdict: "ok",
      sentence: `The data directory ${directory} can be written to.`,
    });
    assert.deepEqual(await checkDataDir(`${directory}/a/b`), {
      verdict: "ok",
      sentence: `The data directory ${directory}/a/b will be made at the first start.`,
    });
    assert.deepEqual([...Deno.readDirSync(directory)], []);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("a data directory below a file is named with what to do", async () => {
  const file = await Deno.makeTempFile();
  try {
    const { verdict, sentence } = await checkDataDir(`${file}/chat`);
    assert.equal(verdict, "fail");
    assert.match(
      sentence,
      /^The data directory \S+\/chat cannot be written to: .* → Give this user/,
    );
  } finally {
    await Deno.remove(file);
  }
});

Deno.test("a free port is fine", async () => {
  assert.deepEqual(await checkListener(listenerOn(0)), {
    verdict: "ok",
    sentence: "127.0.0.1:0 is free to listen on.",
  });
});

Deno.test("a port on which a chat server answers is worth a word", async () => {
  await using server = program(":chat.local PONG chat.local :doctor\r\n");
  const { verdict, sentence } = await checkListener(listenerOn(server.port));
  assert.equal(verdict, "warn");
  assert.match(sentence, /^A chat server listens on 127\.0\.0\.1:\d+ already\. → If it is yours/);
});

Deno.test("a port on which another program answers, or hangs up, is a failure", async () => {
  for (const answer of ["HTTP/1.1 400 Bad Request\r\n\r\n", undefined]) {
    await using server = program(answer);
    const { verdict, sentence } = await checkListener(listenerOn(server.port));
    assert.equal(verdict, "fail");
    assert.match(sentence, /^Another program listens on 127\.0\.0\.1:\d+\. → End it, or choose/);
  }
});

Deno.test("an address that is not of this machine is a failure", async () => {
  const { verdict, sentence } = await checkListener({ ...listenerOn(0), host: "192.0.2.1" });
  assert.equal(verdict, "fail");
  assert.match(sentence, /^192\.0\.2\.1:0 cannot be listened on: .* → Choose another one/);
});

Deno.test("the terminal is judged by what it says about itself", () => {
  const verdict = (isTerminal: boolean, env: Record<string, string>) =>
    checkTerminal(isTerminal, (name) => env[name]).verdict;
  assert.equal(verdict(true, { TERM: "xterm", LANG: "en_US.UTF-8" }), "ok");
  assert.equal(verdict(true, { TERM: "xterm", LC_ALL: "C.utf8", LANG: "C" }), "ok");
  assert.equal(verdict(true, { TERM: "dumb", LANG: "C.UTF-8" }), "warn");
  assert.equal(verdict(false, {}), "ok");
});

Deno.test({
  name: "a locale that is not UTF-8 is worth a word",
  ignore: Deno.build.os !== "linux",
  fn() {
    assert.deepEqual(checkTerminal(true, (name) => name === "LANG" ? "C" : undefined), {
      verdict: "warn",
      sentence:
        'The locale "C" is not UTF-8, so that some letters may look wrong. → Set LANG to C.UTF-8, for one.',
    });
  },
});

Deno.test("a database whose word is worth less is worth a word, with the settings to turn on", () => {
  assert.deepEqual(checkPromise("PostgreSQL: all is well", []), {
    verdict: "ok",
    sentence: "PostgreSQL: all is well.",
  });
  assert.deepEqual(checkPromise("PostgreSQL: fsync is off: beware", ["fsync"]), {
    verdict: "warn",
    sentence: "PostgreSQL: fsync is off: beware. → Turn on fsync in postgresql.conf.",
  });
});

Deno.test("tables that are newer, or may not be changed when they have to be, are a failure", () => {
  const verdict = (version: number, mayMigrate: boolean) =>
    checkSchema({ schema: "tea", version, latest: 2 }, mayMigrate).verdict;
  assert.deepEqual([verdict(2, false), verdict(1, true), verdict(0, true)], ["ok", "ok", "ok"]);
  assert.deepEqual([verdict(3, true), verdict(1, false), verdict(0, false)], [
    "fail",
    "fail",
    "fail",
  ]);
});
