/** What the README says one can do, done with its own commands. */
import assert from "node:assert/strict";
import { freePort } from "../postgres.ts";
import { Person } from "./person.ts";
import { HOME } from "./program.ts";

const readme = await Deno.readTextFile(new URL("README.md", HOME));

/** The arguments of deno in a command, which must stand in the README on a line of its own. */
function said(command: string): string[] {
  const line = readme.split("\n").find((line) => line.split("#", 1)[0]?.trim() === command);
  assert.ok(line, `the README does not say: ${command}`);
  return command.split(" ").slice(1);
}

Deno.test("the README's commands are a server and a conversation of two, and scripts take part", async () => {
  const directory = await Deno.makeTempDir({ prefix: "chat-readme-" });
  try {
    // Nothing is on the command lines but what the README has there.
    const env = { CHAT_PORT: `${await freePort()}`, CHAT_DATA_DIR: directory };
    await using server = new Person(said("deno task serve"), env);
    await server.reads(/^Listening on 127\.0\.0\.1:/);
    await using ann = new Person(said("deno task connect --user ann"), env);
    await ann.reads(/You joined #general/);
    const asBob = said("deno task connect --user ann").map((word) => word === "ann" ? "bob" : word);
    await using bob = new Person(asBob, env);
    await bob.reads(/You joined #general/);

    await ann.reads(/bob joined #general/);
    ann.types("hello");
    await bob.reads(/#general ann: hello$/);
    bob.types("@ann: between you and me");
    await ann.reads(/\[private\] bob: between you and me$/);
    bob.types("/names");
    await bob.reads(/In #general \(2\): @?ann, @?bob/);

    const chat = ["task", "chat"];
    await using clock = new Person(
      [...chat, "send", "#general", "it is noon", "--user", "clock"],
      env,
    );
    const sent = await clock.leaves();
    assert.equal(sent.code, 0, sent.stderr);
    await ann.reads(/#general clock: it is noon$/);
    const log = ["tail", "#general", "--json", "--count", "2", "--user", "log"];
    await using tail = new Person([...chat, ...log], env);
    const messages = (await tail.leaves()).stdout.trim().split("\n").map((line) =>
      JSON.parse(line)
    );
    assert.deepEqual(messages.map(({ from, text }) => [from, text]), [
      ["ann", "hello"],
      ["clock", "it is noon"],
    ]);
    assert.equal(messages[1].id, sent.stdout.trim());

    await using again = new Person(said("deno task connect --user ann"), env);
    const refused = await again.leaves();
    assert.equal(refused.code, 69);
    assert.match(refused.stderr, /"ann"/);

    ann.types("chao");
    await bob.reads(/ann has left/);
    assert.equal((await ann.leaves()).code, 0);
    assert.equal((await bob.leaves()).code, 0);
    assert.equal((await server.isStopped("SIGTERM")).code, 0);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
