import assert from "node:assert/strict";
import { type Client, World } from "../../world.ts";

const opers = [{ name: "root", password: "secret", title: "is in charge" }];

async function withOper(world: World): Promise<Client> {
  const root = await world.user("root");
  await root.says("OPER root secret");
  root.read();
  return root;
}

Deno.test("an operator ends somebody's connection, and everybody reads why", async () => {
  const world = new World({ opers });
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  const root = await withOper(world);
  await root.asks("KILL ann :too loud");
  ann.hears(
    ":root!root@host KILL ann :too loud",
    "ERROR :Closing link: chat.local (Killed (root (too loud)))",
  );
  assert.ok(ann.isClosed);
  bob.hears(":ann!ann@host QUIT :Killed (root (too loud))");
  await root.asks("WHOIS ann", ":chat.local 401 root ann :No such nick/channel", /318/);
});

Deno.test("a reason can be left out", async () => {
  const world = new World({ opers });
  const ann = await world.user("ann");
  const root = await withOper(world);
  await root.says("KILL ann");
  assert.ok(ann.isClosed);
  assert.equal(
    ann.read().at(-1),
    "ERROR :Closing link: chat.local (Killed (root (No reason given)))",
  );
});

Deno.test("an operator can end the own connection", async () => {
  const world = new World({ opers });
  const root = await withOper(world);
  await root.says("KILL root :enough");
  assert.ok(root.isClosed);
});

Deno.test("others may not, not even themselves", async () => {
  const world = new World({ opers });
  const ann = await world.user("ann");
  const bob = await world.user("bob");
  const refusal = ":chat.local 481 ann :Permission Denied- You're not an IRC operator";
  await ann.asks("KILL bob :go away", refusal);
  await ann.asks("KILL ann :go away", refusal);
  assert.ok(!ann.isClosed && !bob.isClosed);
});

Deno.test("nobody of that nick is there", async () => {
  const world = new World({ opers });
  const root = await withOper(world);
  await root.asks("KILL nobody :gone", ":chat.local 401 root nobody :No such nick/channel");
});

Deno.test("KILL needs a nick", async () => {
  const world = new World({ opers });
  const root = await withOper(world);
  await root.asks("KILL", ":chat.local 461 root KILL :Not enough parameters");
});

Deno.test("WALLOPS reaches everybody who wants it (+w), and nobody else", async () => {
  const world = new World({ opers });
  const ann = await world.user("ann");
  const bob = await world.user("bob");
  await ann.says("MODE ann +w");
  ann.read();
  const root = await withOper(world);
  await root.asks("WALLOPS :tea is ready");
  ann.hears(":root!root@host WALLOPS :tea is ready");
  bob.hearsNothing();
});

Deno.test("WALLOPS is for operators, and needs a text", async () => {
  const world = new World({ opers });
  const ann = await world.user("ann");
  await ann.asks(
    "WALLOPS :hello",
    ":chat.local 481 ann :Permission Denied- You're not an IRC operator",
  );
  const root = await withOper(world);
  await root.asks("WALLOPS :", ":chat.local 461 root WALLOPS :Not enough parameters");
  await root.asks("WALLOPS", ":chat.local 461 root WALLOPS :Not enough parameters");
});
