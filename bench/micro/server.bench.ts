import { Line } from "../../src/server/line.ts";
import { Outbox } from "../../src/server/outbox.ts";
import { dispatch } from "../../src/server/dispatch.ts";
import { type Client, World } from "../../tests/world.ts";

const world = new World({ flood: false });
const members: Client[] = [];
for (let i = 0; i < 100; i++) {
  const caps = i % 2 === 0 ? "" : "server-time message-tags";
  members.push(await world.user(`user${i}`, caps));
}
for (const member of members) await member.says("JOIN #bench");
const [ann] = members;
if (!ann) throw new Error("a channel of a hundred has a first member");
const said = { text: "PRIVMSG #bench :a line of ordinary length", utf8: true };
const away = { text: "PRIVMSG user1 :a line of ordinary length", utf8: true };

function emptyOutboxes() {
  for (const { session } of members) session.outbox.take();
  world.store.messages.length = 0;
}

Deno.bench("a message to a channel of 100, stored in memory and fanned out", async () => {
  await dispatch(world.services, ann.session, said);
  await ann.session.settled();
  emptyOutboxes();
});

Deno.bench("a private message", async () => {
  await dispatch(world.services, ann.session, away);
  await ann.session.settled();
  emptyOutboxes();
});

Deno.bench("write a line out for a kind of reader", () => {
  new Line("ann!ann@host", "PRIVMSG", ["#bench", "hello"], { time: 0, msgid: "m1" }).encode(3);
});

const outboxes = [new Outbox(1_000_000), new Outbox(1_000_000)];
let count = 0;

Deno.bench("fill and empty two outboxes with the same lines", () => {
  for (let i = 0; i < 20; i++) {
    const line = `:ann!ann@host PRIVMSG #bench :${count++}\r\n`;
    for (const outbox of outboxes) outbox.push(line);
  }
  for (const outbox of outboxes) outbox.take();
});
