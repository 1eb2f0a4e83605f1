import { World } from "../../world.ts";

const LISTS = [
  { list: "b", entry: "367", end: "368", text: "End of channel ban list" },
  { list: "e", entry: "348", end: "349", text: "End of channel ban exception list" },
  { list: "I", entry: "346", end: "347", text: "End of channel invite exception list" },
];

for (const { list, entry, end, text } of LISTS) {
  Deno.test(`+${list} keeps masks with who set them and when, and shows them to members`, async () => {
    const world = new World();
    const [ann, bob] = await world.channel("#tea", "ann", "bob");
    await ann.asks(`MODE #tea +${list} carl`, `:ann!ann@host MODE #tea +${list} carl!*@*`);
    world.now += 60_000;
    await ann.says(`MODE #tea +${list} *!*@example.org`);
    bob.read();
    for (const question of [`+${list}`, list, `${list}${list}`]) {
      await bob.asks(
        `MODE #tea ${question}`,
        `:chat.local ${entry} bob #tea carl!*@* ann!ann@host 1767225600`,
        `:chat.local ${entry} bob #tea *!*@example.org ann!ann@host 1767225660`,
        `:chat.local ${end} bob #tea :${text}`,
      );
    }
  });

  Deno.test(`-${list} removes a mask in whatever case, and tells it as it was set`, async () => {
    const world = new World();
    const [ann] = await world.channel("#tea", "ann");
    await ann.says(`MODE #tea +${list} CARL!*@*`);
    ann.read();
    await ann.asks(`MODE #tea +${list} carl`);
    await ann.asks(`MODE #tea -${list} carl!*@*`, `:ann!ann@host MODE #tea -${list} CARL!*@*`);
    await ann.asks(`MODE #tea -${list} carl!*@*`);
    await ann.asks(`MODE #tea ${list}`, `:chat.local ${end} ann #tea :${text}`);
  });

  Deno.test(`a full list takes no more: 478 for +${list}`, async () => {
    const world = new World({ limits: { listModes: 2 } });
    const [ann] = await world.channel("#tea", "ann");
    await ann.asks(
      `MODE #tea +${list.repeat(3)} a b c`,
      `:chat.local 478 ann #tea ${list} :Channel list is full`,
      `:ann!ann@host MODE #tea +${list}${list} a!*@* b!*@*`,
    );
  });
}

Deno.test("questions and changes may come in one line", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  await ann.asks("MODE #tea +ib", / 368 ann #tea /, ":ann!ann@host MODE #tea +i");
});

Deno.test("half-ops keep the lists, plain members do not", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await bob.asks("MODE #tea +b carl", ":chat.local 482 bob #tea :You're not channel operator");
  await ann.says("MODE #tea +h bob");
  bob.read();
  await bob.asks("MODE #tea +b carl", ":bob!bob@host MODE #tea +b carl!*@*");
});

Deno.test("what cannot be a mask is refused", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const refusal = "A mask is one word of at most 150 bytes, such as nick!user@host";
  await ann.asks("MODE #tea +b :two words", `:chat.local 696 ann #tea b * :${refusal}`);
  await ann.asks("MODE #tea +b :", `:chat.local 696 ann #tea b * :${refusal}`);
  const long = "a".repeat(151);
  await ann.asks(`MODE #tea +b ${long}`, / 696 ann #tea b a+ :A mask is one word/);
});

Deno.test("+b keeps those silent who are here already, voices and +e aside", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.says("MODE #tea +b *!*@host");
  for (const client of [ann, bob]) client.read();
  await bob.asks("PRIVMSG #tea :hi", ":chat.local 404 bob #tea :Cannot send to channel");
  ann.hearsNothing();
  await ann.says("MODE #tea +v bob", "PRIVMSG #tea :speak");
  await bob.says("PRIVMSG #tea :hi");
  ann.hears(":ann!ann@host MODE #tea +v bob", ":bob!bob@host PRIVMSG #tea :hi");
  await ann.says("MODE #tea -v+e bob bob");
  bob.read();
  await bob.asks("PRIVMSG #tea :again");
});

Deno.test("a mask that is written for unverified usernames fits as well", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("bob");
  await ann.says("MODE #tea +b *!~bob@*");
  await bob.asks("JOIN #tea", / 474 /);
});

Deno.test("+b a:name bans an account, not a nick", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  await ann.asks("MODE #tea +b a:Bob", ":ann!ann@host MODE #tea +b a:Bob");
  const guest = await world.user("bob");
  await guest.asks("JOIN #tea", / JOIN #tea$/, / 353 /, / 366 /);
  await guest.says("PART #tea");
  guest.read();
  world.loggedIn(guest, "bob");
  await guest.asks("JOIN #tea", ":chat.local 474 bob #tea :Cannot join channel (+b)");
  await ann.says("MODE #tea -b a:bob");
  await guest.asks("JOIN #tea", / JOIN #tea$/, / 353 /, / 366 /);
});

Deno.test("+e a:name and +I a:name let an account in", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("bobby");
  world.loggedIn(bob, "bob");
  await ann.says("MODE #tea +bi *!*@*");
  await bob.asks("JOIN #tea", / 474 /);
  await ann.says("MODE #tea +e a:bob");
  await bob.asks("JOIN #tea", / 473 /);
  await ann.says("MODE #tea +I a:bob");
  await bob.asks("JOIN #tea", / JOIN #tea$/, / 353 /, / 366 /);
});

Deno.test("+b m:mask lets in, but not speak", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("Bob");
  await ann.asks("MODE #tea +b m:BOB", ":ann!ann@host MODE #tea +b m:BOB!*@*");
  await bob.joins("#tea");
  ann.read();
  await bob.asks(
    "MODE #tea b",
    ":chat.local 367 Bob #tea m:BOB!*@* ann!ann@host 1767225600",
    / 368 /,
  );
  await bob.asks("PRIVMSG #tea :hi", ":chat.local 404 Bob #tea :Cannot send to channel");
  ann.hearsNothing();
  await ann.says("MODE #tea -b m:bob!*@*");
  bob.read();
  await bob.says("PRIVMSG #tea :hi");
  ann.hears(":ann!ann@host MODE #tea -b m:BOB!*@*", ":Bob!Bob@host PRIVMSG #tea :hi");
});

for (const exemption of ["+v bob", "+e m:*!~bob@*", "+e bob!*@*"]) {
  Deno.test(`${exemption} exempts from a mute`, async () => {
    const world = new World();
    const [ann, bob] = await world.channel("#tea", "ann", "bob");
    await ann.says("MODE #tea +b m:bob");
    bob.read();
    await bob.asks("PRIVMSG #tea :hi", / 404 /);
    await ann.says(`MODE #tea ${exemption}`);
    bob.read();
    await bob.asks("PRIVMSG #tea :hi");
  });
}

Deno.test("+e m:mask does not exempt from a ban", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("bob");
  await ann.says("MODE #tea +be bob m:bob");
  await bob.asks("JOIN #tea", / 474 /);
});
