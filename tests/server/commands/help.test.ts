import assert from "node:assert/strict";
import { HELP_TEXTS } from "../../../src/server/commands/help_texts.ts";
import { commands } from "../../../src/server/commands/index.ts";
import { World } from "../../world.ts";

for (const command of ["HELP", "HELPOP"]) {
  Deno.test(`${command} explains a command, however it is spelled`, async () => {
    const world = new World();
    const ann = await world.user("ann");
    await ann.asks(
      `${command} nick`,
      ":chat.local 704 ann NICK :NICK <nick>",
      ":chat.local 705 ann NICK :",
      ":chat.local 705 ann NICK :Changes what you are called.",
      ":chat.local 706 ann NICK :End of HELP",
    );
  });

  Deno.test(`${command} alone shows which commands there are`, async () => {
    const world = new World();
    const ann = await world.user("ann");
    await ann.says(command);
    const lines = ann.read();
    assert.match(lines[0] ?? "", /^:chat\.local 704 ann \* :/);
    assert.ok(lines.slice(1, -1).every((line) => line.startsWith(":chat.local 705 ann * :")));
    assert.ok(lines.some((line) => / :.*\bPRIVMSG\b/.test(line)));
    assert.equal(lines.at(-1), ":chat.local 706 ann * :End of HELP");
  });

  Deno.test(`${command} knows nothing about what is no command`, async () => {
    const world = new World();
    const ann = await world.user("ann");
    await ann.asks(
      `${command} KETTLE`,
      ":chat.local 524 ann KETTLE :No help available on this topic",
    );
    await ann.asks(
      `${command} :the kettle`,
      ":chat.local 524 ann * :No help available on this topic",
    );
  });
}

Deno.test("every command has a help text, and no others have one", () => {
  assert.deepEqual(Object.keys(HELP_TEXTS).sort(), Object.keys(commands).sort());
});

Deno.test("help texts fit into a line", () => {
  for (const line of Object.values(HELP_TEXTS).flat()) assert.ok(line.length <= 100, line);
});
