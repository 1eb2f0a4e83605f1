import assert from "node:assert/strict";
import { type Client, World, type WorldSettings } from "../../world.ts";

const root = { name: "root", password: "secret", title: "is in charge" };

async function withOper(settings: WorldSettings = { opers: [root] }): Promise<[World, Client]> {
  const world = new World(settings);
  const oper = await world.user("root", "", "operhost");
  await oper.says("OPER root secret");
  oper.read();
  return [world, oper];
}

/** Tries to connect; gives the last lines. */
async function tries(world: World, username: string, address: string): Promise<string[]> {
  const client = world.connect(address);
  await client.says(`NICK ${username}`, `USER ${username} 0 * :${username}`);
  return client.isClosed ? client.read() : [];
}

Deno.test("KLINE ends the connections of those whom the mask fits, and lets them in no more", async () => {
  const [world, oper] = await withOper();
  const eve = await world.user("eve", "", "bad.example.org");
  const bob = await world.user("bob", "", "good.example.com");
  await oper.asks(
    "KLINE *@*.example.org :spam",
    ":chat.local NOTICE root :*@*.example.org is banned for ever: spam",
  );
  eve.hears("ERROR :You are banned from this server: spam");
  assert.ok(eve.isClosed && !bob.isClosed);
  assert.deepEqual(await tries(world, "eve", "bad.example.org"), [
    ":chat.local 465 * :You are banned from this server: spam",
    "ERROR :You are banned from this server: spam",
  ]);
  assert.deepEqual(await tries(world, "joe", "good.example.com"), []);
});

Deno.test("a ban has an end: a number is minutes, and units may be named", async () => {
  const [world, oper] = await withOper();
  await oper.asks(
    "KLINE 90 eve@host :cool down",
    ":chat.local NOTICE root :eve@host is banned until 2026-01-01T01:30:00.000Z: cool down",
  );
  assert.equal((await tries(world, "eve", "host")).length, 2);
  world.now += 90 * 60_000 + 1;
  assert.deepEqual(await tries(world, "eve", "host"), []);
  await oper.asks(
    "KLINE 1d12h joe@host",
    ":chat.local NOTICE root :joe@host is banned until 2026-01-02T13:30:00.001Z: No reason given",
  );
});

Deno.test("DLINE is for addresses and their networks", async () => {
  const [world, oper] = await withOper();
  const eve = await world.user("eve", "", "192.0.2.7");
  const unregistered = world.connect("192.0.2.9");
  await oper.asks(
    "DLINE 192.0.2.0/24 :flood",
    ":chat.local NOTICE root :192.0.2.0/24 is banned for ever: flood",
  );
  assert.ok(eve.isClosed && unregistered.isClosed);
  assert.equal(world.services.bans.ofAddress("192.0.2.200")?.reason, "flood");
  assert.equal(world.services.bans.ofAddress("192.0.3.1"), undefined);
});

Deno.test("UNKLINE and UNDLINE take a ban back; STATS shows those that hold", async () => {
  const [world, oper] = await withOper();
  await oper.says("KLINE eve@host :spam", "DLINE 60 192.0.2.7 :flood");
  oper.read();
  await oper.asks(
    "STATS k",
    ":chat.local 216 root K host * eve :for ever: spam",
    ":chat.local 219 root k :End of STATS report",
  );
  await oper.asks(
    "STATS d",
    ":chat.local 225 root D 192.0.2.7 :until 2026-01-01T01:00:00.000Z: flood",
    ":chat.local 219 root d :End of STATS report",
  );
  await oper.asks("UNKLINE EVE@host", ":chat.local NOTICE root :eve@host is not banned any more");
  await oper.asks(
    "UNDLINE 192.0.2.7",
    ":chat.local NOTICE root :192.0.2.7 is not banned any more",
  );
  assert.deepEqual(await tries(world, "eve", "192.0.2.7"), []);
  await oper.asks(
    "UNKLINE eve@host",
    ":chat.local FAIL UNKLINE NO_SUCH_BAN :eve@host is not banned; STATS K shows who is",
  );
});

