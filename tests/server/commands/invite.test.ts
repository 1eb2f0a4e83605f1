import { World } from "../../world.ts";

Deno.test("an invitation is confirmed to the one and told to the other", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("bob");
  await ann.asks("INVITE BOB #TEA", ":chat.local 341 ann bob #tea");
  bob.hears(":ann!ann@host INVITE bob #tea");
});

Deno.test("other members are not told", async () => {
  const world = new World();
  const [ann, carl] = await world.channel("#tea", "ann", "carl");
  await world.user("bob");
  await ann.says("INVITE bob #tea");
  carl.hearsNothing();
});

Deno.test("with invite-notify members are told, the one who invites aside", async () => {
  const world = new World();
  const ann = await world.user("ann", "invite-notify");
  const carl = await world.user("carl", "invite-notify");
  const bob = await world.user("bob", "invite-notify");
  await ann.joins("#tea");
  await carl.joins("#tea");
  ann.read();
  await ann.asks("INVITE bob #tea", ":chat.local 341 ann bob #tea");
  carl.hears(":ann!ann@host INVITE bob #tea");
  bob.hears(":ann!ann@host INVITE bob #tea");
});

Deno.test("account-tag says which account invites", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("bob", "account-tag");
  world.loggedIn(ann, "Anna");
  await ann.says("INVITE bob #tea");
  bob.hears("@account=Anna :ann!ann@host INVITE bob #tea");
});

Deno.test("who may not invite is told why", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann", "carl");
  const bob = await world.user("bob");
  await ann.asks("INVITE nobody #tea", ":chat.local 401 ann nobody :No such nick/channel");
  await ann.asks("INVITE bob #milk", ":chat.local 403 ann #milk :No such channel");
  await bob.asks("INVITE ann #tea", ":chat.local 442 bob #tea :You're not on that channel");
  await ann.asks("INVITE carl #tea", ":chat.local 443 ann carl #tea :is already on channel");
  await ann.asks("INVITE bob", ":chat.local 461 ann INVITE :Not enough parameters");
  bob.hearsNothing();
});

Deno.test("every member may invite, but into a +i channel only ops and half-ops", async () => {
  const world = new World();
  const [ann, carl] = await world.channel("#tea", "ann", "carl");
  await world.user("bob");
  await carl.asks("INVITE bob #tea", ":chat.local 341 carl bob #tea");
  await ann.says("MODE #tea +i");
  carl.read();
  await carl.asks("INVITE bob #tea", ":chat.local 482 carl #tea :You're not channel operator");
  await ann.says("MODE #tea +h carl");
  carl.read();
  await carl.asks("INVITE bob #tea", ":chat.local 341 carl bob #tea");
});

for (const mode of ["+i", "+l 1", "+k key", "+b bob!*@*", "+R"]) {
  Deno.test(`an invitation opens ${mode}, once`, async () => {
    const world = new World();
    const [ann] = await world.channel("#tea", "ann");
    const bob = await world.user("bob");
    await ann.says(`MODE #tea ${mode}`);
    await bob.asks("JOIN #tea", / 47[1-7] bob #tea /);
    await ann.says("INVITE bob #tea");
    bob.read();
    await bob.asks("JOIN #tea", / JOIN #tea$/, / 353 /, / 366 /);
    await ann.says("KICK #tea bob");
    bob.read();
    await bob.asks("JOIN #tea", / 47[1-7] bob #tea /);
  });
}

Deno.test("INVITE alone lists where one is invited to", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("bob");
  await ann.joins("#milk", "#sugar");
  await ann.says("INVITE bob #tea", "INVITE bob #milk", "INVITE bob #milk", "INVITE bob #sugar");
  await bob.joins("#tea");
  await ann.says("PART #sugar");
  bob.read();
  await bob.asks("INVITE", ":chat.local 336 bob #milk", ":chat.local 337 bob :End of invite list");
});

Deno.test("an invitation is for a person, not for whoever has the nick next", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("bob");
  await ann.says("MODE #tea +i", "INVITE bob #tea");
  await bob.says("QUIT");
  const other = await world.user("bob");
  await other.asks("JOIN #tea", / 473 /);
});

Deno.test("an invitation ends with its channel", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("bob");
  await ann.says("INVITE bob #tea", "PART #tea", "JOIN #tea", "MODE #tea +i");
  bob.read();
  await bob.asks("JOIN #tea", / 473 /);
});

Deno.test("who invites somebody who is away learns it", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  await world.user("bob");
  const user = world.network.user("bob");
  if (user) user.away = "Lunch";
  await ann.asks(
    "INVITE bob #tea",
    ":chat.local 341 ann bob #tea",
    ":chat.local 301 ann bob Lunch",
  );
});
