import { World } from "../world.ts";

const TOO_LONG = ":chat.local 417 ann :Input line was too long";

Deno.test("commands are known in any case; unknown ones are named", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("ping x", ":chat.local PONG chat.local x");
  await ann.asks("Nonsense", ":chat.local 421 ann NONSENSE :Unknown command");
  await ann.asks("constructor", ":chat.local 421 ann CONSTRUCTOR :Unknown command");
});

Deno.test("a source in front of a line means nothing", async () => {
  const world = new World();
  const ann = await world.user("ann");
  const bob = await world.user("bob");
  await ann.says(":bob!bob@host PRIVMSG bob :hi");
  bob.hears(":ann!ann@host PRIVMSG bob :hi");
});

Deno.test("lines that hold nothing are nothing", async () => {
  const world = new World();
  const ann = await world.user("ann");
  for (const line of ["", "   ", ":ann", "@label=1", "@label=1 :x "]) await ann.asks(line);
});

Deno.test("a line may have 512 bytes with its ending, and not one more", async () => {
  const world = new World();
  const ann = await world.user("ann");
  const token = "x".repeat(512 - "PING \r\n".length);
  await ann.asks(`PING ${token}`, /^:chat\.local PONG chat\.local x+$/);
  await ann.asks(`PING ${token}x`, TOO_LONG);
  await ann.asks(`PING ${"ä".repeat(Math.ceil(token.length / 2))}`, TOO_LONG);
});

Deno.test("what is quoted in an answer is cut, so that the answer has 512 bytes at most", async () => {
  const world = new World();
  const ann = await world.user("ann");
  const long = "x".repeat(490);
  await ann.asks(`PART ${long}`, /^:chat\.local 403 ann x+ :No such channel$/);
  await ann.asks(`NICK ${long}`, /^:chat\.local 432 ann x+ :Erroneous nickname$/);
  await ann.asks(long, /^:chat\.local 421 ann X+ :Unknown command$/);
});

Deno.test("tags have 4096 bytes of their own", async () => {
  const world = new World();
  const ann = await world.user("ann", "message-tags");
  const bob = await world.user("bob", "message-tags");
  const value = "x".repeat(4096 - "@+a= ".length);
  await ann.says(`@+a=${value} PRIVMSG bob :hi`);
  bob.hears(/^@msgid=\S+;\+a=x{4091} :ann!ann@host PRIVMSG bob :hi$/);
  await ann.asks(`@+a=${value}x PRIVMSG bob :hi`, TOO_LONG);
  bob.hearsNothing();
});

Deno.test("the limits are those of the settings", async () => {
  const world = new World({ limits: { line: 1024, lineTags: 10 } });
  const ann = await world.user("ann");
  const bob = await world.user("bob");
  const text = "x".repeat(900);
  await ann.says(`PRIVMSG bob :${text}`);
  bob.hears(`:ann!ann@host PRIVMSG bob :${text}`);
  await ann.asks("@+abcdefgh=i PING x", TOO_LONG);
});

Deno.test("a line that is not UTF-8 is refused and relayed to nobody", async () => {
  const world = new World();
  const ann = await world.user("ann");
  const bob = await world.user("bob");
  await ann.sends("PRIVMSG bob :hi\u{FFFD}", false);
  ann.hears(":chat.local FAIL PRIVMSG INVALID_UTF8 :Your line was not UTF-8, so it was ignored");
  bob.hearsNothing();
});

Deno.test("a NOTICE is never answered with a numeric", async () => {
  const world = new World();
  const ann = await world.user("ann");
  const lines = [
    "NOTICE",
    "NOTICE bob",
    "NOTICE nobody :x",
    "NOTICE #none :x",
    "NOTICE a,b,c,d,e :x",
  ];
  for (const line of [...lines, `NOTICE ann :${"x".repeat(600)}`]) await ann.asks(line);
});
