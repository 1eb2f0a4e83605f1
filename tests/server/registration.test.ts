/** https://modern.ircdocs.horse/#connection-registration */
import assert from "node:assert/strict";
import { World } from "../world.ts";

const numericsOf = (lines: readonly string[]) => lines.map((line) => line.split(" ")[1] ?? "");

Deno.test("the welcome comes in the order that the specification wants", async () => {
  const world = new World();
  const ann = world.connect();
  await ann.says("NICK ann", "USER ann 0 * :Ann");
  const lines = ann.read();
  const order = numericsOf(lines).filter((numeric, i, all) => numeric !== all[i - 1]);
  assert.deepEqual(
    order,
    ["001", "002", "003", "004", "005", "251", "252", "253", "254", "255", "265", "266", "422"],
  );
  assert.equal(lines[0], ":chat.local 001 ann :Welcome to the chat network, ann!ann@host");
  assert.match(
    lines[3] ?? "",
    /^:chat\.local 004 ann chat\.local \S+ [A-Za-z]+ [A-Za-z]+ [A-Za-z]+$/,
  );
});

Deno.test("modes that everybody starts with are told at the end", async () => {
  const world = new World({ accounts: { defaultUserModes: "iw" } });
  const ann = world.connect();
  await ann.says("NICK ann", "USER ann 0 * :Ann");
  assert.equal(ann.read().at(-1), ":chat.local 221 ann +iw");
});

Deno.test("NICK and USER may come in either order", async () => {
  const world = new World();
  const ann = world.connect();
  await ann.says("USER ann 0 * :Ann");
  ann.hearsNothing();
  await ann.says("NICK ann");
  assert.match(ann.read()[0] ?? "", / 001 ann /);
});

Deno.test("a refused nick can be replaced by another one", async () => {
  const world = new World();
  await world.user("bob");
  const ann = world.connect();
  await ann.says("NICK *", "USER ann 0 * :Ann");
  ann.hears(":chat.local 432 * * :Erroneous nickname");
  await ann.asks("NICK bob", ":chat.local 433 * bob :Nickname is already in use");
  await ann.says("NICK ann");
  assert.match(ann.read()[0] ?? "", / 001 ann /);
});

Deno.test("NICK without a nick never registers", async () => {
  const world = new World();
  const ann = world.connect();
  await ann.says("NICK :", "USER ann 0 * :Ann");
  ann.hears(":chat.local 431 * :No nickname given");
});

Deno.test("of two who want the same nick exactly one gets it", async () => {
  const world = new World();
  const [first, second] = [world.connect(), world.connect()];
  await first.says("NICK ann");
  await second.says("NICK ANN");
  await second.says("USER x 0 * :X");
  await first.says("USER x 0 * :X");
  assert.match(second.read()[0] ?? "", / 001 ANN /);
  first.hears(":chat.local 433 * ann :Nickname is already in use");
});

Deno.test("who leaves before registration leaves the nick free", async () => {
  const world = new World();
  const ann = world.connect();
  await ann.says("NICK ann", "QUIT");
  const other = world.connect();
  await other.says("NICK ann", "USER ann 0 * :Ann");
  assert.match(other.read()[0] ?? "", / 001 ann /);
});

Deno.test("before registration other commands are refused, and a NOTICE is not answered", async () => {
  const world = new World();
  const ann = world.connect();
  await ann.asks("JOIN #tea", ":chat.local 451 * :You have not registered");
  await ann.asks("PRIVMSG ann :hi", ":chat.local 451 * :You have not registered");
  await ann.asks("NOTICE ann :hi");
});

Deno.test("everybody joins the configured channels", async () => {
  const world = new World({ channels: { autoJoin: ["#general", "#news"] } });
  const ann = world.connect();
  await ann.says("NICK ann", "USER ann 0 * :Ann");
  const joins = ann.read().filter((line) => line.includes(" JOIN "));
  assert.deepEqual(joins, [":ann!ann@host JOIN #general", ":ann!ann@host JOIN #news"]);
});

Deno.test("an address that starts with a colon does not break the source of a line", async () => {
  const world = new World();
  const ann = await world.user("ann", "", "::1");
  await ann.asks("JOIN #tea", ":ann!ann@0::1 JOIN #tea", / 353 /, / 366 /);
});
