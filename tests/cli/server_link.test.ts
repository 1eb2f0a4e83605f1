import assert from "node:assert/strict";
import { serverOf } from "../../src/cli/accounts.ts";
import { formatServerLink, parseServerLink } from "../../src/cli/server_link.ts";
import { DEFAULTS, type Listener } from "../../src/config.ts";

Deno.test("a link says where a server is, and perhaps a channel and an invitation", () => {
  const rest = { channel: undefined, invite: undefined };
  const cases = [
    ["ircs://chat.example.org", { host: "chat.example.org", port: 6697, tls: true, ...rest }],
    ["irc://127.0.0.1:5555/", { host: "127.0.0.1", port: 5555, tls: false, ...rest }],
    ["irc://[::1]", { host: "::1", port: 6667, tls: false, ...rest }],
    ["irc://a/tea", { host: "a", port: 6667, tls: false, ...rest, channel: "tea" }],
    ["irc://a/%23t%20ea", { host: "a", port: 6667, tls: false, ...rest, channel: "#t ea" }],
    ["irc://a/?invite=x#tea", {
      host: "a",
      port: 6667,
      tls: false,
      channel: "#tea",
      invite: "x",
    }],
  ] as const;
  for (const [text, link] of cases) assert.deepEqual(parseServerLink(text), link, text);
});

Deno.test("what is no link to a server is none", () => {
  for (const text of ["", "chat.example.org", "https://a", "irc://", "irc:a", "irc://a:x"]) {
    assert.equal(parseServerLink(text), undefined, text);
  }
  assert.equal(parseServerLink("irc://a/%zz")?.channel, "%zz");
});

Deno.test("a link that is written can be read", () => {
  for (const host of ["chat.example.org", "::1"]) {
    const link = { host, port: 6697, tls: true, invite: "invite-a&b" };
    assert.deepEqual(parseServerLink(formatServerLink(link)), { ...link, channel: undefined });
  }
});

Deno.test("an invitation leads to the listener that has TLS, by the server's name", () => {
  const [base] = DEFAULTS.listeners;
  assert.ok(base);
  const secure: Listener = { ...base, host: "0.0.0.0", port: 6697, tls: "self-signed" };
  const named = { ...DEFAULTS.server, name: "chat.example.org" };
  const at = (listeners: readonly Listener[], server = named) => {
    const reached = serverOf({ ...DEFAULTS, server, listeners });
    return reached && `${reached.host}:${reached.port}${reached.tls ? " tls" : ""}`;
  };
  assert.equal(at([base, secure]), "chat.example.org:6697 tls");
  assert.equal(at([base, secure], DEFAULTS.server), undefined);
  assert.equal(at([{ ...secure, host: "192.0.2.7" }], DEFAULTS.server), "192.0.2.7:6697 tls");
  assert.equal(at([base]), "127.0.0.1:5555");
  assert.equal(at([{ ...base, type: "websocket" }]), undefined);
});
