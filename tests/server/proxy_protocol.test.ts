import assert from "node:assert/strict";
import { readProxyHeader } from "../../src/server/proxy_protocol.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const V2 = [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a];

Deno.test("version 1 names the client's address in a line", () => {
  const header = "PROXY TCP4 192.0.2.1 198.51.100.1 1111 2222\r\n";
  assert.deepEqual(readProxyHeader(encode(`${header}NICK ann\r\n`)), {
    kind: "proxied",
    address: "192.0.2.1",
    length: header.length,
  });
});

Deno.test("version 1 knows IPv6 and connections of unknown origin", () => {
  assert.deepEqual(readProxyHeader(encode("PROXY TCP6 2001:db8::1 ::1 1 2\r\n")), {
    kind: "proxied",
    address: "2001:db8::1",
    length: 32,
  });
  assert.deepEqual(readProxyHeader(encode("PROXY UNKNOWN\r\n")), {
    kind: "proxied",
    address: undefined,
    length: 15,
  });
});

Deno.test("version 2 names the client's address in binary", () => {
  const v4 = [0x21, 0x11, 0, 12, 192, 0, 2, 1, 198, 51, 100, 1, 4, 87, 8, 174];
  assert.deepEqual(readProxyHeader(Uint8Array.from([...V2, ...v4])), {
    kind: "proxied",
    address: "192.0.2.1",
    length: 28,
  });
  const source = [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
  const v6 = [0x21, 0x21, 0, 36, ...source, ...source, 4, 87, 8, 174];
  assert.deepEqual(readProxyHeader(Uint8Array.from([...V2, ...v6])), {
    kind: "proxied",
    address: "2001:db8::1",
    length: 52,
  });
});

Deno.test("version 2's own checks of the balancer name no client", () => {
  assert.deepEqual(readProxyHeader(Uint8Array.from([...V2, 0x20, 0x00, 0, 0])), {
    kind: "proxied",
    address: undefined,
    length: 16,
  });
});

Deno.test("what could still become a header is incomplete, anything else is none", () => {
  assert.equal(readProxyHeader(encode("")).kind, "incomplete");
  assert.equal(readProxyHeader(encode("PRO")).kind, "incomplete");
  assert.equal(readProxyHeader(encode("PROXY TCP4 192.0")).kind, "incomplete");
  assert.equal(readProxyHeader(Uint8Array.from(V2.slice(0, 5))).kind, "incomplete");
  assert.equal(readProxyHeader(encode("NICK ann\r\n")).kind, "none");
});

Deno.test("a header that says nonsense is malformed", () => {
  assert.equal(readProxyHeader(encode("PROXY TCP4 300.0.0.1 1.1.1.1 1 2\r\n")).kind, "malformed");
  assert.equal(readProxyHeader(encode(`PROXY ${"x".repeat(200)}`)).kind, "malformed");
  assert.equal(readProxyHeader(Uint8Array.from([...V2, 0x31, 0x11, 0, 0])).kind, "malformed");
});