Deno.test("a mask that is none, is another's kind, fits nearly all, or oneself is refused", async () => {
  const [world, oper] = await withOper();
  const refused = async (line: string, text: string) => {
    const [command] = line.split(" ");
    await oper.asks(line, `:chat.local FAIL ${command} INVALID_BAN :Nobody was banned: ${text}`);
  };
  await refused("KLINE eve", '"eve" is neither user@host nor an address or a network');
  await refused("KLINE eve!e@host", '"eve!e@host" is not user@host');
  await refused("KLINE 192.0.2.7", "192.0.2.7 is for DLINE");
  await refused("DLINE eve@host", "eve@host is for KLINE");
  await refused("KLINE *@*", "*@* fits too many; it needs 4 characters besides wildcards");
  await refused("DLINE 0.0.0.0/0", "0.0.0.0/0 is too large; a network has at least /8");
  await refused("KLINE *@operhost", "*@operhost fits you, too");
  assert.deepEqual(world.services.bans.list(), []);
});

Deno.test("only operators who may ban can ban", async () => {
  const [world, limited] = await withOper({ opers: [{ ...root, privileges: ["kill"] }] });
  const ann = await world.user("ann");
  const no = ":chat.local 481 ann :Permission Denied- You're not an IRC operator";
  for (const line of ["KLINE eve@host", "UNKLINE eve@host", "DLINE 192.0.2.7", "STATS k"]) {
    await ann.asks(line, no);
    await limited.asks(line, ":chat.local 723 root ban :Insufficient oper privileges");
  }
});

Deno.test("what cannot be kept does not hold, and the operator is told", async () => {
  const [world, oper] = await withOper();
  world.moderation.down = "gone";
  await oper.asks(
    "KLINE eve@host",
    ":chat.local FAIL KLINE TEMPORARILY_UNAVAILABLE :eve@host could not be banned right now",
  );
  assert.deepEqual(await tries(world, "eve", "host"), []);
});

Deno.test("bans hold after a restart, and those that another program makes hold at once", async () => {
  const [before, oper] = await withOper();
  await oper.says("KLINE eve@host :spam");
  const world = await before.restart();
  assert.equal((await tries(world, "eve", "host")).length, 2);
  world.services.bans.watch(world.services.log);
  const joe = await world.user("joe");
  const ban = { reason: "r", setBy: "x", setAt: world.now, expiresAt: undefined };
  await world.moderation.bans.put({ kind: "KLINE", mask: "joe@host", ...ban });
  world.moderation.changedElsewhere();
  await world.settles();
  assert.ok(joe.isClosed);
});

Deno.test("what operators do is kept, with who, as what and why", async () => {
  const [world, oper] = await withOper();
  await world.user("eve");
  await oper.says("KILL eve :too loud", "KLINE 60 eve@host :spam", "UNKLINE eve@host", "REHASH");
  await world.services.audit.kept;
  const by = "root!root@operhost";
  assert.deepEqual(
    world.moderation.deeds.map(({ at: _, ...deed }) => deed),
    [
      { action: "OPER", target: undefined, detail: undefined },
      { action: "KILL", target: "eve!eve@host", detail: "too loud" },
      { action: "KLINE", target: "eve@host", detail: "until 2026-01-01T01:00:00.000Z: spam" },
      { action: "UNKLINE", target: "eve@host", detail: undefined },
      { action: "REHASH", target: undefined, detail: undefined },
    ].map((deed) => ({ by, oper: "root", ...deed })),
  );
});

Deno.test("a deed that cannot be kept is done, and the log says so", async () => {
  const [world, oper] = await withOper();
  const eve = await world.user("eve");
  world.moderation.down = "gone";
  await oper.says("KILL eve :too loud");
  await world.services.audit.kept;
  assert.ok(eve.isClosed);
  assert.match(world.logged.join("\n"), /what an operator did could not be kept action=KILL/);
});
