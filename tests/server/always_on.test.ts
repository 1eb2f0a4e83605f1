/** Users who stay while no client is connected, and what is there again after a restart. */
import assert from "node:assert/strict";
import { type Client, World, type WorldSettings } from "../world.ts";

const ALWAYS: WorldSettings = { accounts: { alwaysOn: "mandatory" } };

/** The names in a channel, sorted. */
async function namesIn(client: Client, channel: string): Promise<string[]> {
  await client.says(`NAMES ${channel}`);
  return client.read().flatMap((line) => {
    const [, listed] = / 353 \S+ . \S+ :?(.*)$/.exec(line) ?? [];
    return listed?.split(" ") ?? [];
  }).sort();
}

Deno.test("whoever is always on stays when the last client leaves", async () => {
  const world = new World();
  await world.account("ann");
  const ann = await world.login("ann");
  await ann.says("JOIN #tea", "PRIVMSG NickServ :set always-on true");
  const bob = await world.user("bob", "away-notify");
  await bob.says("JOIN #tea");
  bob.read();
  await ann.says("QUIT");
  bob.hears(":ann!ann@host AWAY :Not connected right now; your messages are kept");
  assert.deepEqual(await namesIn(bob, "#tea"), ["@ann", "bob"]);
  await bob.says("PRIVMSG ann :are you there?");
  bob.hears(":chat.local 301 bob ann :Not connected right now; your messages are kept");

  const again = await world.login("ann");
  assert.equal(again.session.user, world.network.user("ann"));
  bob.hears(":ann!ann@host AWAY");
});

Deno.test("who comes back hears of its channels, and is an operator there as before", async () => {
  const world = new World(ALWAYS);
  await world.account("ann");
  const ann = await world.login("ann");
  await ann.says("JOIN #tea");
  ann.disconnects();
  const again = world.connect();
  await again.says("CAP LS 302");
  await again.logsIn("ann");
  again.read();
  await again.says("NICK ann", "USER ann 0 * :Ann Example", "CAP END");
  assert.deepEqual(again.read().slice(-3), [
    ":ann!ann@host JOIN #tea",
    ":chat.local 353 ann = #tea @ann",
    ":chat.local 366 ann #tea :End of NAMES list",
  ]);
});

Deno.test("whatever nick the client asks for, it is the user who has stayed", async () => {
  const world = new World(ALWAYS);
  await world.account("ann");
  const ann = await world.login("ann");
  await ann.says("NICK annie");
  ann.disconnects();
  const again = await world.login("ann", "ann");
  assert.equal(again.session.nick, "annie");
});

Deno.test("an away message of one's own stays when one leaves and comes back", async () => {
  const world = new World(ALWAYS);
  await world.account("ann");
  const ann = await world.login("ann");
  await ann.says("AWAY :on the moon");
  ann.disconnects();
  assert.equal(world.network.user("ann")?.away, "on the moon");
  await world.login("ann");
  assert.equal(world.network.user("ann")?.away, "on the moon");
});

Deno.test("the configuration decides whether one can choose", async () => {
  const stays = async (
    alwaysOn: "disabled" | "opt-in" | "opt-out" | "mandatory",
    wish?: string,
  ) => {
    const world = new World({ accounts: { alwaysOn } });
    await world.account("ann");
    const ann = await world.login("ann");
    if (wish) await ann.says(`NS SET ALWAYS-ON ${wish}`);
    ann.disconnects();
    return world.network.user("ann") !== undefined;
  };
  assert.equal(await stays("disabled"), false);
  assert.equal(await stays("disabled", "on"), false);
  assert.equal(await stays("opt-in"), false);
  assert.equal(await stays("opt-in", "on"), true);
  assert.equal(await stays("opt-out"), true);
  assert.equal(await stays("opt-out", "off"), false);
  assert.equal(await stays("mandatory"), true);
  assert.equal(await stays("mandatory", "off"), true);
});

