import { World } from "../../world.ts";

Deno.test("who makes a channel gets their JOIN, the names and their end, and is its op", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks(
    "JOIN #tea",
    ":ann!ann@host JOIN #tea",
    ":chat.local 353 ann = #tea @ann",
    ":chat.local 366 ann #tea :End of NAMES list",
  );
});

Deno.test("who comes later gets the topic and its setter between the JOIN and the names", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.joins("#tea");
  await ann.says("TOPIC #tea :Green or black");
  const bob = await world.user("bob");
  await bob.asks(
    "JOIN #tea",
    ":bob!bob@host JOIN #tea",
    ":chat.local 332 bob #tea :Green or black",
    ":chat.local 333 bob #tea ann!ann@host 1767225600",
    ":chat.local 353 bob = #tea :@ann bob",
    ":chat.local 366 bob #tea :End of NAMES list",
  );
});

Deno.test("the members of a channel see who joins", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("bob");
  await bob.joins("#tea");
  ann.hears(":bob!bob@host JOIN #tea");
});

Deno.test("joining a second time is silent, in whatever case", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.says("JOIN #tea", "JOIN #TEA");
  ann.hearsNothing();
  bob.hearsNothing();
});

Deno.test("a channel keeps the case of its maker", async () => {
  const world = new World();
  await world.channel("#Tea", "ann");
  const bob = await world.user("bob");
  await bob.asks("JOIN #tEA", ":bob!bob@host JOIN #Tea", / 353 bob = #Tea /, / 366 bob #Tea /);
});

Deno.test("several channels are joined at once, each with the key in its place", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.joins("#a", "#b", "#c");
  await ann.says("MODE #a +k one", "MODE #c +k three");
  const bob = await world.user("bob");
  await bob.asks(
    "JOIN #a,#b,#c one,,three",
    ...[/ JOIN #a$/, / 353 /, / 366 /],
    ...[/ JOIN #b$/, / 353 /, / 366 /],
    ...[/ JOIN #c$/, / 353 /, / 366 /],
  );
});

Deno.test("a wrong name in a list is refused for itself alone", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks(
    "JOIN #a,inv@lid,#b",
    ...[":ann!ann@host JOIN #a", / 353 /, / 366 /],
    ":chat.local 403 ann inv@lid :No such channel",
    ...[":ann!ann@host JOIN #b", / 353 /, / 366 /],
  );
});

Deno.test("a name that cannot be one is refused", async () => {
  const world = new World({ limits: { channelLen: 10 } });
  const ann = await world.user("ann");
  await ann.asks("JOIN tea", ":chat.local 403 ann tea :No such channel");
  await ann.asks("JOIN #123456789", / JOIN #123456789$/, / 353 /, / 366 /);
  await ann.asks("JOIN #1234567890", ":chat.local 403 ann #1234567890 :No such channel");
  for (const name of ["#", "#a*", "#a:b", "#a\x07"]) {
    await ann.asks(`JOIN ${name}`, `:chat.local 476 ann ${name} :Bad channel name`);
  }
});

Deno.test("JOIN without a name is not enough", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("JOIN", ":chat.local 461 ann JOIN :Not enough parameters");
  await ann.says("JOIN :", "JOIN ,,");
  ann.hearsNothing();
});

Deno.test("JOIN 0 leaves every channel", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.joins("#milk");
  await ann.asks("JOIN 0", ":ann!ann@host PART #tea", ":ann!ann@host PART #milk");
  bob.hears(":ann!ann@host PART #tea");
});

Deno.test("+i lets in only who was invited or is excepted with +I", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("bob");
  const carl = await world.user("Carl");
  await ann.says("MODE #tea +i");
  await bob.asks("JOIN #tea", ":chat.local 473 bob #tea :Cannot join channel (+i)");
  await ann.says("MODE #tea +I CARL!*@*");
  await carl.asks("JOIN #tea", / JOIN #tea$/, / 353 /, / 366 /);
  await bob.asks("JOIN #tea", / 473 /);
});

Deno.test("+k wants the key", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("bob");
  await ann.says("MODE #tea +k earl");
  await bob.asks("JOIN #tea", ":chat.local 475 bob #tea :Cannot join channel (+k)");
  await bob.asks("JOIN #tea Earl", / 475 /);
  await bob.asks("JOIN #tea earl", / JOIN #tea$/, / 353 /, / 366 /);
});

Deno.test("+l lets in only so many, and again when somebody has left", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  const carl = await world.user("carl");
  await ann.says("MODE #tea +l 2");
  await carl.asks("JOIN #tea", ":chat.local 471 carl #tea :Cannot join channel (+l)");
  await bob.says("PART #tea");
  await carl.asks("JOIN #tea", / JOIN #tea$/, / 353 /, / 366 /);
});

Deno.test("+b keeps out, whatever the case, unless +e excepts", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("Bob");
  await ann.says("MODE #tea +b BOB!*@*");
  await bob.asks("JOIN #tea", ":chat.local 474 Bob #tea :Cannot join channel (+b)");
  await ann.says("MODE #tea +e *!bob@*");
  await bob.asks("JOIN #tea", / JOIN #tea$/, / 353 /, / 366 /);
});

Deno.test("+R lets in only who is logged in", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("bob");
  await ann.says("MODE #tea +R");
  await bob.asks("JOIN #tea", ":chat.local 477 bob #tea :You need to be logged in to an account");
  world.loggedIn(bob, "bob");
  await bob.asks("JOIN #tea", / JOIN #tea$/, / 353 /, / 366 /);
});

Deno.test("a user may be in many channels, but not in any number", async () => {
  const world = new World();
  const ann = await world.user("ann");
  for (let i = 0; i < 500; i++) await ann.joins(`#${i}`);
  await ann.asks("JOIN #more", ":chat.local 405 ann #more :You have joined too many channels");
  await ann.says("PART #0");
  ann.read();
  await ann.asks("JOIN #more", / JOIN #more$/, / 353 /, / 366 /);
});

Deno.test("extended-join tells the account and the real name, to those alone who asked for it", async () => {
  const world = new World();
  const ann = await world.user("ann", "extended-join");
  const bob = await world.user("bob");
  await ann.joins("#tea");
  await bob.joins("#tea");
  ann.hears(":bob!bob@host JOIN #tea * :bob Example");
  const carl = await world.user("carl");
  world.loggedIn(carl, "Charles");
  await carl.joins("#tea");
  ann.hears(":carl!carl@host JOIN #tea Charles :carl Example");
  bob.hears(":carl!carl@host JOIN #tea");
});

Deno.test("one's own JOIN is extended as well", async () => {
  const world = new World();
  const ann = await world.user("ann", "extended-join");
  await ann.asks("JOIN #tea", ":ann!ann@host JOIN #tea * :ann Example", / 353 /, / 366 /);
});

for (const cap of ["no-implicit-names", "draft/no-implicit-names"]) {
  Deno.test(`${cap} leaves the names out after JOIN, and nowhere else`, async () => {
    const world = new World();
    await world.channel("#tea", "ann");
    const bob = await world.user("bob", cap);
    await bob.asks("JOIN #tea", ":bob!bob@host JOIN #tea");
    await bob.asks("NAMES #tea", ":chat.local 353 bob = #tea :@ann bob", / 366 bob #tea /);
  });
}

Deno.test("who joins while away is told to be so to clients with away-notify", async () => {
  const world = new World();
  const ann = await world.user("ann", "away-notify");
  const [carl] = await world.channel("#tea", "carl");
  await ann.joins("#tea");
  carl.read();
  const bob = await world.user("bob", "away-notify");
  const user = world.network.user("bob");
  if (user) user.away = "Lunch";
  await bob.asks("JOIN #tea", ":bob!bob@host JOIN #tea", / 353 /, / 366 /);
  ann.hears(":bob!bob@host JOIN #tea", ":bob!bob@host AWAY Lunch");
  carl.hears(":bob!bob@host JOIN #tea");
});

Deno.test("every client of a user sees the whole of a JOIN, wherever it was typed", async () => {
  const world = new World();
  const ann = await world.user("ann", "labeled-response batch");
  const phone = world.anotherClientOf(ann);
  await ann.asks(
    "@label=1 JOIN #tea",
    /^@label=1 .* BATCH \+/,
    / JOIN /,
    / 353 /,
    / 366 /,
    / BATCH -/,
  );
  phone.hears(":ann!ann@host JOIN #tea", ":chat.local 353 ann = #tea @ann", / 366 ann #tea /);
});
