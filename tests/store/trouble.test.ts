/** A database that cannot be used: one sentence that helps, the right exit code, and no secrets. */
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { SILENT } from "../../src/log.ts";
import { EXIT, Problem } from "../../src/problem.ts";
import { openStore } from "../../src/store/mod.ts";
import { execute, ownPostgres } from "../postgres.ts";

const SECRET = "hunter2%40-secret";

async function problem(url: string): Promise<Problem> {
  try {
    const store = await openStore({
      database: { url, schema: "chat_schema" },
      dataDir: "",
      log: SILENT,
    });
    await store.close();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    assert.match(error.message, /^[A-Z].*\.$/);
    assert.doesNotMatch(`${error.message} ${JSON.stringify(error)}`, /hunter2/);
    return error;
  }
  throw new Error("it could be opened");
}

Deno.test("a server that does not let one in is quoted, not the password", async (t) => {
  await using server = await ownPostgres();
  await execute(server.url, `create role ann login password 'hunter2@-secret'`);
  await execute(server.url, `create role eve login password 'hunter2@-secret'`);
  await execute(server.url, `create role club; grant create on database postgres to club`);
  await execute(server.url, `grant club to eve; alter role eve set role = club`);
  const at = (user: string, password: string, database = "postgres") =>
    `postgres://${user}${password && `:${password}`}@127.0.0.1:${server.port}/${database}`;
  const cases: Record<string, readonly [url: string, exitCode: number, message: RegExp]> = {
    "wrong password": [
      at("ann", `${SECRET}x`),
      EXIT.configuration,
      /^PostgreSQL at 127\.0\.0\.1:\d+, database "postgres" does not let the user "ann" in: wrong password\. /,
    ],
    "no such user": [at("bob", SECRET), EXIT.configuration, /does not let the user "bob" in/],
    "no password": [at("ann", ""), EXIT.configuration, /asks the user "ann" for a password\./],
    "no such database": [
      at("ann", SECRET, "nowhere"),
      EXIT.configuration,
      /there is no database "nowhere"\. Make it with "createdb nowhere"/,
    ],
    "no rights": [
      at("ann", SECRET),
      EXIT.configuration,
      /^The user "ann" may not do what is needed .*: permission denied/,
    ],
    "a role that does not see its own connections": [
      at("eve", SECRET),
      EXIT.configuration,
      /may not see its own connections.*: alter role eve reset role\.$/,
    ],
    "no TLS there": [
      `${at("ann", SECRET)}?sslmode=verify-full`,
      EXIT.configuration,
      /cannot be reached by TLS/,
    ],
  };
  for (const [name, [url, exitCode, message]] of Object.entries(cases)) {
    await t.step(name, async () => {
      const found = await problem(url);
      assert.match(found.message, message);
      assert.equal(found.exitCode, exitCode);
    });
  }
});

Deno.test("a server that is not there can be tried again later", async (t) => {
  await t.step("nobody listens", async () => {
    const found = await problem(`postgres://ann:${SECRET}@127.0.0.1:1/chat`);
    assert.match(found.message, /^PostgreSQL at 127\.0\.0\.1:1, .* cannot be reached: .*refused/i);
    assert.equal(found.exitCode, EXIT.tryAgain);
  });
  await t.step("no such host", async () => {
    const found = await problem(`postgres://ann:${SECRET}@nowhere.invalid/chat`);
    assert.match(found.message, /^PostgreSQL at nowhere\.invalid:5432, .* cannot be reached/);
    assert.equal(found.exitCode, EXIT.tryAgain);
  });
  await t.step("somebody listens who says nothing", async () => {
    const sockets: { destroy(): void }[] = [];
    const silent = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    assert.ok(address && typeof address === "object");
    const found = await problem(`postgres://ann:${SECRET}@127.0.0.1:${address.port}/chat`);
    assert.match(found.message, /does not answer\./);
    assert.equal(found.exitCode, EXIT.tryAgain);
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
  });
  await t.step("no socket in that directory", async () => {
    const found = await problem(`postgres:///chat?host=/nowhere&user=ann&password=${SECRET}`);
    assert.match(found.message, /^PostgreSQL at the socket in \/nowhere, .* cannot be reached/);
    assert.equal(found.exitCode, EXIT.tryAgain);
  });
});

Deno.test("a URL that is none is not quoted, since it may hold a password", async () => {
  for (const url of [`ann:${SECRET}@there`, `mysql://ann:${SECRET}@there/chat`, "postgres://[/x"]) {
    const found = await problem(url);
    assert.match(found.message, /^The database URL .* Give it as postgres:\/\/user:password@host/);
    assert.equal(found.exitCode, EXIT.configuration);
  }
});
