import assert from "node:assert/strict";
import { type Certificate, readCertificate } from "../../src/server/certificate.ts";
import { CertificateWatch } from "../../src/server/certificate_watch.ts";
import { selfSigned } from "../../src/server/self_signed.ts";
import { TAKES_TLS_LATER } from "../../src/server/tls.ts";
import { createLog } from "../../src/log.ts";
import { Listening } from "./listening.ts";

/** A directory with a certificate and its key, gone afterwards. */
async function files() {
  const directory = await Deno.makeTempDir();
  const tls = { cert: `${directory}/cert.pem`, key: `${directory}/key.pem` };
  const write = async (days = 0) => {
    const now = Date.now() + days * 86_400_000;
    const { cert, key } = await selfSigned(["localhost", "127.0.0.1", "::1"], now);
    await Deno.writeTextFile(tls.cert, cert);
    await Deno.writeTextFile(tls.key, key);
    return cert;
  };
  await write();
  return {
    directory,
    tls,
    write,
    read: (known?: Certificate) => readCertificate(tls, directory, Date.now(), known),
    [Symbol.asyncDispose]: () => Deno.remove(directory, { recursive: true }),
  };
}

Deno.test("a conversation over TLS is like one without, and WHOIS says that it is secure", async () => {
  await using made = await files();
  const certificate = await made.read();
  await using server = new Listening({}, {}, certificate);
  using ann = await server.connectTls(certificate.cert);
  await ann.send("NICK ann\r\nUSER ann 0 * :Ann\r\nPRIVMSG ann :né\r\nWHOIS ann\r\n");
  await ann.until(/^:ann!ann@127\.0\.0\.1 PRIVMSG ann :né$/);
  await ann.until(/ 671 ann ann :is using a secure connection$/);
});

Deno.test("WebSockets go over TLS as well", async () => {
  await using made = await files();
  const certificate = await made.read();
  await using server = new Listening({}, { type: "websocket" }, certificate);
  using browser = await server.connectTls(certificate.cert);
  await browser.send(
    "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
      "Sec-WebSocket-Protocol: text.ircv3.net\r\n\r\n",
  );
  // The key and the answer are those of RFC 6455, section 1.3.
  await browser.until(/^Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=$/);
  await browser.until(/^Sec-WebSocket-Protocol: text\.ircv3\.net$/);
  const ping = new TextEncoder().encode("PING a");
  await browser.send(Uint8Array.of(0x81, 0x80 | ping.length, 0, 0, 0, 0, ...ping));
  assert.match(await browser.some(33), /:chat\.local PONG chat\.local a$/);
});

