import { type Client, World } from "../../world.ts";

const NEW_YEAR = "Thu, 01 Jan 2026 00:00:00 GMT";

async function stay(world: World, nick: string, username: string): Promise<void> {
  const client = world.connect();
  await client.says(`NICK ${nick}`, `USER ${username} 0 * :${username} Example`, "QUIT :bye");
}

async function asking(world: World): Promise<Client> {
  return await world.user("bob");
}

Deno.test("WHOWAS tells of those who had a nick, newest first", async () => {
  const world = new World();
  const bob = await asking(world);
  await stay(world, "ann", "one");
  world.now += 60_000;
  await stay(world, "Ann", "two");
  await bob.asks(
    "WHOWAS ann",
    ":chat.local 314 bob Ann two host * :two Example",
    ":chat.local 312 bob Ann chat.local :Thu, 01 Jan 2026 00:01:00 GMT",
    ":chat.local 314 bob ann one host * :one Example",
    `:chat.local 312 bob ann chat.local :${NEW_YEAR}`,
    ":chat.local 369 bob ann :End of WHOWAS",
  );
});

Deno.test("a count limits it; one that is no positive number does not", async () => {
  const world = new World();
  const bob = await asking(world);
  await stay(world, "ann", "one");
  await stay(world, "ann", "two");
  const end = ":chat.local 369 bob ann :End of WHOWAS";
  await bob.asks("WHOWAS ann 1", / 314 bob ann two /, / 312 /, end);
  for (const count of ["2", "9", "0", "-1", "many"]) {
    await bob.asks(
      `WHOWAS ann ${count}`,
      / 314 bob ann two /,
      / 312 /,
      / 314 bob ann one /,
      / 312 /,
      end,
    );
  }
});

Deno.test("a nick that somebody has given up is remembered, but not another spelling of it", async () => {
  const world = new World();
  const bob = await asking(world);
  const ann = await world.user("ann");
  await ann.says("NICK Ann", "NICK annie");
  await bob.asks(
    "WHOWAS ann",
    ":chat.local 314 bob Ann ann host * :ann Example",
    `:chat.local 312 bob Ann chat.local :${NEW_YEAR}`,
    ":chat.local 369 bob ann :End of WHOWAS",
  );
});

Deno.test("realnames are those of that time", async () => {
  const world = new World();
  const bob = await asking(world);
  const ann = await world.user("ann");
  await ann.says("NICK annie", "SETNAME :Somebody Else");
  await bob.asks("WHOWAS ann", / :ann Example$/, / 312 /, / 369 /);
});

Deno.test("nobody had that nick", async () => {
  const world = new World();
  const bob = await asking(world);
  await bob.asks(
    "WHOWAS ann",
    ":chat.local 406 bob ann :There was no such nickname",
    ":chat.local 369 bob ann :End of WHOWAS",
  );
});

Deno.test("WHOWAS needs a nick", async () => {
  const world = new World();
  const bob = await asking(world);
  await bob.asks("WHOWAS", ":chat.local 431 bob :No nickname given");
  await bob.asks("WHOWAS :", ":chat.local 431 bob :No nickname given");
});

Deno.test("only so many are remembered: the oldest are forgotten", async () => {
  const world = new World({ limits: { whowas: 2 } });
  const bob = await asking(world);
  await stay(world, "ann", "one");
  await stay(world, "cat", "two");
  await stay(world, "ann", "three");
  await bob.asks("WHOWAS ann", / 314 bob ann three /, / 312 /, / 369 /);
  await bob.asks("WHOWAS cat", / 314 bob cat two /, / 312 /, / 369 /);
  await stay(world, "dan", "four");
  await bob.asks("WHOWAS cat", / 406 /, / 369 /);
});

Deno.test("a server can be told to remember nobody", async () => {
  const world = new World({ limits: { whowas: 0 } });
  const bob = await asking(world);
  await stay(world, "ann", "one");
  await bob.asks("WHOWAS ann", / 406 /, / 369 /);
});
