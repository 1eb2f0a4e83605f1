import { World } from "../../world.ts";

const opers = [{ name: "root", password: "secret", title: "is in charge" }];

Deno.test("USERHOST shows who is here, who is away and who is an operator, in one line", async () => {
  const world = new World({ opers });
  const ann = await world.user("ann");
  const bob = await world.user("bob");
  await bob.says("AWAY :at lunch");
  await ann.says("OPER root secret");
  ann.read();
  await ann.asks("USERHOST ann BOB", ":chat.local 302 ann :ann*=+ann@host bob=-bob@host");
});

Deno.test("USERHOST leaves out who is not there", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("USERHOST nobody ann", ":chat.local 302 ann ann=+ann@host");
  await ann.asks("USERHOST nobody", ":chat.local 302 ann :");
});

Deno.test("USERHOST looks up at most five", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("USERHOST a b c d e ann", ":chat.local 302 ann :");
});

Deno.test("USERHOST needs a nick", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("USERHOST", ":chat.local 461 ann USERHOST :Not enough parameters");
});
