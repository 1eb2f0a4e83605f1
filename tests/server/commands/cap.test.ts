import assert from "node:assert/strict";
import { CAPS, EITHER_OR } from "../../../src/irc/caps.ts";
import { type Client, World } from "../../world.ts";

/** Asks for the list and gives back the words of its lines, which must have this in front. */
async function offered(client: Client, question: string, ...fronts: RegExp[]): Promise<string[]> {
  await client.says(question);
  const lines = client.read();
  assert.equal(lines.length, fronts.length, lines.join("\n"));
  return lines.flatMap((line, i) => {
    const front = fronts[i];
    assert.ok(front && front.test(line), line);
    return line.replace(front, "").split(" ");
  });
}

Deno.test("CAP LS without a version lists the names in one line, without values", async () => {
  const world = new World();
  const words = await offered(world.connect(), "CAP LS", /^:chat\.local CAP \* LS :/);
  assert.ok(words.includes("server-time") && words.includes("multi-prefix"));
  assert.ok(words.every((word) => !word.includes("=")), words.join(" "));
});

Deno.test("CAP LS 302 may need several lines, all but the last of them marked", async () => {
  const world = new World();
  const front = /^:chat\.local CAP \* LS /;
  const lines = [new RegExp(`${front.source}\\* :`), new RegExp(`${front.source}:`)];
  const words = await offered(world.connect(), "CAP LS 302", ...lines);
  const names = words.map((word) => word.replace(/=.*/, ""));
  assert.equal(new Set(names).size, names.length, "none comes twice");
  for (const name of names) assert.ok((CAPS as readonly string[]).includes(name), name);
});

Deno.test("before version 302 no drafts are listed, so that one line is enough", async () => {
  const world = new World({ server: { name: "a-server-with-a-long-name.example.org" } });
  const ann = world.connect();
  await ann.says("CAP LS");
  const lines = ann.read();
  assert.equal(lines.length, 1);
  assert.doesNotMatch(lines[0] ?? "", /draft/);
});

Deno.test("a long request is granted in several lines, and a long list takes several too", async () => {
  const world = new World();
  const ann = world.connect();
  const names = CAPS.filter((name) => name !== EITHER_OR[0] && name !== "draft/relaymsg");
  await ann.says("CAP LS 302");
  ann.read();
  const half = Math.ceil(names.length / 2);
  await ann.says(`CAP REQ :${names.slice(0, half).join(" ")}`);
  await ann.says(`CAP REQ :${names.slice(half).join(" ")}`);
  const granted = ann.read().map((line) => line.replace(/^:chat\.local CAP \* ACK :/, ""));
  assert.deepEqual(granted.join(" ").split(" "), names);
  await ann.says("CAP LIST");
  const listed = ann.read();
  assert.ok(listed.length > 1);
  const [last = "", ...others] = listed.toReversed();
  assert.ok(others.every((line) => line.startsWith(":chat.local CAP * LIST * :")));
  assert.match(last, /^:chat\.local CAP \* LIST :/);
});

Deno.test("registration waits for CAP END, however often the list is asked for", async () => {
  const world = new World();
  const ann = world.connect();
  await ann.says("CAP LS 302", "NICK ann", "USER ann 0 * :Ann", "CAP LS 302");
  assert.ok(!ann.read().some((line) => line.includes(" 001 ")));
  await ann.says("CAP END");
  assert.match(ann.read()[0] ?? "", / 001 ann /);
});

Deno.test("CAP REQ alone makes registration wait too", async () => {
  const world = new World();
  const ann = world.connect();
  await ann.says("CAP REQ :server-time", "NICK ann", "USER ann 0 * :Ann");
  ann.hears(":chat.local CAP * ACK server-time");
  await ann.says("CAP END");
  assert.match(ann.read()[0] ?? "", / 001 ann /);
});

Deno.test("what is granted and what is refused is repeated as it was asked", async () => {
  const world = new World();
  const ann = world.connect();
  await ann.asks(
    "CAP REQ :server-time multi-prefix",
    ":chat.local CAP * ACK :server-time multi-prefix",
  );
  await ann.asks("CAP REQ :foo qux bar baz qux", ":chat.local CAP * NAK :foo qux bar baz qux");
});

Deno.test("a request is granted as a whole or not at all", async () => {
  const world = new World();
  const ann = world.connect();
  await ann.asks("CAP REQ :foo multi-prefix", ":chat.local CAP * NAK :foo multi-prefix");
  await ann.asks("CAP REQ :multi-prefix bar", ":chat.local CAP * NAK :multi-prefix bar");
  await ann.asks("CAP LIST", ":chat.local CAP * LIST :");
  await ann.asks("CAP REQ multi-prefix", ":chat.local CAP * ACK multi-prefix");
  await ann.asks("CAP LIST", ":chat.local CAP * LIST multi-prefix");
});

Deno.test("a minus gives a capability back, also after registration", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("CAP REQ :server-time echo-message", / CAP ann ACK :/);
  const time = "@time=2026-01-01T00:00:00.000Z";
  await ann.asks("PRIVMSG #none :x", ":chat.local 403 ann #none :No such channel");
  await ann.asks("JOIN #tea", `${time} :ann!ann@host JOIN #tea`, / 353 /, / 366 /);
  await ann.asks("CAP REQ -server-time", ":chat.local CAP ann ACK -server-time");
  await ann.asks("CAP LIST", ":chat.local CAP ann LIST echo-message");
  await ann.asks("PART #tea", ":ann!ann@host PART #tea");
});

Deno.test("since version 302 cap-notify is on by itself and cannot be given back", async () => {
  const world = new World();
  const ann = world.connect();
  await ann.says("CAP LS 302");
  ann.read();
  await ann.asks("CAP LIST", ":chat.local CAP * LIST cap-notify");
  await ann.asks("CAP REQ -cap-notify", ":chat.local CAP * NAK -cap-notify");
});

Deno.test("before that cap-notify is like any other", async () => {
  const world = new World();
  const ann = world.connect();
  await ann.asks("CAP REQ cap-notify", ":chat.local CAP * ACK cap-notify");
  await ann.asks("CAP REQ -cap-notify", ":chat.local CAP * ACK -cap-notify");
  await ann.asks("CAP LIST", ":chat.local CAP * LIST :");
});

Deno.test("unknown and incomplete subcommands are refused", async () => {
  const world = new World();
  const ann = world.connect();
  await ann.asks("CAP NOTACOMMAND", ":chat.local 410 * NOTACOMMAND :Invalid CAP command");
  await ann.asks("CAP", ":chat.local 461 * CAP :Not enough parameters");
  await ann.asks("CAP REQ", ":chat.local 461 * CAP :Not enough parameters");
});

Deno.test("subcommands are known in any case, and CAP END out of place does nothing", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks("cap list", ":chat.local CAP ann LIST :");
  await ann.asks("CAP END");
});
