/** The functions that the old program's users know, by name, on both databases. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { SILENT } from "../../src/log.ts";
import { EXIT } from "../../src/problem.ts";
import {
  closeDbConnection,
  connectToDb,
  databaseSettings,
  getMessagesBetweenUsers,
  getUserByUsername,
  insertMessage,
  insertUser,
  loadDbCredentials,
  openStore,
  setDefaultSchema,
  userExists,
} from "../../src/store/mod.ts";
import { freshDatabase, testPostgres } from "../postgres.ts";
import { append, message, stored, temporaryDirectory } from "./databases.ts";

/** What one does with them, from the file to the end. */
async function useThem(credentials: Record<string, unknown>): Promise<void> {
  await using directory = await temporaryDirectory();
  const file = join(directory.path, "credentials_db.json");
  await Deno.writeTextFile(file, JSON.stringify(credentials));
  const loaded = await loadDbCredentials(file);
  const dataDir = join(directory.path, "data");
  const place = { database: databaseSettings(loaded), dataDir, log: SILENT };

  const db = await connectToDb(place);
  await setDefaultSchema(db, loaded.schema);

  assert.equal(await userExists(db, "ann"), false);
  const ann = await insertUser(db, "Ann");
  assert.equal(ann?.username, "Ann");
  assert.ok(ann.createdAt instanceof Date);
  assert.equal(await userExists(db, "ANN"), true);
  assert.equal(await insertUser(db, "ann"), undefined);
  assert.deepEqual(await getUserByUsername(db, "ann"), ann);
  assert.equal(await getUserByUsername(db, "bob"), undefined);

  await assert.rejects(insertMessage(db, "ann", "bob", "too early"), {
    exitCode: EXIT.usage,
    message: /^There is no user "bob" to write a message from or to\. /,
  });
  assert.ok(await insertUser(db, "bob"));
  assert.deepEqual(await getMessagesBetweenUsers(db, "ann", "bob"), []);
  const hello = await insertMessage(db, "ann", "bob", "hello");
  assert.equal(hello.seq, 1);
  const reply = await insertMessage(db, "bob", "ann", "hello yourself");
  assert.equal(reply.seq, 2);
  const note = await insertMessage(db, "ann", "ann", "to myself");
  assert.deepEqual(await getMessagesBetweenUsers(db, "bob", "ANN"), [hello, reply]);
  assert.deepEqual(await getMessagesBetweenUsers(db, "ann", "bob", 1), [reply]);
  assert.deepEqual(await getMessagesBetweenUsers(db, "ann", "ann"), [note]);
  assert.deepEqual(await getMessagesBetweenUsers(db, "ann", "nobody"), []);
  await closeDbConnection(db);
  await assert.rejects(userExists(db, "ann"));

  // The server's messages are found by the same names, and they by the server.
  const store = await openStore(place);
  const [from, to] = [{ id: "g:1", nick: "ann" }, { id: "g:2", nick: "carl" }];
  const served = message({ target: { kind: "direct", from, to }, sender: from, time: Date.now() });
  const { seq } = stored(await append(store, served));
  const page = await store.page({
    target: { kind: "direct", parties: [hello.sender.id, reply.sender.id] },
    from: "newest",
    limit: 9,
    events: false,
  });
  assert.deepEqual(page, [hello, reply]);
  await store.close();
  const again = await connectToDb(place);
  assert.deepEqual(await getMessagesBetweenUsers(again, "Carl", "ann"), [{ ...served, seq }]);
  assert.equal((await getUserByUsername(again, "CARL"))?.username, "carl");
  await closeDbConnection(again);
}

Deno.test("the nine functions, on PostgreSQL", async () => {
  await using server = await testPostgres();
  await using database = await freshDatabase(server);
  const url = new URL(database.url);
  await useThem({
    host: url.searchParams.get("host") ?? url.hostname,
    port: Number(url.searchParams.get("port") ?? (url.port || 5432)),
    database: url.pathname.slice(1),
    user: url.searchParams.get("user") ?? url.username,
    password: decodeURIComponent(url.password),
    schema: "old_names",
  });
});

Deno.test("the nine functions, embedded", async () => {
  await useThem({ host: "", schema: "chat_schema" });
});
