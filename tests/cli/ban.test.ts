import assert from "node:assert/strict";
import { deedLines } from "../../src/cli/audit.ts";
import { banLines } from "../../src/cli/ban.ts";
import { freshDatabase, testPostgres } from "../postgres.ts";
import { chat } from "./chat.ts";

const NOW = Date.UTC(2026, 0, 1);

Deno.test("bans are made, listed and removed, and that is recorded", async () => {
  await using server = await testPostgres();
  await using database = await freshDatabase(server);
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await chat([...args, "--database-url", database.url]);
    return [code, stdout + stderr] as const;
  };
  const [added, said] = await run("ban", "add", "*@*.Example.org", "--for", "30d");
  assert.equal(added, 0);
  assert.match(said, /^\*@\*\.example\.org is banned until \d{4}-\d\d-\d\dT\d\d:\d\dZ\.\n$/);
  const reason = ["--reason", "flood"];
  assert.deepEqual(await run("ban", "add", "192.0.2.0/24", ...reason), [
    0,
    "192.0.2.0/24 is banned for ever.\n",
  ]);
  const [, list] = await run("ban", "list");
  assert.match(list, /^192\.0\.2\.0\/24 +for ever +.* \(command line\) {2}flood$/m);
  assert.deepEqual(await run("ban", "remove", "192.0.2.0/24"), [
    0,
    "192.0.2.0/24 is not banned any more.\n",
  ]);
  assert.deepEqual(await run("ban", "remove", "192.0.2.0/24"), [
    69,
    "192.0.2.0/24 is not banned. chat ban list shows who is.\n",
  ]);
  const [, audit] = await run("audit");
  assert.deepEqual(
    audit.trimEnd().split("\n").map((line) => line.replace(/.*: /, "")),
    ["BAN *@*.example.org", "BAN 192.0.2.0/24", "UNBAN 192.0.2.0/24"],
  );
});

Deno.test("what is no mask or no duration is refused in one sentence, before the database is asked", async () => {
  const { code, stderr } = await chat(["ban", "add", "eve", "--database-url", "postgres://x/y"]);
  assert.deepEqual([code, stderr], [
    64,
    'Nobody is banned: "eve" is neither user@host nor an address or a network.\n',
  ]);
  const other = await chat(["ban", "add", "eve@host", "--for", "ever"]);
  assert.deepEqual([other.code, other.stderr], [
    64,
    '"ever" is no duration; write 90m, 12h or 1d12h.\n',
  ]);
});

Deno.test("bans that are over are not listed", () => {
  const ban = { reason: "spam", setBy: "ann!a@h", setAt: NOW - 9 };
  assert.deepEqual(
    banLines([
      { kind: "KLINE", mask: "eve@host", ...ban, expiresAt: NOW - 1 },
      { kind: "DLINE", mask: "192.0.2.7", ...ban, expiresAt: NOW + 60_000 },
      { kind: "KLINE", mask: "joe@host", ...ban, expiresAt: undefined },
    ], NOW),
    [
      "192.0.2.7  until 2026-01-01T00:01Z  ann!a@h  spam",
      "joe@host   for ever                 ann!a@h  spam",
    ],
  );
  assert.deepEqual(banLines([], NOW), ["Nobody is banned; chat ban add does it."]);
});

Deno.test("deeds are told in a line each", () => {
  const deed = { at: NOW, by: "ann!a@h", oper: "root", action: "KILL", target: "eve" };
  assert.deepEqual(
    deedLines([{ ...deed, detail: "spam" }, {
      ...deed,
      oper: undefined,
      action: "REHASH",
      target: undefined,
      detail: undefined,
    }]),
    [
      "2026-01-01T00:00:00.000Z  ann!a@h as root: KILL eve spam",
      "2026-01-01T00:00:00.000Z  ann!a@h: REHASH",
    ],
  );
  assert.deepEqual(deedLines([]), ["No operator has done anything yet."]);
});
