/** Whatever clients send, the server survives it, keeps its state whole and answers a PING. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { CAPS } from "../../src/irc/caps.ts";
import { commands } from "../../src/server/commands/index.ts";
import type { Network } from "../../src/server/network.ts";
import { type Client, World } from "../world.ts";

/** Things that mean something to some command, so that more than the first check is reached. */
const WORDS = [
  ...[
    "ann",
    "ANN",
    "bob",
    "carl",
    "nobody",
    "*",
    "#tea",
    "#TEA",
    "#cake",
    "@#tea",
    "#",
    "&x",
    "ann,bob",
  ],
  ...[
    "#tea,#cake",
    "+o",
    "-o",
    "+ov-v",
    "+b",
    "+kl",
    "-k",
    "+i-tn",
    "+I",
    "*!*@*",
    "a:ann",
    "m:*!*@*",
  ],
  ...[
    "0",
    "1",
    "-1",
    "302",
    "LS",
    "REQ",
    "END",
    "LIST",
    ":",
    ":hello there",
    ":\x01ACTION waves\x01",
  ],
  ...["LATEST", "BEFORE", "BETWEEN", "TARGETS", "msgid=m1", "timestamp=2026-01-01T00:00:00.000Z"],
  ...["PLAIN", "SCRAM-SHA-256", "AGFubgBwdw==", "+", "GET", "SET", "SUB", "%tcuhnfdlar,1", "o"],
  ...[
    "+x",
    "draft/multiline",
    "-x",
    "NickServ",
    "ChanServ",
    "REGISTER",
    "secret-password",
    "ünïcode",
  ],
];

const param = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...WORDS, ...CAPS) },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 20 }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 600 }) },
);
const tags = fc.oneof(
  { weight: 6, arbitrary: fc.constant("") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "@label=1 ",
      "@+typing=active ",
      "@batch=x;label=2 ",
      "@+chat/id=1 ",
      "@ ",
    ),
  },
);
const line = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.tuple(
      tags,
      fc.constantFrom(...Object.keys(commands), "NOSUCH"),
      fc.array(param, { maxLength: 5 }),
    )
      .map(([tags, command, params]) => `${tags}${[command, ...params].join(" ")}`),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 700 }) },
);

/** Who sends it: one of three users, or a connection that is not registered. */
const conversation = fc.array(fc.tuple(fc.nat({ max: 3 }), line, fc.boolean()), { maxLength: 60 });

/** The property: some clients send some lines. */
export const serverSurvives = fc.asyncProperty(conversation, survives);

async function survives(said: [number, string, boolean][]): Promise<void> {
  const world = new World();
  const clients: Client[] = [
    await world.user("ann", "echo-message labeled-response batch message-tags"),
    await world.user("bob"),
    await world.user("carl", "server-time"),
    world.connect(),
  ];
  await clients[0]?.says("JOIN #tea");
  await clients[1]?.says("JOIN #tea");
  for (const [who, text, utf8] of said) {
    // A wire never passes on these, see irc/lines.ts.
    await clients[who]?.sends(text.replace(/[\r\n\0]/g, ""), utf8);
    stateIsWhole(world.network);
  }
  assert.deepEqual(world.logged.filter((entry) => entry.includes("failed")), []);
  for (const client of clients) {
    client.read();
    if (client.isClosed) continue;
    await client.says("PING end");
    assert.match(client.read().join("\n"), /PONG chat\.local end/);
  }
}

function stateIsWhole(network: Network): void {
  for (const [key, user] of network.users) {
    assert.equal(key, network.fold(user.nick), "users are found by their folded nick");
    for (const session of user.sessions) {
      assert.equal(session.user, user, "a session knows its user");
    }
    for (const channel of user.channels) {
      assert.ok(channel.members.has(user), "a channel of a user has that user");
    }
  }
  for (const [key, channel] of network.channels) {
    assert.equal(key, channel.key, "channels are found by their folded name");
    for (const member of channel.members.keys()) {
      assert.equal(network.user(member.nick), member, "a member is a user of the network");
      assert.ok(member.channels.has(channel), "a member's channels hold the channel");
    }
  }
  for (const session of network.sessions) {
    assert.equal(session.closing, undefined, "a closed session is gone");
    if (session.user) assert.ok(session.user.sessions.includes(session), "a user has the session");
  }
}
