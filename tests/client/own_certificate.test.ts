/** A certificate of the client's own: from its files to being logged in by it. */
import assert from "node:assert/strict";
import { identityFrom, tlsOf } from "../../src/cli/client_options.ts";
import { identityOf } from "../../src/client/identity.ts";
import { KnownServers } from "../../src/client/known_servers.ts";
import { readOwnCertificate } from "../../src/client/own_certificate.ts";
import type { Tls } from "../../src/client/secure.ts";
import { send } from "../../src/client/send.ts";
import type { Account } from "../../src/client/session.ts";
import { fingerprintOf } from "../../src/server/client_certificate.ts";
import { selfSigned } from "../../src/server/self_signed.ts";
import { TAKES_TLS_LATER } from "../../src/server/tls.ts";
import { temporaryDirectory } from "../store/databases.ts";
import { Listening } from "../whole/listening.ts";
import { PASSWORD } from "../world.ts";
import { certified } from "./certified.ts";

/** Files of ann's and of somebody else's. */
async function files() {
  const directory = await temporaryDirectory();
  const { path } = directory;
  const ann = await selfSigned(["ann"], Date.now());
  const bob = await selfSigned(["bob"], Date.now());
  const write = async (name: string, text: string) => {
    await Deno.writeTextFile(`${path}/${name}`, text);
    return `${path}/${name}`;
  };
  return {
    path,
    cert: await write("ann.pem", ann.cert),
    key: await write("ann.key", ann.key),
    both: await write("both.pem", ann.key + ann.cert),
    bobsKey: await write("bob.key", bob.key),
    junk: await write("junk.pem", "junk"),
    broken: await write(
      "broken.pem",
      "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    ),
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
}

Deno.test("a certificate and its key are read from two files, or from one", async () => {
  await using ann = await files();
  const { fingerprint } = await readOwnCertificate(ann.cert, ann.key);
  assert.match(fingerprint, /^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  assert.equal((await readOwnCertificate(ann.both)).fingerprint, fingerprint);
});

Deno.test("what cannot be shown is refused in one sentence, before anything is connected", async () => {
  await using ann = await files();
  const nowhere = `${ann.path}/nowhere.pem`;
  const unreadable = (file: string) =>
    `The file ${file} of your own certificate cannot be read. Is the name right, and may you read it?`;
  const noKey = (file: string) =>
    `The file ${file} holds no private key in PEM, or a password protects it; a key without one is needed.`;
  const noCertificate = (file: string) =>
    `The file ${file} holds no certificate in PEM that could be shown to a server.`;
  for (
    const [cert, key, message] of [
      [nowhere, ann.key, unreadable(nowhere)],
      [ann.cert, nowhere, unreadable(nowhere)],
      [ann.cert, ann.path, unreadable(ann.path)],
      [ann.cert, undefined, noKey(ann.cert)],
      [ann.cert, ann.junk, noKey(ann.junk)],
      [ann.junk, ann.key, noCertificate(ann.junk)],
      [ann.broken, ann.key, noCertificate(ann.broken)],
      [
        ann.cert,
        ann.bobsKey,
        `The private key in ${ann.bobsKey} does not belong to the certificate in ${ann.cert}.`,
      ],
    ] as const
  ) {
    await assert.rejects(readOwnCertificate(cert, key), { message, exitCode: 78 });
  }
  await assert.rejects(tlsOf({ tlsKey: ann.key }), {
    message: "--tls-key names the key of a certificate: give --tls-cert as well.",
    exitCode: 64,
  });
});

/** Sends one message with TLS like this; gives back what the person was told. */
async function sends(port: number, host: string, tls: Tls, account?: Account): Promise<string[]> {
  const notes: string[] = [];
  async function* lines(): AsyncGenerator<string> {
    yield "hello";
  }
  // The name ann is for who is logged in.
  const identity = identityOf("guest", undefined);
  const opening = {
    server: { host, port, localPort: undefined, tls },
    identity: account ? { ...identity, account } : identity,
  };
  const ids: string[] = [];
  await send(
    { opening, target: "#tea", lines: lines(), unconfirmed: false },
    (id) => void ids.push(id),
    (text) => void notes.push(text),
  );
  assert.equal(ids.length, 1);
  return notes;
}

/** A server with TLS on which ann has an account, and her certificate. */
async function server(names: readonly [string, ...string[]]) {
  const certificate = await certified(names);
  const listening = new Listening({}, {}, certificate);
  await listening.world.account("ann");
  const account = await listening.world.accounts.find("ann");
  assert.ok(account);
  await using ann = await files();
  const own = await readOwnCertificate(ann.cert, ann.key);
  return {
    listening,
    certificate,
    own,
    /** The server knows her by it from now on. */
    add: async () => {
      const fingerprint = fingerprintOf(own.fingerprint);
      assert.ok(fingerprint);
      await listening.world.accounts.addCertificate(account.account.id, fingerprint);
    },
    /** Who the messages that are kept come from. */
    accounts: () =>
      listening.world.store.messages
        .filter(({ kind }) => kind === "PRIVMSG").map(({ account }) => account),
    [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose](),
  };
}

Deno.test({
  name: "over TLS, chat send is logged in by its certificate alone",
  ignore: !TAKES_TLS_LATER,
  async fn() {
    await using tea = await server(["localhost", "127.0.0.1"]);
    await tea.add();
    const tls = { ca: tea.certificate.cert, own: tea.own };
    assert.deepEqual(await sends(tea.listening.port, "127.0.0.1", tls), []);
    await sends(tea.listening.port, "localhost", tls, { name: "ann" });
    assert.deepEqual(tea.accounts(), ["ann", "ann"]);
    await assert.rejects(sends(tea.listening.port, "localhost", tls, { name: "bob" }), {
      message: /^The server does not log you in by your certificate: .*another account's\. /,
    });
  },
});

Deno.test({
  name: "a certificate that nobody has added is refused, with what to do; a password helps",
  ignore: !TAKES_TLS_LATER,
  async fn() {
    await using tea = await server(["localhost"]);
    const tls = { ca: tea.certificate.cert, own: tea.own };
    await assert.rejects(sends(tea.listening.port, "localhost", tls), ({ message }: Error) => {
      assert.ok(message.endsWith(`/msg NickServ CERT ADD ${tea.own.fingerprint}`), message);
      return true;
    });
    const account = { name: "ann", password: PASSWORD };
    assert.deepEqual(await sends(tea.listening.port, "localhost", tls, account), []);
    assert.deepEqual(tea.accounts(), ["ann"]);
  },
});

Deno.test({
  name: "a server that asks for no certificate takes a guest, who is told",
  ignore: TAKES_TLS_LATER,
  async fn() {
    await using tea = await server(["localhost"]);
    const tls = { ca: tea.certificate.cert, own: tea.own };
    assert.deepEqual(await sends(tea.listening.port, "localhost", tls), [
      "The server does not log anybody in by a certificate (no SASL EXTERNAL).",
    ]);
  },
});

Deno.test("a server that is recognized is shown the certificate too, and nobody else in its place", async () => {
  await using remembered = await temporaryDirectory();
  const known = new KnownServers(remembered.path);
  await using tea = await server(["7f3a.invalid"]);
  await tea.add();
  const tls = { ca: "", known, own: tea.own };
  const [pinned = ""] = await sends(tea.listening.port, "127.0.0.1", tls);
  assert.ok(pinned.endsWith(tea.certificate.fingerprint), pinned);
  await sends(tea.listening.port, "127.0.0.1", tls);
  assert.deepEqual(tea.accounts(), TAKES_TLS_LATER ? ["ann", "ann"] : [undefined, undefined]);

  await using thief = await server(["7f3a.invalid"]);
  await known.remember("127.0.0.1", thief.listening.port, tea.certificate.cert);
  await assert.rejects(
    sends(thief.listening.port, "127.0.0.1", tls),
    /is not the one that it had before/,
  );
});

Deno.test("who gives a certificate is not asked for a password, but may give one", async () => {
  const given = { account: "ann", tlsCert: "ann.pem" };
  assert.deepEqual((await identityFrom(given, "ann")).account, { name: "ann" });
  assert.deepEqual((await identityFrom({ ...given, passwordCommand: "echo pw" }, "ann")).account, {
    name: "ann",
    password: "pw",
  });
});
