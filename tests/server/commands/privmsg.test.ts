import { World } from "../../world.ts";

Deno.test("a message to a channel reaches the others, not its sender", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.says("PRIVMSG #tea :hello there");
  bob.hears(":ann!ann@host PRIVMSG #tea :hello there");
  ann.hearsNothing();
});
