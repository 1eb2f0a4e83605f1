import { World } from "../../world.ts";

Deno.test("the message of the day comes line by line", async () => {
  const world = new World({ motd: ["Welcome", "", "Be kind"] });
  const ann = await world.user("ann");
  await ann.asks(
    "MOTD",
    ":chat.local 375 ann :- chat.local Message of the day - ",
    ":chat.local 372 ann :- Welcome",
    ":chat.local 372 ann :- ",
    ":chat.local 372 ann :- Be kind",
    ":chat.local 376 ann :End of MOTD command",
  );
});

Deno.test("where there is none, 422 says so", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("MOTD", ":chat.local 422 ann :MOTD File is missing");
});
