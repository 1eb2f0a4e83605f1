/** The executable as a server, and its own commands in conversation with it. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { preparedArchive } from "../../src/store/embedded/prepared.ts";
import { freshDatabase, testPostgres } from "../postgres.ts";
import { chat, directory, executable, Server, start, testExecutable } from "./executable.ts";

/** Somebody without a name, a home or any right, if we may choose. */
const NOBODY = Deno.build.os === "linux" && Deno.uid() === 0 ? 65534 : undefined;

async function tail(port: string): Promise<{ id: string; from: string; text: string }[]> {
  const { code, stdout, stderr } = await chat(
    ["tail", "#general", "--json", "--count", "1000", "--user", "reader", "--port", port],
  );
  assert.deepEqual([code, stderr], [0, ""]);
  return stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
}

/** Ann is there and reads, bob sends, and both are in the history afterwards. */
async function conversation(port: string): Promise<void> {
  const ann = start(["connect", "--port", port, "--user", "ann"]);
  const keys = ann.stdin.getWriter();
  await keys.write(new TextEncoder().encode("Tea is ready\n"));
  let seen = "";
  let id = "";
  for await (const text of ann.stdout.pipeThrough(new TextDecoderStream())) {
    seen += text;
    if (id === "" && seen.includes("ann: Tea is ready")) {
      const sent = await chat(["send", "#general", "On my way!", "--user", "bob", "--port", port]);
      assert.deepEqual([sent.code, sent.stderr], [0, ""]);
      id = sent.stdout.trim();
    }
    if (seen.includes("bob: On my way!")) break;
  }
  await keys.close();
  await ann.stderr.cancel();
  assert.equal((await ann.status).code, 0);
  const messages = await tail(port);
  assert.deepEqual(messages.map(({ from, text }) => [from, text]), [
    ["ann", "Tea is ready"],
    ["bob", "On my way!"],
  ]);
  assert.equal(messages.at(-1)?.id, id);
}

testExecutable(
  "anybody may run the executable, without a home, from where nothing of it is",
  async () => {
    await using work = await directory(NOBODY);
    const options = { cwd: work.path, uid: NOBODY };
    await using server = await Server.start([], options);
    // Without a home the data are in the working directory; nothing else is written anywhere near.
    assert.ok(server.announcement.includes(`Embedded PostgreSQL in "${work.path}/data"`));
    assert.deepEqual([...Deno.readDirSync(work.path)].map(({ name }) => name), ["data"]);
    await conversation(server.port);
    assert.deepEqual(await server.end("SIGTERM").then(({ code }) => code), 0);

    await using again = await Server.start([], options);
    assert.equal((await tail(again.port)).length, 2);
  },
);

testExecutable(
  "the executable keeps a conversation in PostgreSQL, and ends at SIGTERM",
  async () => {
    await using postgres = await testPostgres();
    await using database = await freshDatabase(postgres);
    const args = ["--database-url", database.url];
    await using server = await Server.start(args);
    assert.match(server.announcement, /\nPostgreSQL at /);
    await conversation(server.port);
    const { code, log } = await server.end("SIGTERM");
    assert.equal(code, 0);
    assert.match(log, /"text":"ending","signal":"SIGTERM"/);
    await using again = await Server.start(args);
    assert.equal((await tail(again.port)).length, 2);
    assert.equal((await again.end("SIGTERM")).code, 0);
  },
);

testExecutable("after SIGKILL every message that was acknowledged is there, once", async () => {
  await using work = await directory();
  const args = ["--data-dir", work.path];
  await using server = await Server.start(args);
  const sender = start(["send", "#general", "-", "--user", "ann", "--port", server.port]);
  const lines = Array.from({ length: 500 }, (_, i) => `line ${i}\n`).join("");
  const typed = sender.stdin.getWriter();
  typed.write(new TextEncoder().encode(lines)).then(() => typed.close()).catch(() => {});
  let printed = "";
  for await (const text of sender.stdout.pipeThrough(new TextDecoderStream())) {
    printed += text;
    // In the middle of it: some are acknowledged and some are under way.
    if (printed.split("\n").length > 20) break;
  }
  await server.end("SIGKILL");
  await sender.stderr.cancel();
  sender.kill("SIGKILL");
  await sender.status;
  const acknowledged = printed.split("\n").slice(0, -1);

  await using again = await Server.start(args);
  const ids = (await tail(again.port)).map(({ id }) => id);
  assert.ok(acknowledged.length >= 20 && ids.length >= acknowledged.length);
  assert.deepEqual(ids.slice(0, acknowledged.length), acknowledged);
  assert.equal(new Set(ids).size, ids.length);
});

testExecutable(
  "a credentials file where the executable's modules seem to lie is not believed",
  async () => {
    await using theirs = await directory();
    const temporary = `${theirs.path}/tmp`;
    await Deno.mkdir(temporary);
    await Deno.writeTextFile(
      `${theirs.path}/credentials_db.json`,
      JSON.stringify({
        host: "127.0.0.1",
        port: 1,
        database: "theirs",
        user: "them",
        password: "",
      }),
    );
    const { code, stderr } = await new Deno.Command(executable(), {
      args: ["db", "status", "--data-dir", `${theirs.path}/data`],
      cwd: "/",
      clearEnv: true,
      env: { TMPDIR: temporary },
    }).output();
    assert.equal(code, 78);
    assert.match(new TextDecoder().decode(stderr), /^There is no database in \S+\/data yet\./);
    // Nor is anything left where everybody may write.
    assert.deepEqual([...Deno.readDirSync(temporary)], []);
  },
);

testExecutable("a damaged executable makes no database, and says what it is", async () => {
  await using work = await directory();
  const damaged = `${work.path}/chat`;
  await Deno.copyFile(executable(), damaged);
  const archive = await Deno.readFile(preparedArchive());
  // In the middle of the archive that a new database is made of.
  const at = Buffer.from(await Deno.readFile(damaged)).indexOf(archive) + archive.length / 2;
  assert.ok(at > archive.length);
  {
    using file = await Deno.open(damaged, { write: true });
    await file.seek(at, Deno.SeekMode.Start);
    await file.write(new Uint8Array(8));
  }
  const { code, stderr } = await new Deno.Command(damaged, {
    args: ["serve", "--port", "0", "--data-dir", `${work.path}/data`],
    clearEnv: true,
  }).output();
  assert.equal(code, 75);
  assert.equal(
    new TextDecoder().decode(stderr),
    `The executable "${damaged}" cannot be read: it is not as it was built. If it was exchanged just now, ` +
      "start it again; else it is damaged and has to be installed anew.\n",
  );
  await assert.rejects(Deno.stat(`${work.path}/data/pgdata`), Deno.errors.NotFound);
});
