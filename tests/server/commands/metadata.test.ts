import assert from "node:assert/strict";
import { targetName } from "../../../src/server/metadata.ts";
import { User } from "../../../src/server/user.ts";
import { type Client, World, type WorldSettings } from "../../world.ts";

const CAPS = "batch draft/metadata-3";
const opers = [{ name: "root", password: "secret", title: "is in charge" }];

/** Users who know metadata, in #tea if a channel is wanted; the first one is its op. */
async function people(
  channel = true,
  settings: WorldSettings = { opers },
): Promise<{ world: World; ann: Client; bob: Client }> {
  const world = new World(settings);
  const ann = await world.user("ann", CAPS);
  const bob = await world.user("bob", CAPS);
  if (channel) { for (const client of [ann, bob]) await client.joins("#tea"); }
  ann.read();
  return { world, ann, bob };
}

/** The lines of a batch that a client has just read, without the tag; the batch must be of this type and name. */
function batch(client: Client, type: string, name?: string): string[] {
  const [open = "", ...rest] = client.read();
  const [, id, ...params] = /^:chat\.local BATCH \+(\w+) (.*)$/.exec(open) ?? assert.fail(open);
  assert.deepEqual(params, [name === undefined ? type : `${type} ${name}`]);
  assert.equal(rest.pop(), `:chat.local BATCH -${id}`);
  return rest.map((line) => {
    assert.ok(line.startsWith(`@batch=${id} `), line);
    return line.slice(`@batch=${id} `.length);
  });
}

Deno.test("what is set can be asked for, by oneself and by others", async () => {
  const { ann, bob } = await people(false);
  for (const target of ["*", "ann", "ANN"]) {
    await ann.asks(
      `METADATA ${target} SET display-name :Ann the First`,
      ":chat.local 761 ann ann display-name * :Ann the First",
    );
    await ann.says(`METADATA ${target} GET display-name`);
    assert.deepEqual(batch(ann, "metadata", "ann"), [
      ":chat.local 761 ann ann display-name * :Ann the First",
    ]);
  }
  await bob.says("METADATA ann GET display-name");
  assert.deepEqual(batch(bob, "metadata", "ann"), [
    ":chat.local 761 bob ann display-name * :Ann the First",
  ]);
});

Deno.test("GET answers for each key, in the order in which they were asked for", async () => {
  const { ann } = await people(false);
  await ann.says("METADATA * SET avatar :https://example.org/ann.png");
  ann.read();
  await ann.says("METADATA * GET url avatar $bad");
  assert.deepEqual(batch(ann, "metadata", "ann"), [
    ":chat.local 766 ann ann url :key not set",
    ":chat.local 761 ann ann avatar * https://example.org/ann.png",
    ":chat.local WARN METADATA INVALID_KEY $bad :A key has 1 to 32 of a-z, 0-9 and _./-",
  ]);
});

Deno.test("setting nothing removes a key, whether it was set or not", async () => {
  const { ann } = await people(false);
  await ann.says("METADATA * SET url :https://example.org/");
  ann.read();
  const removed = ":chat.local 766 ann ann url :key not set";
  await ann.asks("METADATA * SET url", removed);
  await ann.asks("METADATA * SET url :", removed);
  await ann.says("METADATA * LIST");
  assert.deepEqual(batch(ann, "metadata", "ann"), []);
});

Deno.test("LIST shows everything that is set", async () => {
  const { ann, bob } = await people();
  await ann.says(
    "METADATA #tea SET url :https://example.org/",
    "METADATA #tea SET display-name :Tea",
  );
  ann.read();
  for (const [client, nick] of [[ann, "ann"], [bob, "bob"]] as const) {
    await client.says("METADATA #TEA LIST");
    assert.deepEqual(batch(client, "metadata", "#tea"), [
      `:chat.local 761 ${nick} #tea url * https://example.org/`,
      `:chat.local 761 ${nick} #tea display-name * Tea`,
    ]);
  }
});

