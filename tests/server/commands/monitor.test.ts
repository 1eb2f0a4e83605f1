import assert from "node:assert/strict";
import { World } from "../../world.ts";

Deno.test("who is added is told as online or offline", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await world.user("bob");
  await world.user("cat");
  await ann.asks(
    "MONITOR + bob,nobody,CAT",
    ":chat.local 730 ann bob!bob@host,cat!cat@host",
    ":chat.local 731 ann nobody",
  );
});

Deno.test("who comes and goes is told, as long as they are on the list", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("MONITOR + bob", ":chat.local 731 ann bob");
  const bob = await world.user("bob");
  ann.hears(":chat.local 730 ann bob!bob@host");
  await bob.says("QUIT :bye");
  ann.hears(":chat.local 731 ann bob");
  const again = await world.user("bob");
  ann.hears(":chat.local 730 ann bob!bob@host");
  await ann.asks("MONITOR - BOB");
  again.disconnects();
  ann.hearsNothing();
});

Deno.test("each is told of whom they watch themselves", async () => {
  const world = new World();
  const ann = await world.user("ann");
  const bob = await world.user("bob");
  await ann.says("MONITOR + cat");
  await bob.says("MONITOR + cat", "MONITOR - cat");
  ann.read();
  bob.read();
  await world.user("cat");
  ann.hears(":chat.local 730 ann cat!cat@host");
  bob.hearsNothing();
});

Deno.test("another nick is offline and online; another spelling is nothing", async () => {
  const world = new World();
  const ann = await world.user("ann");
  const bob = await world.user("bob");
  await ann.says("MONITOR + cat,bob");
  ann.read();
  await bob.says("NICK cat");
  ann.hears(":chat.local 731 ann bob", ":chat.local 730 ann cat!bob@host");
  await bob.says("NICK CAT");
  ann.hearsNothing();
  await bob.says("NICK dan");
  ann.hears(":chat.local 731 ann CAT");
});

Deno.test("one can watch oneself", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("MONITOR + ann", ":chat.local 730 ann ann!ann@host");
  await ann.asks("NICK annie", ":ann!ann@host NICK annie", ":chat.local 731 annie ann");
});

Deno.test("a mask or an impossible nick is reported as offline and not kept", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("MONITOR + *!bob@host", ":chat.local 731 ann *!bob@host");
  await ann.asks("MONITOR + b*b,#tea", ":chat.local 731 ann b*b,#tea");
  await world.user("bob");
  ann.hearsNothing();
  await ann.asks("MONITOR L", ":chat.local 733 ann :End of MONITOR list");
});

Deno.test("L shows the list, C clears it", async () => {
  const world = new World();
  const ann = await world.user("ann");
  const end = ":chat.local 733 ann :End of MONITOR list";
  await ann.asks("MONITOR L", end);
  await ann.says("MONITOR + bob", "MONITOR + cat,dan", "MONITOR - cat");
  ann.read();
  await ann.asks("MONITOR L", ":chat.local 732 ann bob,dan", end);
  await ann.asks("MONITOR C");
  await ann.asks("MONITOR L", end);
  await world.user("bob");
  ann.hearsNothing();
});

Deno.test("a nick that is on the list already is not added again", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.says("MONITOR + bob");
  ann.read();
  await ann.asks("MONITOR + BOB,,bob");
  await ann.asks("MONITOR L", ":chat.local 732 ann bob", /733/);
});

Deno.test("S shows who is here and who is not", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await world.user("bob");
  await ann.says("MONITOR + bob,cat");
  ann.read();
  await ann.asks("MONITOR S", ":chat.local 730 ann bob!bob@host", ":chat.local 731 ann cat");
});

Deno.test("the list is limited; what does not fit is named", async () => {
  const world = new World({ limits: { monitor: 2 } });
  const ann = await world.user("ann");
  await ann.asks(
    "MONITOR + a,b,c,d",
    ":chat.local 734 ann 2 c,d :Monitor list is full",
    ":chat.local 731 ann a,b",
  );
  await ann.says("MONITOR - a");
  await ann.asks("MONITOR + d", ":chat.local 731 ann d");
});

Deno.test("long lists come in several lines that are short enough", async () => {
  const world = new World({ limits: { monitor: 100 } });
  const ann = await world.user("ann");
  const nicks = Array.from({ length: 45 }, (_, i) => `somebody${i}`);
  for (const nick of nicks) await ann.says(`MONITOR + ${nick}`);
  ann.read();
  await ann.says("MONITOR L");
  const lines = ann.read().slice(0, -1);
  assert.ok(lines.length > 1 && lines.every((line) => line.length <= 510));
  assert.deepEqual(lines.flatMap((line) => line.split(" ")[3]?.split(",") ?? []), nicks);
});

Deno.test("what MONITOR is to do has to be said", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("MONITOR", ":chat.local 461 ann MONITOR :Not enough parameters");
  await ann.asks("MONITOR ? bob", ":chat.local 461 ann MONITOR :Not enough parameters");
});

Deno.test("the list of a client that is gone is forgotten", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.says("MONITOR + bob");
  ann.disconnects();
  assert.deepEqual([...world.network.monitors.watchersOf("bob")], []);
});

const accounts = { passwordHashCost: "lowest" } as const;
const NEWS = [
  { cap: "account-notify", command: "REGISTER * * sesame-open", told: ":bob!bob@host ACCOUNT bob" },
  { cap: "away-notify", command: "AWAY :at lunch", told: ":bob!bob@host AWAY :at lunch" },
  { cap: "setname", command: "SETNAME :Bob Other", told: ":bob!bob@host SETNAME :Bob Other" },
];

for (const { cap, command, told } of NEWS) {
  Deno.test(`extended-monitor tells of ${cap}, if the watcher asked for both`, async () => {
    const world = new World({ accounts });
    const ann = await world.user("ann", `extended-monitor ${cap}`);
    const cat = await world.user("cat", "extended-monitor");
    const dan = await world.user("dan", cap);
    for (const client of [ann, cat, dan]) await client.says("MONITOR + bob");
    const bob = await world.user("bob");
    for (const client of [ann, cat, dan]) client.read();
    await bob.says(command);
    ann.hears(told);
    cat.hearsNothing();
    dan.hearsNothing();
  });

  Deno.test(`extended-monitor tells of ${cap} once to who shares a channel as well`, async () => {
    const world = new World({ accounts });
    const ann = await world.user("ann", `extended-monitor ${cap}`);
    const bob = await world.user("bob");
    for (const client of [ann, bob]) await client.joins("#tea", "#cake");
    await ann.says("MONITOR + bob");
    ann.read();
    await bob.says(command);
    ann.hears(told);
  });
}
