/** The PostgreSQL of the tests leaves nothing behind, however the tests end. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { execute, freshDatabase, ownPostgres, testPostgres } from "../postgres.ts";
import { temporaryDirectory } from "./databases.ts";

/** What a server has, by its URL: its directory and its process. */
async function traces(url: string): Promise<{ directory: string; pid: number }> {
  const directory = new URL(url).searchParams.get("host") ?? "";
  const status = await Deno.readTextFile(join(directory, "data", "postmaster.pid"));
  return { directory, pid: parseInt(status) };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

Deno.test("a server of one's own is gone after it was disposed of", async () => {
  const server = await ownPostgres();
  const { directory, pid } = await traces(server.url);
  assert.deepEqual(await execute(server.url, "select 1 as one"), [{ one: 1 }]);
  assert.ok(isRunning(pid) && existsSync(directory));
  await server[Symbol.asyncDispose]();
  assert.ok(!isRunning(pid) && !existsSync(directory));
});

Deno.test("and after a SIGKILL of who started it, even with the server frozen", async () => {
  const module = new URL("../postgres.ts", import.meta.url);
  const program = `
    import { ownPostgres } from "${module}";
    const server = await ownPostgres();
    console.log(server.url);
    await server.freeze();
    console.log("frozen");
    setInterval(() => {}, 1000);`;
  await using folder = await temporaryDirectory();
  const file = join(folder.path, "start.ts");
  await Deno.writeTextFile(file, program);
  const config = new URL("../../deno.json", import.meta.url).pathname;
  const child = spawn(Deno.execPath(), ["run", "-A", "--config", config, file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (bytes) => output += bytes);
  const gone = new Promise((resolve) => child.on("close", resolve));
  while (!output.includes("frozen")) await sleep(20);
  const { directory, pid } = await traces(output.split("\n")[0] ?? "");
  child.kill("SIGKILL");
  await gone;
  while (isRunning(pid) || existsSync(directory)) await sleep(20);
});

Deno.test("and when whoever starts one is killed before it is up", async () => {
  const module = new URL("../postgres.ts", import.meta.url);
  await using folder = await temporaryDirectory();
  const file = join(folder.path, "start.ts");
  const place = join(folder.path, "servers");
  await Deno.mkdir(place);
  await Deno.chmod(folder.path, 0o711);
  await Deno.chmod(place, 0o777);
  await Deno.writeTextFile(
    file,
    `import { ownPostgres } from "${module}"; await ownPostgres(undefined, "${place}");`,
  );
  const config = new URL("../../deno.json", import.meta.url).pathname;
  const child = spawn(Deno.execPath(), ["run", "-A", "--config", config, file], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const gone = new Promise((resolve) => child.on("close", resolve));
  const servers = () => [...Deno.readDirSync(place)].map(({ name }) => name);
  while (!servers().some((name) => existsSync(join(place, name, "initdb.log")))) await sleep(5);
  child.kill("SIGKILL");
  await gone;
  while (servers().length > 0) await sleep(20);
});

Deno.test("a fresh database is empty, and gone after it was disposed of", async () => {
  await using server = await testPostgres();
  const database = await freshDatabase(server);
  const name = new URL(database.url).pathname.slice(1);
  const names = async () =>
    (await execute(server.url, "select datname from pg_database")).map(({ datname }) => datname);
  assert.deepEqual(
    await execute(database.url, "select * from pg_tables where schemaname = 'public'"),
    [],
  );
  assert.ok((await names()).includes(name));
  await database[Symbol.asyncDispose]();
  assert.ok(!(await names()).includes(name));
});
