/** https://modern.ircdocs.horse/ctcp */
import { World } from "../../world.ts";

Deno.test("+C lets nothing of CTCP through but ACTION", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.says("MODE #tea +C");
  for (const client of [ann, bob]) client.read();
  await ann.says("PRIVMSG #tea :\x01ACTION waves\x01");
  bob.hears(":ann!ann@host PRIVMSG #tea :\x01ACTION waves\x01");
  const refusal = ":chat.local 404 ann #tea :Cannot send to channel";
  await ann.asks("PRIVMSG #tea :\x01PING 147352\x01", refusal);
  await ann.asks("PRIVMSG #tea :\x01ACTIONS\x01", refusal);
  await ann.asks("NOTICE #tea :\x01VERSION x\x01");
  bob.hearsNothing();
});

Deno.test("without +C it does", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.says("PRIVMSG #tea :\x01PING 147352\x01");
  bob.hears(":ann!ann@host PRIVMSG #tea :\x01PING 147352\x01");
});
