import assert from "node:assert/strict";
import { DEFAULTS, type Settings } from "../../src/config.ts";
import { World } from "../world.ts";

/** What somebody does to meet each limit of these settings, and what they are answered. */
const CASES: readonly (readonly [
  limit: keyof Settings["limits"],
  most: number,
  lines: readonly string[],
  answer: RegExp,
])[] = [
  ["line", 512, [`PRIVMSG #a :${"x".repeat(600)}`], / 417 ann /],
  ["lineTags", 20, [`@+a=${"x".repeat(30)} TAGMSG #a`], / 417 ann /],
  ["channels", 1, ["JOIN #a,#b"], / 405 ann #b /],
  ["listModes", 1, ["JOIN #a", "MODE #a +b a!*@*", "MODE #a +b b!*@*"], / 478 ann #a b /],
  ["monitor", 1, ["MONITOR + a,b"], / 734 ann 1 b /],
  [
    "metadataKeys",
    1,
    ["METADATA * SET a :1", "METADATA * SET b :2"],
    /METADATA LIMIT_REACHED SET /,
  ],
  ["metadataSubs", 1, ["METADATA * SUB a b"], /METADATA LIMIT_REACHED SUB /],
  ["multilineMaxLines", 1, [
    "BATCH +m draft/multiline #a",
    "@batch=m PRIVMSG #a :1",
    "@batch=m PRIVMSG #a :2",
  ], /BATCH MULTILINE_MAX_LINES 1 /],
  [
    "multilineMaxBytes",
    2,
    ["BATCH +m draft/multiline #a", "@batch=m PRIVMSG #a :123"],
    /BATCH MULTILINE_MAX_BYTES 2 /,
  ],
];

for (const [limit, most, lines, answer] of CASES) {
  Deno.test(`who meets limits.${limit} is told, and so is the log, with the setting's name`, async () => {
    const world = new World({ limits: { ...DEFAULTS.limits, [limit]: most } });
    const ann = await world.user("ann", "message-tags batch draft/multiline draft/metadata-2");
    await ann.says(...lines.slice(0, -1));
    assert.deepEqual(world.log, []);
    ann.read();
    await ann.says(...lines.slice(-1));
    assert.match(ann.read().join("\n"), answer);
    assert.equal(world.log.length, 1, world.log.join("\n"));
    assert.match(world.log[0] ?? "", new RegExp(` limit=limits\\.${limit} reason=.* nick=ann$`));
  });
}

Deno.test("a mistake that is none against a limit is not logged", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.says("JOIN tea", "PRIVMSG nobody :x", "DANCE", "MODE #tea +b", "NICK 1");
  assert.deepEqual(world.log, []);
});
