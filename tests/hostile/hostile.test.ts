/**
 * A server under attack stays up, serves the others about as quickly as before, and needs no more memory
 * afterwards. More of everything with `CHAT_HOSTILE_CROWD=5000 deno task hostile`.
 */
import assert from "node:assert/strict";
import { ATTACKS } from "./attacks.ts";
import { Enemy, wait } from "./enemy.ts";
import { Siege } from "./siege.ts";

/** How many connections a crowd is; half of it is what one address may have. */
const CROWD = Number(Deno.env.get("CHAT_HOSTILE_CROWD") ?? 600);
/** What a machine with other things to do may add to a median; ms. */
const MARGIN = 50;
/** Bytes that the memory of a process may differ by although nothing is kept. */
const NOISE = 96 * 1024 * 1024;

Deno.test("whatever one machine does to it, the server serves everybody else", async (t) => {
  await using siege = await Siege.lay(CROWD / 2);
  const { port, websocket, tls } = siege;
  const aim = { port, websocket, tls, crowd: CROWD };
  // Twice: what is compiled and allocated once is there then.
  await siege.latency();
  const calm = await siege.latency();
  await attackedByAll();
  const after = await memory();

  for (const [what, attack] of Object.entries(ATTACKS)) {
    await t.step(what, async () => {
      using enemy = new Enemy();
      await attack(enemy, aim);
      const latency = await siege.latency();
      assert.ok(
        latency <= Math.max(2 * calm, calm + MARGIN),
        `a message takes ${latency.toFixed(1)} ms, and ${calm.toFixed(1)} ms in calm`,
      );
    });
  }
  let grown = await memory() - after;
  // Garbage is collected when the machine has time for it.
  for (let tries = 0; tries < 8 && grown >= NOISE; tries++) grown = await memory() - after;
  assert.ok(grown < NOISE, `${Math.round(grown / 1024 / 1024)} MB more than after the first time`);
  const { code, log } = await siege.program.stop();
  assert.equal(code, 0);
  assert.deepEqual(log.split("\n").filter((line) => / error /.test(line)).slice(0, 5), []);
  assert.ok(log.length < 100_000, `the log has ${log.length} characters`);

  /** Everything at once, and briefly. */
  async function attackedByAll(): Promise<void> {
    using enemy = new Enemy();
    await Promise.all(
      Object.values(ATTACKS).map((attack) => attack(enemy, { ...aim, crowd: 100 })),
    );
    await wait(1000);
  }

  /** When the server has let go of all connections but those of ann and bob. */
  async function memory(): Promise<number> {
    await wait(1000);
    return await siege.program.memory();
  }
});
