import assert from "node:assert/strict";
import { identityOf } from "../../src/client/identity.ts";
import { KnownServers } from "../../src/client/known_servers.ts";
import { Chat } from "../../src/client/open.ts";
import type { ServerAddress } from "../../src/client/wire.ts";
import { EXIT, Problem } from "../../src/problem.ts";
import { temporaryDirectory } from "../store/databases.ts";
import { FakeClock, settled } from "./fake_clock.ts";
import { FakeWire } from "./fake_wire.ts";

const HOST = "irc.example.org";
const WELCOME = [":irc 001 ann :Welcome", ":irc 422 ann :No message of the day"];

interface Person {
  readonly password?: string;
  readonly host?: string;
}

/** The servers that somebody has met, and what follows from it each time that they connect. */
async function someone() {
  const directory = await temporaryDirectory();
  const policies = new KnownServers(`${directory.path}/known_servers`);
  const clock = new FakeClock();
  /** Where a chat has connected to: `6697 tls`. */
  const dialed: string[] = [];
  let reachable = true;
  const chat = (port: number, tls: boolean, { password, host = HOST }: Person = {}) => {
    const wires: FakeWire[] = [];
    let dialedOnce = Promise.withResolvers<void>();
    const dial = (address: ServerAddress) => {
      dialed.push(`${address.port}${address.tls ? " tls" : ""}`);
      // Who has to be recognized is vouched for by nobody.
      assert.ok(!address.tls?.known || tls, "an authority has to vouch");
      if (!reachable) return Promise.reject(new Problem("No server answers.", EXIT.tryAgain));
      const wire = new FakeWire();
      wires.push(wire);
      dialedOnce.resolve();
      return Promise.resolve(Object.assign(wire, { vouched: address.tls !== undefined }));
    };
    const server = { host, port, localPort: undefined, policies };
    const opening = {
      server: tls ? { ...server, tls: { ca: "", known: policies } } : server,
      identity: identityOf("ann", password),
      join: [],
      historyOnJoin: 0,
      again: true,
    };
    const chat = new Chat(opening, { dial, clock });
    /** The next connection. */
    const wire = async () => {
      await dialedOnce.promise;
      dialedOnce = Promise.withResolvers();
      const latest = wires.at(-1);
      assert.ok(latest);
      await settled();
      return latest;
    };
    const end = async () => {
      chat.fail(new Error("end of test"));
      await chat.ended.catch(() => {});
    };
    return { chat, wire, [Symbol.asyncDispose]: end };
  };
  return {
    policies,
    clock,
    chat,
    dialed: (...expected: string[]) => assert.deepEqual(dialed.splice(0), expected),
    unreachable: () => void (reachable = false),
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
}

const NAMES = ["NICK ann", "USER ann 0 * ann"];
const GREETING = ["CAP LS 302", ...NAMES];

Deno.test("a server that wants TLS gets it at once, before anything else is said", async () => {
  await using ann = await someone();
  await using first = ann.chat(6667, false);
  const plain = await first.wire();
  await plain.line(":irc CAP * LS :sts=port=6697 multi-prefix", ...WELCOME);
  const secure = await first.wire();
  assert.ok(plain.closed && plain !== secure);
  await plain.got("CAP LS 302");
  ann.dialed("6667", "6697 tls");

  await secure.line(":irc CAP * LS :multi-prefix sts=duration=3600");
  await secure.got(...GREETING, "CAP REQ multi-prefix");
});

Deno.test("from then on it is TLS alone, until the time is over", async () => {
  await using ann = await someone();
  {
    await using first = ann.chat(6697, true);
    await (await first.wire()).line(":irc CAP * LS :sts=duration=3600", ...WELCOME);
  }
  ann.dialed("6697 tls");
  {
    await using second = ann.chat(6667, false);
    await second.wire();
  }
  ann.dialed("6697 tls");
  await ann.clock.pass(3_600_001);
  await using third = ann.chat(6667, false);
  await third.wire();
  ann.dialed("6667");
});

Deno.test("the time counts from when the connection has ended", async () => {
  await using ann = await someone();
  {
    await using first = ann.chat(6697, true);
    const wire = await first.wire();
    await wire.line(":irc CAP * LS :sts=duration=100", ...WELCOME);
    await ann.clock.pass(50_000);
  }
  const policy = await ann.policies.policyOf(HOST);
  assert.equal(policy?.until, ann.clock.now() + 100_000);
});

Deno.test("a duration of 0 ends it", async () => {
  await using ann = await someone();
  ann.policies.keepPolicy(HOST, { port: 6697, until: ann.clock.now() + 1000 });
  await using chat = ann.chat(6697, true);
  await (await chat.wire()).line(":irc CAP * LS :sts=duration=0");
  assert.equal(await ann.policies.policyOf(HOST), undefined);
});

Deno.test("when TLS does not come about there is no connection at all", async () => {
  await using ann = await someone();
  ann.policies.keepPolicy(HOST, { port: 6697, until: ann.clock.now() + 1000 });
  ann.unreachable();
  await using chat = ann.chat(6667, false);
  await assert.rejects(chat.chat.ended, /No server answers/);
  ann.dialed("6697 tls");
});

Deno.test("what is no policy, and what a stranger says of the future, is passed over", async () => {
  await using ann = await someone();
  await using chat = ann.chat(6667, false);
  const wire = await chat.wire();
  await wire.line(":irc CAP * LS :sts=port=99999,duration=60 multi-prefix");
  await wire.got(...GREETING, "CAP REQ multi-prefix");
  ann.dialed("6667");
  assert.equal(await ann.policies.policyOf(HOST), undefined);
});

const PASSWORD = { password: "open sesame" };
const SECRETS = ["PASS :open sesame", ...NAMES];

Deno.test("a server's password is not said in the clear to a server that wants TLS", async () => {
  await using ann = await someone();
  await using chat = ann.chat(6667, false, PASSWORD);
  const plain = await chat.wire();
  await plain.got("CAP LS 302");
  // Neither of these is an answer to what was said.
  await plain.line(":irc NOTICE * :*** Looking up your hostname...", "PING :cookie");
  await plain.got("PONG cookie");
  await plain.line(":irc CAP * LS * :multi-prefix");
  await plain.got();
  await plain.line(":irc CAP * LS :sts=port=6697");
  const secure = await chat.wire();
  await plain.got();
  await ann.clock.pass(10_000);
  await plain.got();
  await secure.got("CAP LS 302", ...SECRETS);
});

Deno.test("without TLS it is said as soon as the server has answered CAP LS", async () => {
  await using ann = await someone();
  await using chat = ann.chat(6667, false, PASSWORD);
  const notes: string[] = [];
  chat.chat.listen((event) => {
    if (event.kind === "connection") notes.push(event.text);
  });
  const wire = await chat.wire();
  await wire.got("CAP LS 302");
  assert.deepEqual(notes, []);
  await wire.line(":irc CAP * LS :multi-prefix");
  assert.deepEqual(notes, [
    "The password goes out without TLS: everybody on the way can read it. --tls prevents that.",
  ]);
  await wire.got(...SECRETS, "CAP REQ multi-prefix");
  await ann.clock.pass(10_000);
  await wire.got();
});

Deno.test("a server that does not know CAP is told who comes when it says so", async () => {
  for (const answer of [":irc 421 * CAP :Unknown command", ":irc 451 * :Register first"]) {
    await using ann = await someone();
    await using chat = ann.chat(6667, false, PASSWORD);
    const wire = await chat.wire();
    await wire.line(answer);
    await wire.got("CAP LS 302", ...SECRETS);
    await wire.line(...WELCOME);
    await chat.chat.registered();
  }
});

Deno.test("a server that says nothing at all is told after five seconds", async () => {
  await using ann = await someone();
  await using chat = ann.chat(6667, false, PASSWORD);
  const wire = await chat.wire();
  await ann.clock.pass(4_999);
  await wire.got("CAP LS 302");
  await ann.clock.pass(1);
  await wire.got(...SECRETS);
  await wire.line(":irc CAP * LS :multi-prefix");
  await wire.got("CAP REQ multi-prefix");
});

Deno.test("on this machine, and over TLS, nothing is waited for", async () => {
  await using ann = await someone();
  for (const host of ["127.0.0.1", "localhost", "::1"]) {
    await using chat = ann.chat(6667, false, { ...PASSWORD, host });
    await (await chat.wire()).got("CAP LS 302", ...SECRETS);
  }
  await using chat = ann.chat(6697, true, PASSWORD);
  await (await chat.wire()).got("CAP LS 302", ...SECRETS);
});