Deno.test("a certificate that the server made itself is kept with its key, which nobody else may read", async () => {
  const directory = await Deno.makeTempDir();
  try {
    const made = await readCertificate("self-signed", directory, Date.now());
    const again = await readCertificate("self-signed", directory, Date.now());
    assert.deepEqual(again, made);
    assert.match(made.fingerprint, /^(?:[\dA-F]{2}:){31}[\dA-F]{2}$/);
    const { mode } = await Deno.stat(`${directory}/tls/key.pem`);
    assert.equal((mode ?? 0) & 0o777, 0o600);
    const days = (made.until - Date.now()) / 86_400_000;
    assert.ok(days > 3640 && days < 3660, `${days} days`);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("openssl finds nothing wrong with a certificate that the server made itself", async () => {
  await using made = await files();
  const { success, stdout, stderr } = await new Deno.Command("openssl", {
    args: ["verify", "-x509_strict", "-CAfile", made.tls.cert, made.tls.cert],
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr) + new TextDecoder().decode(stdout));
});

Deno.test("a renewed certificate is shown to those who come, and nobody who is there is dropped", async () => {
  await using made = await files();
  const before = await made.read();
  await using server = new Listening({}, { tls: made.tls }, before);
  const logged: string[] = [];
  const log = createLog("info", "text", (line) => logged.push(line));
  const watch = new CertificateWatch([server.listener], made.directory, log);
  using ann = await server.connectTls(before.cert);
  await ann.send("PING before\r\n");
  await ann.until(/PONG chat.local before/);

  const cert = await made.write();
  await watch.look();
  await assert.rejects(async () => {
    using late = await server.connectTls(before.cert);
    await late.send("PING old\r\n");
    await late.until(/PONG/);
  });
  using bob = await server.connectTls(cert);
  await bob.send("PING new\r\n");
  await bob.until(/PONG chat.local new/);
  await ann.send("PING after\r\n");
  await ann.until(/PONG chat.local after/);
  assert.match(logged.join("\n"), /info {2}a new certificate is shown from now on port=/);
});

Deno.test("files that do not fit together leave the old certificate in place, and are complained about once", async () => {
  await using made = await files();
  const before = await made.read();
  await using server = new Listening({}, { tls: made.tls }, before);
  const logged: string[] = [];
  const log = createLog("info", "text", (line) => logged.push(line));
  const watch = new CertificateWatch([server.listener], made.directory, log);
  const { key } = await selfSigned(["localhost"], Date.now());
  await Deno.writeTextFile(made.tls.key, key);
  await watch.look();
  await watch.look();
  assert.equal(logged.length, 1);
  assert.match(
    logged[0] ?? "",
    /error the certificate stays as it is port=\d+ reason="The TLS files .* the key does not belong to the certificate\./,
  );
  using ann = await server.connectTls(before.cert);
  await ann.send("PING still\r\n");
  await ann.until(/PONG chat.local still/);
});

Deno.test("each listener's certificate is complained about and warned of by itself, with its port", async () => {
  await using broken = await files();
  await using ending = await files();
  await using good = await files();
  await ending.write(-3645);
  await using one = new Listening({}, { tls: broken.tls }, await broken.read());
  await using other = new Listening({}, { tls: ending.tls }, await ending.read());
  await using third = new Listening({}, { tls: good.tls }, await good.read());
  const logged: string[] = [];
  const log = createLog("info", "text", (line) => logged.push(line));
  const listeners = [one, other, third].map(({ listener }) => listener);
  const watch = new CertificateWatch(listeners, good.directory, log);
  await Deno.writeTextFile(broken.tls.cert, "junk");
  for (let i = 0; i < 3; i++) await watch.look();
  await good.write(-3645);
  for (let i = 0; i < 3; i++) await watch.look();
  const told = logged.map((line) => line.replace(/^\S+ (\w+ {1,2}[a-z, ]+ port=\d+).*/, "$1"));
  assert.deepEqual(told, [
    `error the certificate stays as it is port=${one.port}`,
    `warn  the certificate ends soon, and clients will refuse it then port=${other.port}`,
    `info  a new certificate is shown from now on port=${third.port}`,
    `warn  the certificate ends soon, and clients will refuse it then port=${third.port}`,
  ]);
});

Deno.test("a certificate that ends soon is warned of, once", async () => {
  await using made = await files();
  await made.write(-3645);
  const certificate = await made.read();
  await using server = new Listening({}, { tls: made.tls }, certificate);
  const logged: string[] = [];
  const log = createLog("info", "text", (line) => logged.push(line));
  const watch = new CertificateWatch([server.listener], made.directory, log);
  await watch.look();
  await watch.look();
  assert.equal(logged.length, 1);
  assert.match(logged[0] ?? "", /warn {2}the certificate ends soon/);
});

for (
  const [what, spoil, why] of [
    [
      "that are not there",
      (tls: { cert: string }) => Deno.remove(tls.cert),
      /^The TLS file ".*cert\.pem" cannot be read: there is no such file\.$/,
    ],
    [
      "that are no PEM",
      (tls: { cert: string }) => Deno.writeTextFile(tls.cert, "not a certificate"),
      /^The TLS files ".*cert\.pem" and ".*key\.pem" cannot be used: .*\. They have to be PEM/,
    ],
  ] as const
) {
  Deno.test(`TLS files ${what} are refused in one sentence`, async () => {
    await using made = await files();
    await spoil(made.tls);
    await assert.rejects(made.read(), { name: "Problem", message: why });
  });
}

Deno.test("a client that does not speak TLS, or stops in the middle of its handshake, keeps nobody waiting", async () => {
  await using made = await files();
  const certificate = await made.read();
  await using server = new Listening({}, {}, certificate);
  using plain = await server.connect();
  await plain.send("NICK ann\r\nUSER ann 0 * :Ann\r\n");
  await plain.rest();
  using silent = await server.connect();
  // The beginning of a ClientHello.
  await silent.send(Uint8Array.of(0x16, 0x03, 0x01, 0x02, 0x00, 0x01));
  using ann = await server.connectTls(certificate.cert);
  await ann.send("PING here\r\n");
  await ann.until(/PONG chat.local here/);
  // Before 2.9 Deno closes no socket in the middle of a handshake.
  if (!TAKES_TLS_LATER) return;
  server.world.now += 61_000;
  for (const connection of server.listener.connections) connection.tick();
  await silent.rest();
});
