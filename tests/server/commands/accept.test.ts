import { type Client, World } from "../../world.ts";

const REFUSED = ":chat.local 477 bob ann :You need to be logged in to an account";

/** ann, who wants messages from registered people only, and bob, who is not. */
async function annAndBob(): Promise<{ world: World; ann: Client; bob: Client }> {
  const world = new World({ opers: [{ name: "root", password: "secret", title: "is in charge" }] });
  const ann = await world.user("ann");
  const bob = await world.user("bob");
  await ann.says("MODE ann +R");
  ann.read();
  return { world, ann, bob };
}

Deno.test("+R refuses private messages of who is not logged in", async () => {
  const { ann, bob } = await annAndBob();
  await bob.asks("PRIVMSG ann :hello", REFUSED);
  await bob.asks("TAGMSG ann", REFUSED);
  await bob.asks("NOTICE ann :hello");
  ann.hearsNothing();
});

Deno.test("+R lets those through who are logged in, operators, and oneself", async () => {
  const { world, ann, bob } = await annAndBob();
  world.loggedIn(bob, "bob");
  const cat = await world.user("cat");
  await cat.says("OPER root secret");
  cat.read();
  await bob.asks("PRIVMSG ann :hello");
  await cat.asks("PRIVMSG ann :hello");
  ann.hears(":bob!bob@host PRIVMSG ann :hello", ":cat!cat@host PRIVMSG ann :hello");
  await ann.asks("PRIVMSG ann :buy milk", ":ann!ann@host PRIVMSG ann :buy milk");
});

Deno.test("+R is about private messages only", async () => {
  const { ann, bob } = await annAndBob();
  for (const client of [ann, bob]) await client.joins("#tea");
  ann.read();
  await bob.asks("PRIVMSG #tea :hello");
  ann.hears(":bob!bob@host PRIVMSG #tea :hello");
});

Deno.test("ACCEPT lets somebody through, and a minus takes it back", async () => {
  const { ann, bob } = await annAndBob();
  await ann.asks("ACCEPT BOB");
  await bob.asks("PRIVMSG ann :hello");
  ann.hears(":bob!bob@host PRIVMSG ann :hello");
  await ann.asks("ACCEPT -bob");
  await bob.asks("PRIVMSG ann :hello", REFUSED);
});

Deno.test("who is written to may answer", async () => {
  const { ann, bob } = await annAndBob();
  await ann.says("PRIVMSG bob :hello");
  bob.read();
  await bob.asks("PRIVMSG ann :hello yourself");
  ann.hears(":bob!bob@host PRIVMSG ann :hello yourself");
});

Deno.test("who is accepted stays so under another nick; somebody else under the old one is not", async () => {
  const { world, ann, bob } = await annAndBob();
  await ann.says("ACCEPT bob");
  await bob.says("NICK bobby");
  bob.read();
  await bob.asks("PRIVMSG ann :hello");
  const other = await world.user("bob");
  await other.asks("PRIVMSG ann :hello", REFUSED);
  ann.read();
  await ann.asks("ACCEPT -bobby");
  await bob.asks(
    "PRIVMSG ann :hello",
    ":chat.local 477 bobby ann :You need to be logged in to an account",
  );
});

Deno.test("ACCEPT * shows who is accepted", async () => {
  const { world, ann } = await annAndBob();
  await world.user("cat");
  await ann.asks("ACCEPT *", ":chat.local 282 ann :End of ACCEPT list");
  await ann.asks("ACCEPT bob,cat");
  await ann.asks(
    "ACCEPT *",
    ":chat.local 281 ann bob cat",
    ":chat.local 282 ann :End of ACCEPT list",
  );
});

Deno.test("ACCEPT says what it cannot do", async () => {
  const { ann } = await annAndBob();
  await ann.asks("ACCEPT nobody", ":chat.local 401 ann nobody :No such nick/channel");
  await ann.asks("ACCEPT -bob", ":chat.local 458 ann bob :is not on your accept list");
  await ann.asks("ACCEPT bob,bob", ":chat.local 457 ann bob :is already on your accept list");
  await ann.asks("ACCEPT", ":chat.local 461 ann ACCEPT :Not enough parameters");
});

Deno.test("over two hundred the first one is forgotten", async () => {
  const { world, ann, bob } = await annAndBob();
  await ann.says("ACCEPT bob");
  for (let i = 0; i < 200; i++) {
    await world.user(`u${i}`);
    await ann.says(`ACCEPT u${i}`);
  }
  await bob.asks("PRIVMSG ann :hello", REFUSED);
});
