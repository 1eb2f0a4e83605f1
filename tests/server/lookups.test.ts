import assert from "node:assert/strict";
import { parseCidr, reverseName } from "../../src/server/cidr.ts";
import { type Client, World } from "../world.ts";

/** A world that looks names up, in a DNS of these records by what is asked for. */
function withDns(records: Readonly<Record<string, readonly string[]>>, lookups = true): World {
  const world = new World(
    {
      lookups,
      opers: [{ name: "root", password: "secret", title: "root" }],
    } as ConstructorParameters<typeof World>[0],
  );
  world.resolve = (query) => {
    const answer = records[query];
    return answer ? Promise.resolve(answer) : Promise.reject(new Error("NXDOMAIN"));
  };
  return world;
}

const RECORDS = {
  "7.2.0.192.in-addr.arpa": ["Host.Example.org."],
  "host.example.org": ["192.0.2.1", "192.0.2.7"],
};

/** The host that others see of somebody from there. */
async function hostOf(world: World, address: string): Promise<string> {
  const ann = await world.user("ann", "", address);
  await ann.says("USERHOST ann");
  return /@(\S+)/.exec(ann.read().join(" "))?.[1] ?? "";
}

Deno.test("a name that leads back to the address takes its place", async () => {
  assert.equal(await hostOf(withDns(RECORDS), "192.0.2.7"), "host.example.org");
});

Deno.test("IPv6 addresses have names too", async () => {
  const reverse = `7.${"0.".repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`;
  const world = withDns({ [reverse]: ["six.example.org."], "six.example.org": ["2001:db8:0::7"] });
  assert.equal(await hostOf(world, "2001:db8::7"), "six.example.org");
  const mapped = parseCidr("::ffff:192.0.2.7");
  assert.equal(mapped && reverseName(mapped), "7.2.0.192.in-addr.arpa");
});

Deno.test("any other name is no name, nor is anything looked up unless the settings say so", async () => {
  const ptr = "7.2.0.192.in-addr.arpa";
  const lies = [
    { [ptr]: ["host.example.org."], "host.example.org": ["192.0.2.8"] },
    { [ptr]: ["host.example.org."] },
    { [ptr]: ["192.0.2.8."], "192.0.2.8": ["192.0.2.7"] },
    { [ptr]: ["*.example.org."], "*.example.org": ["192.0.2.7"] },
    { [ptr]: ["localhost."], "localhost": ["192.0.2.7"] },
    { [ptr]: [`${"x".repeat(60)}.example.org.`], [`${"x".repeat(60)}.example.org`]: ["192.0.2.7"] },
    { [ptr]: [] },
    {},
  ];
  for (const records of lies) {
    assert.equal(await hostOf(withDns(records), "192.0.2.7"), "192.0.2.7");
  }
  assert.equal(await hostOf(withDns(RECORDS, false), "192.0.2.7"), "192.0.2.7");
});

Deno.test("this machine itself is not looked up", async () => {
  const world = withDns({});
  let asked = 0;
  world.resolve = () => Promise.resolve([`${asked++}`]);
  for (const address of ["127.0.0.1", "::1", "::ffff:127.0.0.2"]) {
    const ann = world.connect(address);
    await ann.says("NICK ann", "USER ann 0 * :Ann");
    assert.match(ann.read()[0] ?? "", / 001 /);
    ann.disconnects();
  }
  assert.equal(asked, 0);
});

Deno.test("the address is still there for those who may know it, and for bans", async () => {
  const world = withDns(RECORDS);
  const ann = await world.user("ann", "", "192.0.2.7");
  await ann.says("WHOIS ann");
  assert.match(ann.read().join("\n"), / 338 ann ann .*192\.0\.2\.7/);
  const root = await world.user("root");
  await root.says("OPER root secret");
  for (const mask of ["*@192.0.2.*", "*@*.example.org"]) {
    await root.says(`KLINE 1d ${mask} :spam`);
    const eve = world.connect("192.0.2.7");
    await eve.says("NICK eve", "USER eve 0 * :Eve");
    assert.match(eve.read().join("\n"), / 465 /, mask);
    await root.says(`UNKLINE ${mask}`);
  }
});

Deno.test("who is gone before the name is there does not come back", async () => {
  const world = withDns({});
  const { promise, resolve } = Promise.withResolvers<string[]>();
  world.resolve = () => promise;
  const ann: Client = world.connect("192.0.2.7");
  await ann.says("NICK ann");
  const registering = ann.sends("USER ann 0 * :Ann");
  ann.disconnects();
  resolve([]);
  await registering;
  assert.equal(world.network.users.size, 0);
});
