import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { X509Certificate } from "node:crypto";
import { fingerprintOf } from "../../src/server/client_certificate.ts";
import { selfSigned } from "../../src/server/self_signed.ts";
import { TAKES_TLS_LATER } from "../../src/server/tls.ts";
import { certified } from "../client/certified.ts";
import { temporaryDirectory } from "../store/databases.ts";
import { Listening, Peer } from "./listening.ts";

async function connect(server: Listening, ca: string, pair?: { cert: string; key: string }) {
  const where = { hostname: "localhost", port: server.port, caCerts: [ca] };
  return new Peer(await Deno.connectTls({ ...where, ...pair }));
}

Deno.test({
  name: "over TLS a client logs in with its certificate, and without one is not asked to",
  ignore: !TAKES_TLS_LATER,
  async fn() {
    const certificate = await certified(["localhost"]);
    await using server = new Listening({}, {}, certificate);
    await server.world.account("ann");
    const account = await server.world.accounts.find("ann");
    const pair = await selfSigned(["ann"], Date.now());
    const fingerprint = fingerprintOf(new X509Certificate(pair.cert).fingerprint256);
    assert.ok(account && fingerprint);
    await server.world.accounts.addCertificate(account.account.id, fingerprint);

    using ann = await connect(server, certificate.cert, pair);
    await ann.send("CAP LS 302\r\nCAP REQ sasl\r\nAUTHENTICATE EXTERNAL\r\nAUTHENTICATE +\r\n");
    await ann.until(/ sasl=PLAIN,SCRAM-SHA-256,EXTERNAL /);
    await ann.until(/ 900 \* \S+ ann :You are now logged in as ann$/);
    using guest = await connect(server, certificate.cert);
    await guest.send("CAP LS 302\r\n");
    await guest.until(/ sasl=PLAIN,SCRAM-SHA-256 /);
  },
});

/** What OpenSSL's client hears when it says PING with a certificate and a key. */
async function ping(port: number, { cert, key }: { cert: string; key: string }): Promise<string> {
  await using directory = await temporaryDirectory();
  const files = [`${directory.path}/cert.pem`, `${directory.path}/key.pem`] as const;
  await Deno.writeTextFile(files[0], cert);
  await Deno.writeTextFile(files[1], key);
  const child = new Deno.Command("openssl", {
    args: [
      "s_client",
      "-quiet",
      "-connect",
      `127.0.0.1:${port}`,
      "-cert",
      files[0],
      "-key",
      files[1],
    ],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const stdin = child.stdin.getWriter();
  // It may have ended before it has read that.
  await stdin.write(new TextEncoder().encode("PING a\r\nQUIT\r\n")).catch(() => {});
  const { stdout } = await child.output();
  await stdin.close().catch(() => {});
  return new TextDecoder().decode(stdout);
}

/** A key that says of itself that it belongs to `cert`, and does not. */
function forged(cert: string, theirs: string, ours: string) {
  const [mine, other] = [theirs, ours].map((pem) =>
    Buffer.from(pem.replace(/-----.*-----/g, ""), "base64")
  );
  assert.ok(mine && other);
  // In both, the secret number stands in the same place; what follows is the public one.
  const at = mine.indexOf(Uint8Array.of(0x04, 0x20)) + 2;
  other.copy(mine, at, at, at + 32);
  const key = `-----BEGIN PRIVATE KEY-----\n${
    mine.toString("base64")
  }\n-----END PRIVATE KEY-----\n`;
  return { cert, key };
}

Deno.test({
  name: "who shows a certificate without having its key does not get in",
  ignore: !TAKES_TLS_LATER,
  async fn() {
    const certificate = await certified(["localhost"]);
    await using server = new Listening({}, {}, certificate);
    const ann = await selfSigned(["ann"], Date.now());
    const thief = await selfSigned(["thief"], Date.now());
    assert.match(await ping(server.port, ann), /PONG/);
    assert.doesNotMatch(await ping(server.port, forged(ann.cert, ann.key, thief.key)), /PONG/);
  },
});