Deno.test("CLEAR removes everything and names what it was", async () => {
  const { ann } = await people();
  await ann.says(
    "METADATA #tea SET url :https://example.org/",
    "METADATA #tea SET display-name :Tea",
  );
  ann.read();
  await ann.says("METADATA #tea CLEAR");
  assert.deepEqual(batch(ann, "metadata", "#tea"), [
    ":chat.local 766 ann #tea url :key not set",
    ":chat.local 766 ann #tea display-name :key not set",
  ]);
  await ann.says("METADATA #tea LIST");
  assert.deepEqual(batch(ann, "metadata", "#tea"), []);
});

Deno.test("a target that is not there is refused, without a batch", async () => {
  const { ann } = await people(false);
  for (const subcommand of ["GET url", "LIST", "SET url :x", "CLEAR", "SYNC"]) {
    for (const target of ["nobody", "#nowhere", "$a:user"]) {
      await ann.asks(
        `METADATA ${target} ${subcommand}`,
        `:chat.local FAIL METADATA INVALID_TARGET ${target} :There is nobody and no channel of that name`,
      );
    }
  }
});

Deno.test("nobody changes what others tell of themselves", async () => {
  const { ann, bob } = await people();
  await bob.says("METADATA * SET color :#c90076");
  bob.read();
  await ann.asks(
    "METADATA bob SET display-name :Not Ann",
    ":chat.local FAIL METADATA KEY_NO_PERMISSION bob display-name :You may not set display-name of bob",
  );
  await ann.asks(
    "METADATA bob CLEAR",
    ":chat.local FAIL METADATA KEY_NO_PERMISSION bob * :You may not remove what bob tells",
  );
  await bob.says("METADATA * LIST");
  assert.deepEqual(batch(bob, "metadata", "bob"), [":chat.local 761 bob bob color * #c90076"]);
});