Deno.test("a guest is never always on, and becomes it by logging in", async () => {
  const world = new World(ALWAYS);
  await world.account("ann");
  const guest = await world.user("guest");
  const other = await world.user("other");
  await other.logsIn("ann");
  for (const client of [guest, other]) client.disconnects();
  assert.deepEqual([...world.network.users.keys()], ["other"]);
});

Deno.test("who switches it off leaves with the last client", async () => {
  const world = new World();
  await world.account("ann");
  const ann = await world.login("ann");
  const bob = await world.user("bob");
  await ann.says("JOIN #tea", "NS SET ALWAYS-ON on", "NS SET ALWAYS-ON off");
  await bob.says("JOIN #tea");
  bob.read();
  await ann.says("QUIT :bye");
  bob.hears(":ann!ann@host QUIT :Quit: bye");
  const after = await world.restart();
  assert.equal(after.network.users.size, 0);
});

Deno.test("an account has one user that stays; another one with a different nick does not", async () => {
  const world = new World(ALWAYS);
  await world.account("ann");
  await world.login("ann");
  const other = await world.user("guest");
  await other.logsIn("ann");
  other.disconnects();
  assert.deepEqual([...world.network.users.keys()], ["ann"]);
});

Deno.test("who logs in to another account stays for that one", async () => {
  const world = new World(ALWAYS);
  for (const name of ["ann", "bob"]) await world.account(name);
  const client = await world.login("ann", "annie");
  await client.logsIn("bob");
  client.disconnects();
  assert.equal(world.network.user("annie")?.account, "bob");
  const after = await world.restart();
  assert.equal(after.network.user("annie")?.account, "bob");
});

Deno.test("KILL makes leave whoever is always on, too", async () => {
  const world = new World({ ...ALWAYS, opers: [{ name: "root", password: "x", title: "root" }] });
  await world.account("ann");
  const ann = await world.login("ann");
  const root = await world.user("root");
  await ann.says("JOIN #tea");
  await root.says("OPER root x", "JOIN #tea", "KILL ann :enough");
  assert.equal(world.network.user("ann"), undefined);
  const after = await world.restart();
  assert.equal(after.network.users.size, 0);
  assert.equal(after.network.channels.size, 0);
});

Deno.test("after a restart whoever was always on is there, with channels and modes", async () => {
  const world = new World(ALWAYS);
  await world.account("ann");
  const ann = await world.login("ann");
  const bob = await world.user("bob");
  await ann.says("MODE ann +iB", "SETNAME :Ann of Tea", "JOIN #tea,#coffee");
  await bob.says("JOIN #tea", "JOIN #other");
  await ann.says("MODE #tea +v bob", "MODE #coffee +v-o ann ann", "NICK annie");
  const after = await world.restart();

  const user = after.network.user("annie");
  assert.equal(user?.source, "annie!ann@host");
  assert.equal(user?.realname, "Ann of Tea");
  assert.equal(user?.account, "ann");
  assert.deepEqual([...user?.modes ?? []].sort(), ["B", "i"]);
  assert.equal(user?.away, "Not connected right now; your messages are kept");
  const guest = await after.user("guest");
  await guest.says("JOIN #tea,#coffee");
  guest.read();
  assert.deepEqual(await namesIn(guest, "#tea"), ["@annie", "guest"]);
  assert.deepEqual(await namesIn(guest, "#coffee"), ["+annie", "guest"]);
  assert.equal(after.network.channel("#other"), undefined);

  const again = await after.login("ann");
  assert.equal(again.session.user, user);
  assert.equal(user?.away, undefined);
});

