import assert from "node:assert/strict";
import { contains, parseCidr, siteOf, unmapped } from "../../src/server/cidr.ts";

function isIn(address: string, network: string): boolean {
  const [one, other] = [parseCidr(network), parseCidr(address)];
  assert.ok(one && other, `${address} ${network}`);
  return contains(one, other);
}

Deno.test("an address is in its networks, and in no others", () => {
  assert.ok(isIn("192.0.2.7", "192.0.2.7"));
  assert.ok(isIn("192.0.2.7", "192.0.2.0/24"));
  assert.ok(isIn("192.0.2.7", "0.0.0.0/0"));
  assert.ok(isIn("192.0.2.255", "192.0.2.129/25"));
  assert.ok(!isIn("192.0.2.127", "192.0.2.128/25"));
  assert.ok(!isIn("192.0.3.7", "192.0.2.0/24"));
  assert.ok(isIn("2001:db8:1::7", "2001:db8::/32"));
  assert.ok(!isIn("2001:db9::7", "2001:db8::/32"));
  assert.ok(isIn("2001:0db8::0001", "2001:DB8:0:0:0:0:0:1"));
  assert.ok(!isIn("192.0.2.7", "::/0"));
});

Deno.test("an IPv4 address is the same within IPv6", () => {
  assert.ok(isIn("::ffff:192.0.2.7", "192.0.2.0/24"));
  assert.equal(unmapped("::FFFF:192.0.2.7"), "192.0.2.7");
  for (const address of ["192.0.2.7", "2001:db8::7", "::1"]) {
    assert.equal(unmapped(address), address);
  }
});

Deno.test("a network is not within a smaller one", () => {
  assert.ok(!isIn("192.0.2.0/24", "192.0.2.0/25"));
  assert.ok(isIn("192.0.2.0/25", "192.0.2.0/24"));
});

Deno.test("whatever else is neither an address nor a network", () => {
  const texts = ["", "host", "192.0.2", "192.0.2.256", "192.0.2.1/33", "192.0.2.1/", "1.2.3.4/5/6"];
  for (const text of [...texts, "1::2::3", "1:2:3:4:5:6:7:8:9", ":", "12345::", "::/129", ":::"]) {
    assert.equal(parseCidr(text), undefined, text);
  }
});

Deno.test("a household's IPv6 addresses are one site, each IPv4 address is another", () => {
  assert.equal(siteOf("2001:db8:0:1::7"), siteOf("2001:db8:0:1:ffff::"));
  assert.notEqual(siteOf("2001:db8:0:1::7"), siteOf("2001:db8:0:2::7"));
  assert.equal(siteOf("::ffff:192.0.2.7"), siteOf("192.0.2.7"));
  assert.notEqual(siteOf("192.0.2.7"), siteOf("192.0.2.8"));
});
