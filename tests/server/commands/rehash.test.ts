import assert from "node:assert/strict";
import { EXIT, Problem } from "../../../src/problem.ts";
import { differences } from "../../../src/server/reload.ts";
import { type Client, World, type WorldSettings } from "../../world.ts";

const opers = [{ name: "root", password: "secret", title: "is in charge" }];

async function withOperator(): Promise<{ world: World; oper: Client }> {
  const world = new World({ opers });
  const oper = await world.user("oper");
  await oper.says("OPER root secret");
  oper.read();
  return { world, oper };
}

function configured(world: World, settings: WorldSettings): void {
  world.configured = () => ({ opers, ...settings });
}

const REHASHING = ":chat.local 382 oper settings Rehashing";

Deno.test("REHASH brings a new message of the day, new limits and a new password into a running server", async () => {
  const { world, oper } = await withOperator();
  configured(world, { motd: ["Tea is ready"], limits: { awayLen: 5 }, server: { password: "pw" } });
  await oper.asks(
    "REHASH",
    REHASHING,
    ":chat.local 005 oper AWAYLEN=5 :are supported by this server",
    ":chat.local NOTE REHASH REHASHED :Changed: server.password, limits.awayLen, motd",
  );
  await oper.says("MOTD");
  assert.match(oper.read().join("\n"), / 372 oper :- Tea is ready/);
  const late = world.connect();
  await late.says("NICK late", "USER late 0 * :Late");
  assert.match(late.read().join("\n"), /ERROR :The server password is missing or wrong/);
});

Deno.test("only operators may REHASH", async () => {
  const world = new World();
  const ann = await world.user("ann");
  configured(world, { motd: ["Tea is ready"] });
  await ann.asks(
    "REHASH",
    ":chat.local 481 ann :Permission Denied- You're not an IRC operator",
  );
  assert.equal(world.network.settings.motd, null);
});

Deno.test("what cannot change while the server runs is named, and stays", async () => {
  const { world, oper } = await withOperator();
  configured(world, {
    server: { name: "other.example", casemapping: "unicode" },
    history: { enabled: false },
    dataDir: "/elsewhere",
    listeners: [],
  });
  const before = world.network.settings;
  await oper.asks(
    "REHASH",
    REHASHING,
    ":chat.local NOTE REHASH REHASHED :The settings were read again, and none has changed; " +
      "at the next start: server.name, server.casemapping, listeners, dataDir, history.enabled",
  );
  assert.deepEqual(world.network.settings, before);
});

Deno.test("a configuration that is wrong changes nothing, and the operator reads why", async () => {
  const { world, oper } = await withOperator();
  world.configured = () => {
    throw new Problem("The configuration file chat.json is wrong.", EXIT.configuration);
  };
  const before = world.network.settings;
  await oper.asks(
    "REHASH",
    REHASHING,
    ":chat.local FAIL REHASH CONFIG_BAD :Nothing was changed: The configuration file chat.json is wrong.",
  );
  assert.equal(world.network.settings, before);
  assert.match(world.logged.join("\n"), /error the settings were not reloaded by=oper reason=/);
});

Deno.test("clients that asked for such news are told of capabilities that come, go and change", async () => {
  const { world, oper } = await withOperator();
  const ann = await world.user("ann", "draft/chathistory draft/relaymsg");
  const modern = await world.user("bob", "draft/account-registration");
  configured(world, {
    accounts: { registration: { ...world.network.settings.accounts.registration, enabled: false } },
    limits: { multilineMaxLines: 7 },
  });
  await oper.says("REHASH");
  ann.hears(
    ":chat.local CAP ann DEL draft/account-registration",
    ":chat.local CAP ann NEW draft/multiline=max-bytes=16384,max-lines=7",
  );
  assert.ok(!modern.session.has("draft/account-registration"));
});

Deno.test("somebody who stays on only because everybody does leaves when that ends", async () => {
  const world = new World({ opers, accounts: { alwaysOn: "mandatory" } });
  await world.account("ann");
  const ann = await world.login("ann");
  const oper = await world.user("oper");
  await oper.says("OPER root secret");
  configured(world, {});
  await oper.says("REHASH");
  ann.disconnects();
  assert.equal(world.network.user("ann"), undefined);
});

Deno.test("a lower sendq holds for clients that are connected already", async () => {
  const { world, oper } = await withOperator();
  const ann = await world.user("ann");
  configured(world, { limits: { sendq: 4096 } });
  await oper.says("REHASH");
  const text = "x".repeat(400);
  await oper.says(...Array.from({ length: 11 }, () => `PRIVMSG ann :${text}`));
  assert.ok(ann.isClosed);
  assert.ok(!oper.isClosed);
});

Deno.test("differences are named by their paths, and never by their values", () => {
  assert.deepEqual(
    differences(
      { a: 1, b: { c: [1], d: null }, e: false },
      { a: 2, b: { c: [2], d: { f: 1 } }, e: false },
    ),
    ["a", "b.c", "b.d"],
  );
});

Deno.test("who is no operator by the new settings ceases to be one; others have their new privileges", async () => {
  const all = ["root", "sue", "tim"].map((name) => ({ name, password: "secret", title: "is" }));
  const [root, sue, tim] = all;
  const world = new World({ opers: all });
  const here = await Promise.all(all.map(({ name }) => world.user(name)));
  for (const [i, one] of here.entries()) await one.says(`OPER ${all[i]?.name} secret`);
  for (const one of here) one.read();
  world.configured = () => ({
    opers: [{ ...root, privileges: ["rehash"] }, { ...sue, password: "another one" }],
  } as WorldSettings);
  const [one, other, third] = here;
  assert.ok(one && other && third && tim);
  await one.asks("REHASH", /382/, /REHASHED :Changed: opers$/);
  other.hears(":sue!sue@host MODE sue -o");
  third.hears(":tim!tim@host MODE tim -o");
  await third.asks("REHASH", /481/);
  await one.asks("KILL sue", /723 root kill :Insufficient oper privileges/);
  await one.asks("REHASH", /382/, /none has changed$/);
});