Deno.test("a channel of somebody who is always on keeps topic, modes and lists over a restart", async () => {
  const world = new World(ALWAYS);
  await world.account("ann");
  const ann = await world.login("ann");
  await ann.says("JOIN #Tea", "TOPIC #tea :Earl Grey", "MODE #tea +sk-t secret");
  world.now += 1000;
  await ann.says("MODE #tea +lbe 5 eve!*@* bob!*@*", "MODE #tea +I joe!*@*");
  const channel = world.network.channel("#tea");
  const after = await world.restart();
  const restored = after.network.channel("#tea");
  assert.ok(channel && restored);
  assert.equal(restored.name, "#Tea");
  assert.equal(restored.createdAt, channel.createdAt);
  assert.deepEqual(restored.topic, channel.topic);
  assert.deepEqual([...restored.flags].sort(), ["n", "s"]);
  assert.equal(restored.password, "secret");
  assert.equal(restored.memberLimit, 5);
  assert.deepEqual(restored.lists, channel.lists);
  assert.equal(restored.lists.b.size, 1);
});

Deno.test("who was kicked or has left while always on is not there after a restart", async () => {
  const world = new World(ALWAYS);
  for (const name of ["ann", "bob"]) await world.account(name);
  const ann = await world.login("ann");
  const bob = await world.login("bob");
  await ann.says("JOIN #tea,#milk");
  await bob.says("JOIN #tea,#milk");
  bob.disconnects();
  await ann.says("KICK #tea bob", "PART #milk");
  const after = await world.restart();
  const members = (name: string) =>
    [...after.network.channel(name)?.members.keys() ?? []].map(({ nick }) => nick);
  assert.deepEqual(members("#tea"), ["ann"]);
  assert.deepEqual(members("#milk"), ["bob"]);
});

Deno.test("a channel that was renamed is there under its new name only", async () => {
  const world = new World(ALWAYS);
  await world.account("ann");
  const ann = await world.login("ann");
  await ann.says("JOIN #tea");
  await world.settles();
  await ann.says("RENAME #tea #coffee");
  const after = await world.restart();
  assert.deepEqual([...after.network.channels.keys()], ["#coffee"]);
});

Deno.test("when always-on is switched off in the configuration, nobody is there after the restart", async () => {
  const world = new World(ALWAYS);
  await world.account("ann");
  const ann = await world.login("ann");
  await ann.says("JOIN #tea");
  const after = await world.restart({ accounts: { alwaysOn: "disabled" } });
  assert.equal(after.network.users.size, 0);
  assert.equal(after.network.channels.size, 0);
  const later = await after.restart(ALWAYS);
  assert.equal(later.network.users.size, 0);
});

Deno.test("nobody is an operator of the server after a restart without saying so again", async () => {
  const world = new World({ ...ALWAYS, opers: [{ name: "root", password: "x", title: "root" }] });
  await world.account("ann");
  const ann = await world.login("ann");
  await ann.says("OPER root x");
  const after = await world.restart();
  assert.equal(after.network.user("ann")?.modes.has("o"), false);
});

Deno.test("what could not be saved is saved later", async () => {
  const world = new World(ALWAYS);
  await world.account("ann");
  const ann = await world.login("ann");
  await world.settles();
  world.accounts.down = "no database";
  await ann.says("JOIN #tea");
  assert.equal(await world.services.keeper.saved(), false);
  world.accounts.down = undefined;
  const after = await world.restart();
  assert.equal(after.network.channel("#tea")?.members.size, 1);
});

Deno.test("a change that comes while another one is being saved is saved after it", async () => {
  const world = new World(ALWAYS);
  await world.account("ann");
  const ann = await world.login("ann");
  await world.settles();
  let finish = () => {};
  const { saveKept } = world.accounts;
  world.accounts.saveKept = async (changes) => {
    await new Promise<void>((resolve) => finish = resolve);
    await saveKept.call(world.accounts, changes);
  };
  await ann.says("JOIN #tea");
  await new Promise((resolve) => setTimeout(resolve));
  await ann.says("JOIN #milk");
  const saved = world.services.keeper.saved();
  const channels = async () => (await world.accounts.loadKept()).channels.map(({ key }) => key);
  finish();
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(await channels(), ["#tea"]);
  finish();
  assert.equal(await saved, true);
  assert.deepEqual(await channels(), ["#tea", "#milk"]);
});
