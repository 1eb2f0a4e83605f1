/** https://modern.ircdocs.horse/#rplisupport-005 */
import assert from "node:assert/strict";
import { World, type WorldSettings } from "../world.ts";

/** The tokens as a client gets them. */
async function tokens(settings: WorldSettings = {}): Promise<Map<string, string | undefined>> {
  const world = new World(settings);
  const ann = world.connect();
  await ann.says("NICK ann", "USER ann 0 * :Ann");
  const lines = ann.read().filter((line) => line.includes(" 005 "));
  const words = lines.flatMap((line) => {
    const [, tokens = ""] =
      /^:chat\.local 005 ann (.*) :are supported by this server$/.exec(line) ?? [];
    assert.ok(tokens !== "" && tokens.split(" ").length <= 13, line);
    assert.match(tokens, /^[\x21-\x7e ]+$/);
    return tokens.split(" ");
  });
  return new Map(words.map((word) => {
    const [name = "", ...value] = word.split("=");
    assert.ok(value.length < 2, `${word}: a value holds no =`);
    return [name, value[0]];
  }));
}

Deno.test("the tokens say what holds", async () => {
  const told = await tokens();
  const expected = {
    ACCOUNTEXTBAN: "a",
    CASEMAPPING: "ascii",
    CHANLIMIT: "#:500",
    CHANMODES: "beI,k,l,CimnRst",
    CHANNELLEN: "64",
    CHANTYPES: "#",
    ELIST: "CMNTU",
    EXCEPTS: "e",
    EXTBAN: ",am",
    INVEX: "I",
    KEYLEN: "32",
    MAXLIST: "b:100,e:100,I:100",
    MODES: undefined,
    NETWORK: "chat",
    NICKLEN: "32",
    PREFIX: "(qaohv)~&@%+",
    STATUSMSG: "~&@%+",
    UTF8ONLY: undefined,
  };
  for (const [name, value] of Object.entries(expected)) {
    assert.ok(told.has(name), name);
    assert.equal(told.get(name), value, name);
  }
});

Deno.test("TARGMAX names the commands that take several targets, and how many", async () => {
  const targmax = (await tokens()).get("TARGMAX") ?? "";
  assert.match(targmax, /^[A-Z]+:\d*(,[A-Z]+:\d*)*$/);
  for (const item of ["JOIN:", "KICK:4", "NAMES:4", "PRIVMSG:4"]) {
    assert.ok(targmax.split(",").includes(item), `${item} in ${targmax}`);
  }
});

Deno.test("limits and names are those of the settings", async () => {
  const told = await tokens({
    server: { network: "TeaNet", casemapping: "unicode" },
    limits: { nickLen: 9, channelLen: 20, topicLen: 80, kickLen: 70, awayLen: 60, listModes: 5 },
  });
  const expected = { NETWORK: "TeaNet", NICKLEN: "9", CHANNELLEN: "20", TOPICLEN: "80" };
  const more = { KICKLEN: "70", AWAYLEN: "60", MAXLIST: "b:5,e:5,I:5", CASEMAPPING: "precis" };
  for (const [name, value] of Object.entries({ ...expected, ...more })) {
    assert.equal(told.get(name), value, name);
  }
});
