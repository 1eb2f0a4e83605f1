import { World } from "../../world.ts";

Deno.test("a new nick is told once to everybody who shares a channel, and to oneself", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  const carl = await world.user("carl");
  await ann.joins("#milk");
  await bob.joins("#milk");
  ann.read();
  await ann.asks("NICK anna", ":ann!ann@host NICK anna");
  bob.hears(":ann!ann@host NICK anna");
  carl.hearsNothing();
  await bob.asks("NAMES #tea", / 353 bob = #tea :@anna bob$/, / 366 /);
});

Deno.test("a nick that somebody has is refused in whatever case, and the old one is kept", async () => {
  const world = new World();
  const ann = await world.user("ann");
  const bob = await world.user("bob");
  await bob.asks("NICK ANN", ":chat.local 433 bob ANN :Nickname is already in use");
  await ann.says("PRIVMSG bob :hi");
  bob.hears(":ann!ann@host PRIVMSG bob :hi");
});

Deno.test("changing only the case is told; changing nothing is silent", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.asks("NICK Ann", ":ann!ann@host NICK Ann");
  bob.hears(":ann!ann@host NICK Ann");
  await ann.asks("NICK Ann");
  bob.hearsNothing();
});

Deno.test("what cannot be a nick is refused", async () => {
  const world = new World({ limits: { nickLen: 8 } });
  const ann = await world.user("ann");
  for (const nick of ["*", "1ann", "#ann", "a!b", "änn", "123456789", "abcdefghi"]) {
    await ann.asks(`NICK ${nick}`, `:chat.local 432 ann ${nick} :Erroneous nickname`);
  }
  await ann.asks("NICK abcdefgh", ":ann!ann@host NICK abcdefgh");
});

Deno.test("NICK needs a nick", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("NICK", ":chat.local 431 ann :No nickname given");
  await ann.asks("NICK :", ":chat.local 431 ann :No nickname given");
});

Deno.test("a nick is free again at once after a change and after QUIT", async () => {
  const world = new World();
  const ann = await world.user("ann");
  const bob = await world.user("bob");
  await ann.says("NICK anna");
  await bob.asks("NICK ann", ":bob!bob@host NICK ann");
  await ann.says("QUIT");
  await bob.asks("NICK ANNA", ":ann!bob@host NICK ANNA");
});

Deno.test("with unicode names a nick may have any letters, and is the same in every case", async () => {
  const world = new World({ server: { casemapping: "unicode" } });
  const ann = await world.user("Änne");
  const bob = await world.user("bob");
  await bob.asks("NICK äNNE", ":chat.local 433 bob äNNE :Nickname is already in use");
  await bob.says("PRIVMSG ÄNNE :hi");
  ann.hears(":bob!bob@host PRIVMSG Änne :hi");
});

Deno.test("a message after a change comes from the new nick, one before it from the old", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.says("PRIVMSG #tea :one", "NICK anna", "PRIVMSG #tea :two");
  bob.hears(
    ":ann!ann@host PRIVMSG #tea :one",
    ":ann!ann@host NICK anna",
    ":anna!ann@host PRIVMSG #tea :two",
  );
});
