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

/** The servers that somebody has met, and what follows from it each time that they connect. */
async function someone() {
  const directory = await temporaryDirectory();
  const policies = new KnownServers(`${directory.path}/known_servers`);
  const clock = new FakeClock();
  /** Where a chat has connected to: `6697 tls`. */
  const dialed: string[] = [];
  let reachable = true;
  const chat = (port: number, tls: boolean) => {
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
    const server = { host: HOST, port, localPort: undefined, policies };
    const opening = {
      server: tls ? { ...server, tls: { ca: "", known: policies } } : server,
      identity: identityOf("ann", undefined),
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

const GREETING = ["CAP LS 302", "NICK ann", "USER ann 0 * ann"];

Deno.test("a server that wants TLS gets it at once, before anything else is said", async () => {
  await using ann = await someone();
  await using first = ann.chat(6667, false);
  const plain = await first.wire();
  await plain.line(":irc CAP * LS :sts=port=6697 multi-prefix", ...WELCOME);
  const secure = await first.wire();
  assert.ok(plain.closed && plain !== secure);
  await plain.got(...GREETING);
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
