/**
 * `deno run -A bench/load/crowd.ts`: 10,000 connections that say nothing, and 5,000 people in one channel.
 * What they take of the memory, and how long the others wait.
 */
import { LoadClient, openAll } from "./client.ts";
import { contestant } from "./servers.ts";
import { textOf } from "./text.ts";

const IDLE = 10_000;
const MEMBERS = 5_000;
const AT_ONCE = 128;
const TIMES = 21;
/** In a quiet time memory is given back within so many milliseconds. */
const FORGOTTEN_AFTER = 30_000;

const server = await contestant("chat, history off", undefined);
try {
  const before = server.memory();
  const opening = performance.now();
  const nicks = Array.from({ length: IDLE }, (_, i) => `n${i}`);
  const clients = await openAll(server.port, nicks, AT_ONCE);
  const opened = (performance.now() - opening) / 1000;
  await pause(1000);
  const each = (server.memory() - before) / IDLE;
  console.log(`${IDLE} connections in ${opened.toFixed(1)} s, ${each.toFixed(0)} bytes each`);
  const [one, other] = clients;
  if (!one || !other) throw new Error("there is nobody");
  await measure("a private message among them", () =>
    new Promise((resolve) => {
      other.onMessage = () => resolve();
      one.send(`PRIVMSG ${other.nick} :${textOf(0, 0, 0)}\r\n`);
    }));

  const members = clients.slice(0, MEMBERS);
  const joining = performance.now();
  const waiting = [...members];
  const join = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await next.ask("JOIN #all", " 366 ");
  };
  await Promise.all(Array.from({ length: AT_ONCE }, join));
  const joined = (performance.now() - joining) / 1000;
  console.log(`${MEMBERS} joined one channel in ${joined.toFixed(1)} s`);
  await measure("a message until the last of them has it", () =>
    new Promise((resolve) => {
      let missing = MEMBERS - 1;
      for (const member of members) member.onMessage = () => --missing || resolve();
      one.send(`PRIVMSG #all :${textOf(0, 0, 0)}\r\n`);
    }));
  const guest = await LoadClient.open(server.port, "guest");
  await measure("somebody joins and leaves", async () => {
    await guest.ask("JOIN #all", " 366 ");
    await guest.ask("PART #all", " PART #all");
  });
  for (const client of [...clients, guest]) client.close();
  await pause(FORGOTTEN_AFTER);
  const left = (server.memory() - before) / 1024 / 1024;
  console.log(`soon after all have left the server has ${left.toFixed(0)} MB more than before`);
} finally {
  await server.stop();
}

async function measure(what: string, act: () => Promise<void>): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    const started = performance.now();
    await act();
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const [median, worst] = [times[TIMES >> 1], times.at(-1)];
  console.log(`${what}: ${median?.toFixed(1)} ms, at worst ${worst?.toFixed(1)}`);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
