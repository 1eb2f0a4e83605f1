import assert from "node:assert/strict";
import { selfSigned } from "../../src/server/self_signed.ts";
import { refusesCertificate } from "../../src/server/sts.ts";
import { World, type WorldSettings } from "../world.ts";

const STS = { server: { sts: 86_400 } };
const PLAIN = { address: "192.0.2.7", way: "open", port: 6667 } as const;
const SECURE = { address: "192.0.2.7", way: "tls", port: 6697 } as const;

/** What CAP LS says of STS. */
async function policy(
  settings: WorldSettings,
  origin: Parameters<World["connectFrom"]>[0],
  { version = "302", verified = true } = {},
): Promise<string | undefined> {
  const world = new World(settings);
  if (verified) world.network.stsPorts.add(SECURE.port);
  const client = world.connectFrom(origin);
  await client.says(`CAP LS ${version}`);
  return client.read().flatMap((line) => line.split(/[ :]/)).find((word) => /^sts/.test(word));
}

Deno.test("who comes without TLS is told the port that has it, who has TLS for how long to stay with it", async () => {
  assert.equal(await policy(STS, PLAIN), "sts=port=6697");
  assert.equal(await policy(STS, SECURE), "sts=duration=86400");
  assert.equal(await policy({ server: { sts: 0 } }, SECURE), "sts=duration=0");
});

Deno.test("nothing is said of STS where it is off, or no certificate verifies", async () => {
  assert.equal(await policy({}, PLAIN), undefined);
  assert.equal(await policy({}, SECURE), undefined);
  assert.equal(await policy(STS, PLAIN, { verified: false }), undefined);
  assert.equal(await policy(STS, SECURE, { verified: false }), undefined);
  assert.equal(await policy(STS, { ...SECURE, port: 7000 }), undefined);
});

Deno.test("nothing is said of STS to this machine, behind a proxy, or to clients that read no values", async () => {
  assert.equal(await policy(STS, { ...PLAIN, way: "local" }), undefined);
  assert.equal(await policy(STS, { address: "192.0.2.7", way: "open" }), undefined);
  assert.equal(await policy(STS, PLAIN, { version: "" }), undefined);
});

Deno.test("STS cannot be asked for", async () => {
  const world = new World(STS);
  world.network.stsPorts.add(SECURE.port);
  const ann = world.connectFrom(SECURE);
  await ann.asks("CAP REQ :sts", ":chat.local CAP * NAK sts");
});

Deno.test("a certificate that nobody vouches for does not verify", async () => {
  const pair = await selfSigned(["chat.example.org"], Date.now());
  assert.match(await refusesCertificate(pair, "chat.example.org") ?? "", /UnknownIssuer/);
});
