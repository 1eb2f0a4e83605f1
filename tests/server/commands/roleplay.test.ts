import { type Client, World } from "../../world.ts";

const features = {
  roleplay: true,
  relaymsg: { enabled: false, separators: "/", forChanops: true },
};

/** ann is op in #tea, bob is there, and both see what they say. */
async function tea(settings = {}): Promise<{ world: World; ann: Client; bob: Client }> {
  const world = new World({ features, ...settings });
  const ann = await world.user("ann", "echo-message");
  const bob = await world.user("bob", "echo-message");
  for (const client of [ann, bob]) await client.joins("#tea");
  ann.read();
  return { world, ann, bob };
}

Deno.test("in a channel for roleplay, figures speak and scenes are set", async () => {
  const { ann, bob } = await tea();
  await ann.asks("MODE #tea +E", ":ann!ann@host MODE #tea +E");
  bob.read();
  const figure = ":*bilbo*!bob@host PRIVMSG #tea :too much bread";
  await bob.asks("NPC #tea bilbo too much bread", figure);
  ann.hears(figure);
  const scene = ":=Scene=!bob@host PRIVMSG #tea :dark and stormy night";
  await bob.asks("SCENE #tea :dark and stormy night", scene);
  ann.hears(scene);
});

Deno.test("what figures say is kept", async () => {
  const { world, ann } = await tea();
  await ann.says("MODE #tea +E", "NPC #tea bilbo :bread");
  const eve = await world.user("eve", "server-time batch");
  await eve.says("JOIN #tea");
  eve.hears(
    / JOIN /,
    / 353 /,
    / 366 /,
    / BATCH \+/,
    /:\*bilbo\*!ann@host PRIVMSG #tea :bread$/,
    / BATCH -/,
  );
});

Deno.test("elsewhere, from outside or under a strange name nobody speaks as somebody else", async () => {
  const { world, ann, bob } = await tea();
  const refused = (nick: string) =>
    `:chat.local 573 ${nick} #tea :You can't send roleplay messages`;
  await bob.asks("NPC #tea bilbo :bread", refused("bob"));
  await ann.says("MODE #tea +E-n");
  for (const client of [ann, bob]) client.read();
  const eve = await world.user("eve");
  await eve.asks("SCENE #tea :bread", refused("eve"));
  for (const figure of ["b!x", "b@x", "b:x", "b,x", "b\u009bx", "b\u202ex", "x".repeat(100)]) {
    await bob.asks(`NPC #tea ${figure} :bread`, refused("bob"));
  }
  await bob.asks("NPC #nowhere bilbo :bread", ":chat.local 403 bob #nowhere :No such channel");
  await bob.asks("SCENE #tea :", ":chat.local 412 bob :No text to send");
  await bob.asks(`SCENE #tea :${"x".repeat(490)}`, / 417 bob /);
  await ann.says("MODE #tea +m");
  bob.read();
  await bob.asks("SCENE #tea :bread", / 404 bob #tea /);
  ann.read();
  ann.hearsNothing();
});

Deno.test("where the server has no roleplay, there are neither the commands nor the mode", async () => {
  const { ann } = await tea({ features: { ...features, roleplay: false } });
  await ann.asks("NPC #tea bilbo :bread", ":chat.local 421 ann NPC :Unknown command");
  await ann.asks("SCENE #tea :bread", ":chat.local 421 ann SCENE :Unknown command");
  await ann.asks("MODE #tea +E", ":chat.local 472 ann E :is unknown mode char to me");
});

Deno.test("clients are told of the mode where it is there", async () => {
  for (const roleplay of [true, false]) {
    const world = new World({ features: { ...features, roleplay } });
    const ann = world.connect();
    await ann.says("NICK ann", "USER ann 0 * :Ann");
    const modes = /CHANMODES=beI,k,l,(\w+)/.exec(ann.read().join(" "))?.[1] ?? "";
    if (modes.includes("E") !== roleplay) throw new Error(modes);
  }
});
