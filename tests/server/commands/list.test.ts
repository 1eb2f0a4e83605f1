import { type Client, World } from "../../world.ts";

const MINUTE = 60_000;

/** LIST with these parameters names these channels. */
async function lists(client: Client, params: string, ...channels: string[]): Promise<void> {
  const expected = channels.map((channel) => new RegExp(` 322 \\S+ ${channel} \\d+ `));
  await client.asks(`LIST ${params}`, / 321 /, ...expected, / 323 /);
}

Deno.test("LIST shows every channel with its members and its topic", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann", "bob");
  await ann.joins("#milk");
  await ann.says("TOPIC #tea :Green or black");
  ann.read();
  await ann.asks(
    "LIST",
    ":chat.local 321 ann Channel :Users  Name",
    ":chat.local 322 ann #tea 2 :Green or black",
    ":chat.local 322 ann #milk 1 :",
    ":chat.local 323 ann :End of LIST",
  );
});

Deno.test("where there are no channels, the list is empty", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await lists(ann, "");
});

Deno.test("LIST of a channel that is not there is no error", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await lists(ann, "#tea");
});

Deno.test("channels are found by name in any case, each once", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  await ann.joins("#milk", "#sugar");
  await lists(ann, "#TEA,#sugar,#tea", "#tea", "#sugar");
});

Deno.test("a secret channel is listed to its members only", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("bob");
  await ann.says("MODE #tea +s");
  ann.read();
  await lists(ann, "", "#tea");
  await lists(bob, "");
  await lists(bob, "#tea");
  await lists(bob, "*ea");
  await bob.joins("#tea");
  await lists(bob, "", "#tea");
});

Deno.test("masks: one of them must fit", async () => {
  const world = new World();
  const [ann] = await world.channel("#chan1", "ann");
  await ann.joins("#chan2", "#other");
  await lists(ann, "*AN1", "#chan1");
  await lists(ann, "#c*n2", "#chan2");
  await lists(ann, "#chan?", "#chan1", "#chan2");
  await lists(ann, "*an3");
  await lists(ann, "*1,#other", "#chan1", "#other");
});

Deno.test("!masks: none of them may fit", async () => {
  const world = new World();
  const [ann] = await world.channel("#chan1", "ann");
  await ann.joins("#chan2");
  await lists(ann, "!*an1", "#chan2");
  await lists(ann, "!#ch*");
  await lists(ann, "!*an3", "#chan1", "#chan2");
  await lists(ann, "#ch*,!*1", "#chan2");
});

Deno.test("> and < compare the number of members", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#one", "ann", "bob");
  await bob.says("PART #one");
  await ann.joins("#two");
  await bob.joins("#two");
  ann.read();
  await lists(ann, ">0", "#one", "#two");
  await lists(ann, ">1", "#two");
  await lists(ann, "<2", "#one");
  await lists(ann, "<1");
  await lists(ann, ">0,<2", "#one");
});

Deno.test("C> and C< compare the minutes since a channel was made", async () => {
  const world = new World();
  const [ann] = await world.channel("#old", "ann");
  world.now += 2 * MINUTE;
  await ann.joins("#new");
  world.now += MINUTE;
  await lists(ann, "C>2", "#old");
  await lists(ann, "C<2", "#new");
  await lists(ann, "C<0");
  await lists(ann, "C>0", "#old", "#new");
  await lists(ann, "c<10", "#old", "#new");
});

Deno.test("T> and T< compare the minutes since a topic was set, where there is one", async () => {
  const world = new World();
  const [ann] = await world.channel("#old", "ann");
  await ann.joins("#new", "#none");
  await ann.says("TOPIC #old :x");
  world.now += 2 * MINUTE;
  await ann.says("TOPIC #new :y");
  world.now += MINUTE;
  ann.read();
  await lists(ann, "T>2", "#old");
  await lists(ann, "T<2", "#new");
  await lists(ann, "T<0");
  await lists(ann, "T>0", "#old", "#new");
  await lists(ann, "T<10", "#old", "#new");
});

Deno.test("conditions may come in a second parameter as well", async () => {
  const world = new World();
  const [ann] = await world.channel("#chan1", "ann", "bob");
  await ann.joins("#chan2");
  await lists(ann, "#chan* >1", "#chan1");
});
