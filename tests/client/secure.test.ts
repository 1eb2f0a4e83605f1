import assert from "node:assert/strict";
import { KnownServers } from "../../src/client/known_servers.ts";
import { dial, type Wire } from "../../src/client/wire.ts";
import { selfSigned } from "../../src/server/self_signed.ts";
import { Listening } from "../whole/listening.ts";
import { certified } from "./certified.ts";

/** What a client remembers, gone afterwards. */
async function memory() {
  const directory = await Deno.makeTempDir();
  return {
    known: new KnownServers(`${directory}/known_servers`),
    [Symbol.asyncDispose]: () => Deno.remove(directory, { recursive: true }),
  };
}

async function firstLine({ chunks, write }: Wire): Promise<string> {
  await write(new TextEncoder().encode("PING hello\r\n"));
  for await (const chunk of chunks) return new TextDecoder().decode(chunk);
  return "";
}

const PONG = ":chat.local PONG chat.local hello\r\n";

Deno.test("a certificate that nobody vouches for is remembered, shown, and recognized", async () => {
  await using remembered = await memory();
  const certificate = await certified(["7f3a.invalid", "localhost"]);
  await using server = new Listening({}, {}, certificate);
  const tls = { ca: "", known: remembered.known };
  const address = { host: "127.0.0.1", port: server.port, localPort: undefined, tls };

  const first = await dial(address);
  assert.ok(first.note?.endsWith(certificate.fingerprint), first.note ?? "");
  assert.equal(await firstLine(first), PONG);
  first.close();
  assert.equal(await remembered.known.find("127.0.0.1", server.port), certificate.cert);

  const second = await dial(address);
  assert.equal(second.note, undefined);
  assert.equal(await firstLine(second), PONG);
  second.close();
});

Deno.test("a certificate that is another one than before is refused, with both fingerprints and the way out", async () => {
  await using remembered = await memory();
  const before = await certified(["7f3a.invalid"]);
  const now = await certified(["81bc.invalid"]);
  await using server = new Listening({}, {}, now);
  await remembered.known.remember("127.0.0.1", server.port, before.cert);
  const tls = { ca: "", known: remembered.known };
  const address = { host: "127.0.0.1", port: server.port, localPort: undefined, tls };
  await assert.rejects(dial(address), ({ message }: Error) => {
    assert.match(message, /is not the one that it had before: somebody may be reading along/);
    assert.ok(message.includes(before.fingerprint) && message.includes(now.fingerprint), message);
    assert.ok(message.includes(remembered.known.fileOf("127.0.0.1", server.port)), message);
    return true;
  });
});

Deno.test("the certificate alone is not enough: who shows it must have its key", async () => {
  await using remembered = await memory();
  const theirs = await certified(["7f3a.invalid"]);
  const thief = await selfSigned(["7f3a.invalid"], Date.now());
  await using server = new Listening({}, {}, { ...theirs, ...thief });
  await remembered.known.remember("127.0.0.1", server.port, theirs.cert);
  const tls = { ca: "", known: remembered.known };
  const address = { host: "127.0.0.1", port: server.port, localPort: undefined, tls };
  await assert.rejects(dial(address), /is not the one that it had before/);
});

Deno.test("a server that an authority vouched for before is not taken without one", async () => {
  await using remembered = await memory();
  const certificate = await certified(["localhost"]);
  await using server = new Listening({}, {}, certificate);
  const address = { host: "localhost", port: server.port, localPort: undefined };
  const vouched = await dial({
    ...address,
    tls: { ca: certificate.cert, known: remembered.known },
  });
  assert.equal(vouched.note, undefined);
  vouched.close();
  await assert.rejects(
    dial({ ...address, tls: { ca: "", known: remembered.known } }),
    /was one that this machine trusts, and now it is one that nobody vouches for/,
  );
});

Deno.test("a server that has an authority by now is trusted by that, and the person is told", async () => {
  await using remembered = await memory();
  const before = await certified(["7f3a.invalid"]);
  const now = await certified(["localhost"]);
  await using server = new Listening({}, {}, now);
  await remembered.known.remember("localhost", server.port, before.cert);
  const wire = await dial({
    host: "localhost",
    port: server.port,
    localPort: undefined,
    tls: { ca: now.cert, known: remembered.known },
  });
  assert.match(wire.note ?? "", /has a certificate that this machine trusts now/);
  assert.equal(await firstLine(wire), PONG);
  wire.close();
});

Deno.test("a port without TLS is said to be one, and nothing is remembered of it", async () => {
  await using remembered = await memory();
  await using server = new Listening();
  const tls = { ca: "", known: remembered.known };
  const address = { host: "127.0.0.1", port: server.port, localPort: undefined, tls };
  await assert.rejects(dial(address), /it does not speak TLS on this port/);
  assert.equal(await remembered.known.find("127.0.0.1", server.port), undefined);
});
