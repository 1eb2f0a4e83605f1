import assert from "node:assert/strict";
import { World } from "../../world.ts";

Deno.test("QUIT comes back, is answered with ERROR and told once to everybody who shares a channel", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  const carl = await world.user("carl");
  await ann.joins("#milk");
  await bob.joins("#milk");
  ann.read();
  await ann.says("QUIT :tea is ready");
  ann.hears(
    ":ann!ann@host QUIT :Quit: tea is ready",
    "ERROR :Closing link: ann (Quit: tea is ready)",
  );
  assert.ok(ann.isClosed);
  bob.hears(":ann!ann@host QUIT :Quit: tea is ready");
  carl.hearsNothing();
});

Deno.test("without a reason it is told without one", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.says("QUIT");
  bob.hears(":ann!ann@host QUIT Quit");
});

Deno.test("before registration QUIT is answered with ERROR as well", async () => {
  const world = new World();
  const ann = world.connect("192.0.2.1");
  await ann.says("NICK ann", "QUIT");
  ann.hears("ERROR :Closing link: 192.0.2.1 (Quit)");
  assert.ok(ann.isClosed);
});

Deno.test("a connection that is lost is told as a QUIT that says why", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  ann.disconnects("Connection reset");
  bob.hears(":ann!ann@host QUIT :Connection reset");
});

Deno.test("what is sent after QUIT is not carried out", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.says("QUIT", "PRIVMSG #tea :from beyond");
  bob.hears(":ann!ann@host QUIT Quit");
});

Deno.test("a message sent before QUIT arrives before it", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  world.store.held = true;
  await ann.sends("PRIVMSG #tea :last words");
  const gone = ann.sends("QUIT");
  world.store.commit();
  await gone;
  bob.hears(":ann!ann@host PRIVMSG #tea :last words", ":ann!ann@host QUIT Quit");
});

Deno.test("while another client of the user is connected, nobody sees one leave", async () => {
  const world = new World();
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  const phone = world.anotherClientOf(ann);
  await ann.says("QUIT :going out");
  ann.hears(":ann!ann@host QUIT :Quit: going out", "ERROR :Closing link: ann (Quit: going out)");
  phone.hearsNothing();
  bob.hearsNothing();
  await phone.says("PRIVMSG #tea :still here");
  bob.hears(":ann!ann@host PRIVMSG #tea :still here");
  phone.read();
  await phone.says("QUIT");
  bob.hears(":ann!ann@host QUIT Quit");
});

Deno.test("a reason is cut to its limit", async () => {
  const world = new World({ limits: { kickLen: 4 } });
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  await ann.says("QUIT :goodbye");
  bob.hears(":ann!ann@host QUIT :Quit: good");
});
