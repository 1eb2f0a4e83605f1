import assert from "node:assert/strict";
import { World } from "../../world.ts";

const opers = [{ name: "root", password: "secret", title: "is in charge" }];

Deno.test("WHOIS tells who it is, where, what server, and how long idle", async () => {
  const world = new World();
  await world.channel("#tea", "ann");
  const bob = await world.user("bob");
  world.now += 90_500;
  await bob.asks(
    "WHOIS ann",
    ":chat.local 311 bob ann ann host * :ann Example",
    ":chat.local 319 bob ann @#tea",
    ":chat.local 312 bob ann chat.local :chat server",
    ":chat.local 317 bob ann 90 1767225600 :seconds idle, signon time",
    ":chat.local 318 bob ann :End of WHOIS list",
  );
});

Deno.test("WHOIS tells everything that there is to tell, in order", async () => {
  const world = new World({ opers });
  const [ann] = await world.channel("#tea", "ann");
  await ann.says("OPER root secret", "MODE ann +Bi", "AWAY :at lunch");
  await ann.says("METADATA * SET url :https://example.org/", "METADATA * SET color :#aabbcc");
  world.loggedIn(ann, "Ann");
  ann.read();
  await ann.asks(
    "WHOIS ann",
    ":chat.local 311 ann ann ann host * :ann Example",
    ":chat.local 307 ann ann :has identified for this nick",
    ":chat.local 319 ann ann @#tea",
    ":chat.local 312 ann ann chat.local :chat server",
    ":chat.local 313 ann ann :is in charge",
    ":chat.local 301 ann ann :at lunch",
    ":chat.local 335 ann ann :is a bot",
    ":chat.local 330 ann ann Ann :is logged in as",
    ":chat.local 338 ann ann ann@host host :Actual user@host, actual IP",
    ":chat.local 379 ann ann :is using modes +Bio",
    ":chat.local 317 ann ann 0 1767225600 :seconds idle, signon time",
    ":chat.local 760 ann ann url * https://example.org/",
    ":chat.local 760 ann ann color * #aabbcc",
    ":chat.local 318 ann ann :End of WHOIS list",
  );
});

Deno.test("address and modes are told to oneself and to operators only", async () => {
  const world = new World({ opers });
  const ann = await world.user("ann", "", "192.0.2.7");
  const bob = await world.user("bob");
  const hears = async (client: typeof ann) => {
    await client.says("WHOIS ann");
    return client.read().map((line) => line.split(" ")[1]).filter((code) =>
      code === "338" || code === "379"
    );
  };
  assert.deepEqual(await hears(bob), []);
  assert.deepEqual(await hears(ann), ["338", "379"]);
  await bob.says("OPER root secret");
  bob.read();
  assert.deepEqual(await hears(bob), ["338", "379"]);
});

Deno.test("an address never begins with a colon", async () => {
  const world = new World();
  const ann = await world.user("ann", "", "::1");
  await ann.says("WHOIS ann");
  const lines = ann.read();
  assert.equal(lines[0], ":chat.local 311 ann ann ann 0::1 * :ann Example");
  assert.ok(lines.includes(":chat.local 338 ann ann ann@0::1 0::1 :Actual user@host, actual IP"));
});

Deno.test("a connection that nobody can read on its way is secure", async () => {
  const world = new World();
  const ann = world.connect("host", true);
  await ann.says("NICK ann", "USER ann 0 * :Ann");
  const bob = await world.user("bob");
  await bob.says("WHOIS ann");
  assert.ok(bob.read().includes(":chat.local 671 bob ann :is using a secure connection"));
});

Deno.test("the account is told only of who is logged in, and 307 only if it is that of the nick", async () => {
  const world = new World();
  const ann = await world.user("ann");
  const bob = await world.user("bob");
  const told = async () => {
    await bob.says("WHOIS ann");
    return bob.read().filter((line) => / (307|330) /.test(line));
  };
  assert.deepEqual(await told(), []);
  world.loggedIn(ann, "annie");
  assert.deepEqual(await told(), [":chat.local 330 bob ann annie :is logged in as"]);
});

Deno.test("a secret channel is told only to those who are there", async () => {
  const world = new World({ opers });
  const [ann, bob] = await world.channel("#tea", "ann", "bob");
  const cat = await world.user("cat");
  await ann.says("MODE #tea +s");
  await cat.says("WHOIS ann");
  assert.ok(!cat.read().some((line) => line.includes(" 319 ")));
  bob.read();
  await bob.says("WHOIS ann");
  assert.ok(bob.read().includes(":chat.local 319 bob ann @#tea"));
  await cat.says("OPER root secret", "WHOIS ann");
  assert.ok(cat.read().includes(":chat.local 319 cat ann @#tea"));
});

Deno.test("channels of an invisible user are told only to those who are there", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  const bob = await world.user("bob");
  const channels = async () => {
    await bob.says("WHOIS ann");
    return bob.read().filter((line) => line.includes(" 319 "));
  };
  assert.deepEqual(await channels(), [":chat.local 319 bob ann @#tea"]);
  await ann.says("MODE ann +i");
  assert.deepEqual(await channels(), []);
  await bob.joins("#tea");
  assert.deepEqual(await channels(), [":chat.local 319 bob ann @#tea"]);
  await bob.says("PART #tea");
  await ann.says("MODE ann -i");
  bob.read();
  assert.deepEqual(await channels(), [":chat.local 319 bob ann @#tea"]);
});

Deno.test("multi-prefix shows everything that somebody is in their channels", async () => {
  const world = new World();
  const [ann] = await world.channel("#tea", "ann");
  await ann.says("MODE #tea +v ann");
  const bob = await world.user("bob", "multi-prefix");
  await bob.says("WHOIS ann");
  assert.ok(bob.read().includes(":chat.local 319 bob ann @+#tea"));
});

Deno.test("many channels are told in several lines that are short enough", async () => {
  const world = new World();
  const ann = await world.user("ann");
  for (let i = 0; i < 40; i++) await ann.says(`JOIN #a-rather-long-name-${i}`);
  const bob = await world.user("bob");
  await bob.says("WHOIS ann");
  const lines = bob.read().filter((line) => line.includes(" 319 "));
  assert.ok(lines.length > 1);
  assert.ok(lines.every((line) => line.length <= 510));
  assert.equal(lines.join(" ").match(/#a-rather/g)?.length, 40);
});

Deno.test("the server to ask can be named, or somebody on it", async () => {
  const world = new World();
  const bob = await world.user("bob");
  await world.user("ann");
  await bob.says("WHOIS ann");
  const answer = bob.read();
  for (const server of ["chat.local", "*.local", "ann", "bob"]) {
    await bob.asks(`WHOIS ${server} ann`, ...answer);
  }
  await bob.asks("WHOIS elsewhere.org ann", ":chat.local 402 bob elsewhere.org :No such server");
});

Deno.test("the nick is told as it is spelled; the last line says when there is nobody", async () => {
  const world = new World();
  const bob = await world.user("bob");
  await world.user("Ann");
  await bob.says("WHOIS aNN");
  assert.equal(bob.read().at(-1), ":chat.local 318 bob Ann :End of WHOIS list");
  await bob.asks(
    "WHOIS nobody",
    ":chat.local 401 bob nobody :No such nick/channel",
    ":chat.local 318 bob nobody :End of WHOIS list",
  );
});

Deno.test("WHOIS needs a nick", async () => {
  const world = new World();
  const bob = await world.user("bob");
  await bob.asks("WHOIS", ":chat.local 431 bob :No nickname given");
  await bob.asks("WHOIS :", ":chat.local 431 bob :No nickname given");
});
