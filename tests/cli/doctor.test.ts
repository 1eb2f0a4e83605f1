import assert from "node:assert/strict";
import { freshDatabase, testPostgres } from "../postgres.ts";
import { chat } from "./chat.ts";

/** What `chat doctor` says, without what is the machine's own business. */
async function doctor(args: readonly string[]) {
  const { code, stdout, stderr } = await chat(["doctor", "--port", "0", ...args]);
  const lines = stdout.trimEnd().split("\n").filter((line) =>
    !/chat runs on Deno|terminal/.test(line)
  );
  return { code, lines, stderr };
}

Deno.test("chat doctor finds a setup with a PostgreSQL in order", async () => {
  await using server = await testPostgres();
  await using database = await freshDatabase(server);
  const { code, lines, stderr } = await doctor(["--database-url", database.url]);
  assert.deepEqual([code, stderr], [0, ""]);
  const [settings, port, promise, tables, ...more] = lines;
  assert.deepEqual(
    [settings, port, tables, more],
    [
      "ok    The settings can be read and are valid.",
      "ok    127.0.0.1:0 is free to listen on.",
      'ok    The tables in schema "chat_schema" are not made yet: serve does it, or chat db migrate.',
      [],
    ],
  );
  assert.match(promise ?? "", /^(?:ok|warn) {2,4}PostgreSQL at .*, schema "chat_schema": .*\.$/);
});

Deno.test("chat doctor finds a setup that was never started in order, and leaves it so", async () => {
  const directory = await Deno.makeTempDir();
  try {
    assert.deepEqual(await doctor(["--data-dir", `${directory}/chat`]), {
      code: 0,
      lines: [
        "ok    The settings can be read and are valid.",
        "ok    127.0.0.1:0 is free to listen on.",
        `ok    The data directory ${directory}/chat will be made at the first start.`,
      ],
      stderr: "",
    });
    assert.deepEqual([...Deno.readDirSync(directory)], []);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("chat doctor says that a configuration file is wrong, and stops there", async () => {
  const file = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(file, '{ "motd": 3 }');
    assert.deepEqual(await doctor(["--config", file]), {
      code: 78,
      lines: [
        `fail  The configuration file ${file} is wrong at line 1, column 3: motd takes a list, each entry text of one line, or null, not 3.`,
      ],
      stderr: "One check failed. Do what it says and run chat doctor again.\n",
    });
  } finally {
    await Deno.remove(file);
  }
});

Deno.test("chat doctor says that credentials are wrong, or not there", async () => {
  const { code, lines } = await doctor(["--credentials", "/nowhere/credentials_db.json"]);
  assert.equal(code, 78);
  assert.deepEqual(lines, [
    'fail  The credentials file "/nowhere/credentials_db.json" is not there.',
  ]);
});

Deno.test("credentials_db.json in the working directory is what counts if nothing else is said", async () => {
  const cwd = await Deno.makeTempDir();
  try {
    const credentials = { host: "127.0.0.1", port: 1, database: "x" };
    await Deno.writeTextFile(`${cwd}/credentials_db.json`, JSON.stringify(credentials));
    const { code, stdout } = await chat(["doctor", "--port", "0"], { cwd });
    assert.equal(code, 78);
    assert.match(stdout, /^fail {2}PostgreSQL at 127\.0\.0\.1:1, database "x" cannot be reached/m);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});

Deno.test("chat doctor goes on after a failure and counts them", async () => {
  using other = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const hangUp = other.accept().then((connection) => connection.close());
  const { code, lines, stderr } = await doctor([
    ...["--port", `${other.addr.port}`],
    ...["--database-url", "postgres://127.0.0.1:1/x"],
  ]);
  await hangUp;
  assert.equal(code, 78);
  assert.deepEqual(lines.map((line) => line.split(" ")[0]), ["ok", "fail", "fail"]);
  assert.match(
    lines[1] ?? "",
    /^fail {2}Another program listens on 127\.0\.0\.1:\d+\. → /,
  );
  assert.match(lines[2] ?? "", /PostgreSQL at 127\.0\.0\.1:1.* cannot be reached/);
  assert.equal(stderr, "2 checks failed. Do what they say and run chat doctor again.\n");
});