Deno.test("only its ops change what a channel tells", async () => {
  const { ann, bob } = await people();
  await bob.asks(
    "METADATA #tea SET url :x",
    ":chat.local FAIL METADATA KEY_NO_PERMISSION #tea url :You may not set url of #tea",
  );
  await ann.says("MODE #tea +h bob");
  bob.read();
  await bob.asks("METADATA #tea SET url :x", /KEY_NO_PERMISSION/);
  await bob.asks("METADATA #tea CLEAR", /KEY_NO_PERMISSION #tea \* /);
  await ann.says("MODE #tea +o bob");
  bob.read();
  await bob.asks("METADATA #tea SET url :x", ":chat.local 761 bob #tea url * x");
});

Deno.test("an operator changes everything", async () => {
  const { world, ann } = await people();
  const root = await world.user("root", CAPS);
  await root.says("OPER root secret");
  root.read();
  await root.asks("METADATA ann SET url :x", ":chat.local 761 root ann url * x");
  await root.asks("METADATA #tea SET url :x", ":chat.local 761 root #tea url * x");
  await ann.says("METADATA * GET url");
  assert.deepEqual(batch(ann, "metadata", "ann"), [":chat.local 761 ann ann url * x"]);
});

for (const mode of ["+i", "+s", "+k key"]) {
  Deno.test(`who is not in a ${mode} channel does not see what it tells`, async () => {
    const { world, ann, bob } = await people();
    await ann.says("METADATA #tea SET url :https://example.org/", `MODE #tea ${mode}`);
    const cat = await world.user("cat", CAPS);
    await cat.says("METADATA * SUB url");
    cat.read();
    for (const subcommand of ["GET url", "LIST", "SYNC"]) {
      await cat.asks(
        `METADATA #tea ${subcommand}`,
        /^:chat\.local FAIL METADATA INVALID_TARGET #tea :/,
      );
    }
    await cat.asks("METADATA #tea SET url :y", / INVALID_TARGET /);
    bob.read();
    await bob.says("METADATA #tea GET url");
    assert.equal(batch(bob, "metadata", "#tea").length, 1);
  });
}

Deno.test("a key has only certain letters, and neither key nor value is too long", async () => {
  const { ann } = await people(false);
  const refusal = (key: string) =>
    `:chat.local FAIL METADATA INVALID_KEY ${key} :A key has 1 to 32 of a-z, 0-9 and _./-`;
  await ann.asks("METADATA * SET $url$ :x", refusal("$url$"));
  await ann.asks("METADATA * SET URL :x", refusal("URL"));
  await ann.asks(`METADATA * SET ${"k".repeat(33)} :x`, refusal("k".repeat(33)));
  await ann.asks("METADATA * SET : :x", /INVALID_KEY/);
  const tooLong = ":chat.local FAIL METADATA INVALID_VALUE url :A value has at most 300 bytes";
  await ann.asks(`METADATA * SET url :${"é".repeat(151)}`, tooLong);
  await ann.asks(
    `METADATA * SET ${"k".repeat(32)} :${"é".repeat(150)}`,
    `:chat.local 761 ann ann ${"k".repeat(32)} * ${"é".repeat(150)}`,
  );
});

Deno.test("a value that is not UTF-8 is refused", async () => {
  const { ann } = await people(false);
  await ann.sends("METADATA * SET url :\ufffd", false);
  ann.hears(":chat.local FAIL METADATA INVALID_UTF8 :Your line was not UTF-8, so it was ignored");
});

Deno.test("one may set only so many keys", async () => {
  const { ann } = await people(false, { limits: { metadataKeys: 1 } });
  await ann.asks("METADATA * SET a :1", ":chat.local 761 ann ann a * 1");
  await ann.asks(
    "METADATA * SET b :2",
    ":chat.local FAIL METADATA LIMIT_REACHED SET ann 1 :There are 1 keys already; remove one of them first",
  );
  await ann.asks("METADATA * SET a :2", ":chat.local 761 ann ann a * 2");
  await ann.says("METADATA * SET a");
  ann.read();
  await ann.asks("METADATA * SET b :2", ":chat.local 761 ann ann b * 2");
});

Deno.test("what cannot be understood is refused", async () => {
  const { ann } = await people(false);
  const refusal = (what: string, text: string) =>
    `:chat.local FAIL METADATA INVALID_PARAMS ${what} :${text}`;
  await ann.asks("METADATA", refusal("*", "Say whose metadata it is about and what to do with it"));
  await ann.asks(
    "METADATA *",
    refusal("*", "Say whose metadata it is about and what to do with it"),
  );
  await ann.asks("METADATA * SNEEZE", refusal("SNEEZE", "There is no METADATA SNEEZE"));
  await ann.asks("METADATA * :: hi!", refusal("*", "There is no METADATA : hi!"));
  for (const subcommand of ["GET", "SET", "SUB", "UNSUB"]) {
    await ann.asks(
      `METADATA * ${subcommand}`,
      refusal(subcommand, `METADATA ${subcommand} needs a key`),
    );
  }
});

Deno.test("who is subscribed to a key is told of changes by those in a channel, and of the channel", async () => {
  const { ann, bob } = await people();
  await bob.says("METADATA * SUB display-name avatar");
  bob.read();
  await ann.asks("METADATA * SET display-name :Ann", ":chat.local 761 ann ann display-name * Ann");
  bob.hears(":chat.local 761 bob ann display-name * Ann");
  await ann.says("METADATA * SET display-name :Ann");
  bob.hearsNothing();
  await ann.says("METADATA * SET display-name");
  bob.hears(":chat.local 766 bob ann display-name :key not set");
  await ann.says("METADATA #tea SET display-name :Tea", "METADATA #tea CLEAR");
  bob.hears(
    ":chat.local 761 bob #tea display-name * Tea",
    ":chat.local 766 bob #tea display-name :key not set",
  );
  await ann.says("METADATA * SET url :https://example.org/");
  bob.hearsNothing();
});

Deno.test("who changes something is not told of it a second time", async () => {
  const { ann } = await people();
  await ann.says("METADATA * SUB url");
  ann.read();
  await ann.asks("METADATA * SET url :x", ":chat.local 761 ann ann url * x");
  await ann.asks("METADATA #tea SET url :x", ":chat.local 761 ann #tea url * x");
});

Deno.test("who shares no channel is not told, but who monitors is", async () => {
  const { ann, bob, world } = await people(false);
  const cat = await world.user("cat", CAPS);
  for (const client of [bob, cat]) await client.says("METADATA * SUB url");
  await bob.says("MONITOR + ann");
  for (const client of [bob, cat]) client.read();
  await ann.says("METADATA * SET url :x");
  bob.hears(":chat.local 761 bob ann url * x");
  cat.hearsNothing();
});

Deno.test("who joins learns once of each value of the keys that it is subscribed to", async () => {
  const { ann, bob } = await people(false);
  await bob.says("METADATA * SUB display-name");
  await ann.says("METADATA * SET display-name :Ann", "METADATA * SET url :x");
  await ann.says("JOIN #tea", "METADATA #tea SET display-name :Tea");
  bob.read();
  await bob.says("JOIN #tea");
  const lines = bob.read();
  const [, id] = /^:chat\.local BATCH \+(\w+) metadata #tea$/.exec(lines.at(-4) ?? "") ??
    assert.fail(lines.join("\n"));
  assert.deepEqual(lines.slice(-3), [
    `@batch=${id} :chat.local 761 bob #tea display-name * Tea`,
    `@batch=${id} :chat.local 761 bob ann display-name * Ann`,
    `:chat.local BATCH -${id}`,
  ]);
  assert.equal(lines.filter((line) => line.includes(" 761 ")).length, 2);
});

Deno.test("those who are there learn once of what is set of somebody who joins", async () => {
  const { ann, bob } = await people(false);
  await bob.says("METADATA * SUB display-name", "JOIN #tea", "JOIN #cake");
  await ann.says("METADATA * SET display-name :Ann");
  bob.read();
  await ann.says("JOIN #tea");
  bob.hears(":ann!ann@host JOIN #tea", ":chat.local 761 bob ann display-name * Ann");
  await ann.says("JOIN #cake");
  bob.hears(":ann!ann@host JOIN #cake");
});

Deno.test("who monitors somebody learns what is set when they come", async () => {
  const { world, ann } = await people(false);
  await ann.says("METADATA * SUB url", "MONITOR + cat,bob");
  ann.read();
  const cat = world.connect();
  await cat.says(`CAP REQ :${CAPS}`, "METADATA * SET url :x", "NICK cat", "USER cat 0 * :Cat");
  await cat.says("CAP END");
  ann.hears(
    ":chat.local 730 ann cat!cat@host",
    /^:chat\.local BATCH \+(\w+) metadata cat$/,
    /^@batch=\w+ :chat\.local 761 ann cat url \* x$/,
    /^:chat\.local BATCH -/,
  );
});

Deno.test("SUB says what it has taken, and that there may be something to synchronize", async () => {
  const { ann } = await people(false);
  const later = ":chat.local 774 ann *ALL 0 :Send METADATA *ALL SYNC for what is set";
  await ann.asks("METADATA * SUB url avatar", ":chat.local 770 ann url avatar", later);
  await ann.asks("METADATA ann SUB avatar", ":chat.local 770 ann avatar");
  await ann.asks(
    "METADATA * SUB $url bar",
    ":chat.local WARN METADATA INVALID_KEY $url :A key has 1 to 32 of a-z, 0-9 and _./-",
    ":chat.local 770 ann bar",
    later,
  );
});

Deno.test("one may be subscribed to only so many keys; the first that did not fit is named", async () => {
  const { ann } = await people(false, { limits: { metadataSubs: 3 } });
  await ann.says("METADATA * SUB avatar website");
  ann.read();
  await ann.asks(
    "METADATA * SUB foo website avatar",
    ":chat.local 770 ann foo",
    ":chat.local FAIL METADATA LIMIT_REACHED SUB website 3 :You are subscribed to 3 keys already; unsubscribe from one of them first",
    / 774 /,
  );
  await ann.says("METADATA * SUBS");
  assert.deepEqual(batch(ann, "metadata-subs"), [":chat.local 772 ann avatar website foo"]);
});

Deno.test("UNSUB ends it, whether one was subscribed or not; SUBS shows what is left", async () => {
  const { ann } = await people(false);
  await ann.says("METADATA * SUB url avatar");
  ann.read();
  await ann.asks("METADATA * UNSUB url foo", ":chat.local 771 ann url foo");
  await ann.says("METADATA * SUBS");
  assert.deepEqual(batch(ann, "metadata-subs"), [":chat.local 772 ann avatar"]);
  await ann.asks(
    "METADATA * UNSUB avatar $a",
    / 771 ann avatar$/,
    / WARN METADATA INVALID_KEY \$a /,
  );
  await ann.says("METADATA * SUBS");
  assert.deepEqual(batch(ann, "metadata-subs"), []);
});

Deno.test("nobody subscribes for somebody else", async () => {
  const { ann } = await people();
  for (const subcommand of ["SUB url", "UNSUB url", "SUBS"]) {
    for (const target of ["bob", "#tea"]) {
      await ann.asks(`METADATA ${target} ${subcommand}`, / FAIL METADATA INVALID_TARGET /);
    }
  }
});

Deno.test("without the capability, or without batch, one is not subscribed any more", async () => {
  for (const cap of ["batch", "draft/metadata-3"]) {
    const { ann, bob } = await people();
    await bob.says("METADATA * SUB url", `CAP REQ -${cap}`, `CAP REQ ${cap}`);
    bob.read();
    await ann.says("METADATA * SET url :x");
    bob.hearsNothing();
  }
});

Deno.test("SYNC shows what is set of the keys that one is subscribed to", async () => {
  const { world, ann, bob } = await people();
  const cat = await world.user("cat", CAPS);
  await cat.says("METADATA * SET url :cat", "METADATA * SET color :red");
  await ann.says("METADATA * SET url :ann", "METADATA #tea SET url :tea");
  await bob.says("METADATA * SUB url", "MONITOR + cat");
  bob.read();
  await bob.says("METADATA ann SYNC");
  assert.deepEqual(batch(bob, "metadata", "ann"), [":chat.local 761 bob ann url * ann"]);
  const tea = [":chat.local 761 bob #tea url * tea", ":chat.local 761 bob ann url * ann"];
  await bob.says("METADATA #tea SYNC");
  assert.deepEqual(batch(bob, "metadata", "#tea"), tea);
  await bob.says("METADATA *ALL SYNC");
  assert.deepEqual(batch(bob, "metadata", "*ALL"), [...tea, ":chat.local 761 bob cat url * cat"]);
});

Deno.test("who joins a large channel is asked to synchronize later", async () => {
  const { world, ann, bob } = await people();
  const channel = world.network.channel("#tea");
  assert.ok(channel);
  for (let i = 0; i < 500; i++) {
    const user = new User(`u${i}`, "u", "host", "Somebody", world.now, `${i}`);
    world.network.addUser(user);
    world.network.addMember(channel, user);
  }
  await bob.says("PART #tea", "JOIN #tea");
  assert.equal(
    bob.read().at(-1),
    ":chat.local 774 bob #tea 0 :Send METADATA #tea SYNC for what is set",
  );
  await ann.says("METADATA #tea SYNC");
  assert.equal(ann.read().at(-1)?.startsWith(":chat.local BATCH -"), true);
});

Deno.test("clients of the older draft are told of changes with METADATA, and answered with numerics", async () => {
  const { world, ann } = await people();
  const old = await world.user("old", "batch draft/metadata-2");
  await old.says("METADATA * SUB url");
  await ann.says("METADATA * SET url :x");
  old.read();
  await old.says("JOIN #tea");
  assert.ok(old.read().some((line) => line.endsWith(" :chat.local METADATA ann url * x")));
  await ann.says("METADATA * SET url :y", "METADATA * SET url");
  old.hears(":chat.local METADATA ann url * y", ":chat.local METADATA ann url *");
  await old.asks("METADATA * SET url :z", ":chat.local 761 old old url * z");
});

Deno.test("nobody speaks both drafts", async () => {
  const { world } = await people();
  const cat = await world.user("cat", "batch");
  const both = "draft/metadata-2 draft/metadata-3";
  await cat.asks(`CAP REQ :${both}`, `:chat.local CAP cat NAK :${both}`);
  await cat.asks("CAP REQ draft/metadata-2", ":chat.local CAP cat ACK draft/metadata-2");
  await cat.asks("CAP REQ draft/metadata-3", ":chat.local CAP cat NAK draft/metadata-3");
  const change = "draft/metadata-3 -draft/metadata-2";
  await cat.asks(`CAP REQ :${change}`, `:chat.local CAP cat ACK :${change}`);
});

Deno.test("before registration one can set and subscribe for oneself; the welcome repeats it", async () => {
  const world = new World();
  const ann = world.connect();
  await ann.says("CAP LS 302");
  assert.ok(
    ann.read().some((line) => line.includes("draft/metadata-3=before-connect,max-subs=50,")),
  );
  await ann.says(`CAP REQ :${CAPS}`, "NICK ann");
  ann.read();
  await ann.asks("METADATA * SUB url", ":chat.local 770 * url");
  await ann.asks("METADATA * SET url :x", ":chat.local 761 * * url * x");
  await ann.asks("METADATA ann SET url :x", / FAIL METADATA INVALID_TARGET ann /);
  await ann.says("METADATA * GET url");
  assert.deepEqual(batch(ann, "metadata", "*"), [":chat.local 761 * * url * x"]);
  await ann.says("USER ann 0 * :Ann", "CAP END");
  const welcome = ann.read();
  const at = welcome.findIndex((line) => line.endsWith(" metadata ann"));
  assert.match(welcome[at + 1] ?? "", /^@batch=\w+ :chat\.local 761 ann ann url \* x$/);
  assert.ok(at < welcome.findIndex((line) => line.includes(" 422 ")), "before the end of the MOTD");
  await ann.says("METADATA * SUBS");
  assert.deepEqual(batch(ann, "metadata-subs"), [":chat.local 772 ann url"]);
});

Deno.test("what another client of a user sets before registration is told to the first one", async () => {
  const world = new World({ accounts: { passwordHashCost: "lowest" } });
  await world.account("ann");
  const laptop = await world.login("ann", "ann", CAPS);
  await laptop.says("METADATA * SUB url");
  laptop.read();
  const phone = world.connect();
  await phone.says(`CAP REQ :sasl ${CAPS}`, "METADATA * SET url :x");
  await phone.logsIn("ann");
  await phone.says("NICK ann", "USER ann 0 * :Ann", "CAP END");
  laptop.hears(":chat.local 761 ann ann url * x");
});

Deno.test("before registration METADATA needs the capability", async () => {
  const world = new World();
  await world.connect().asks("METADATA * SET url :x", ":chat.local 451 * :You have not registered");
});

Deno.test("changes are told to whoever keeps them", async () => {
  const { world, ann } = await people();
  const kept: unknown[] = [];
  world.network.onMetadata.push((target, key, value) =>
    kept.push([targetName(target), key, value])
  );
  await ann.says("METADATA * SET url :x", "METADATA #tea SET url :y", "METADATA * SET url");
  assert.deepEqual(kept, [["ann", "url", "x"], ["#tea", "url", "y"], ["ann", "url", undefined]]);
});
