import assert from "node:assert/strict";
import { parseConfiguration } from "../../src/cli/config_file.ts";
import { listSettings } from "../../src/cli/config.ts";
import { DEFAULTS } from "../../src/config.ts";

Deno.test("the JSON that chat config prints is a configuration file with all defaults", () => {
  const { settings, given } = parseConfiguration(listSettings("json"), "chat.json");
  assert.deepEqual(settings, DEFAULTS);
  assert.ok(!given.has("database") && !given.has("dataDir"), "these mean something when left out");
});

Deno.test("the text that chat config prints says of each setting what it is, takes and defaults to", () => {
  const entries = listSettings("text").split("\n\n");
  assert.ok(entries.includes(
    "limits.nickLen\n  Bytes of a nick.\n  Takes a whole number from 1 to 200.\n  Default: 32",
  ));
  assert.ok(entries.includes(
    "opers[].name\n  The first word after OPER.\n  Takes one word.\n  Default: none: it must be given",
  ));
});

Deno.test("the README holds the table that chat config prints", async () => {
  const readme = await Deno.readTextFile(new URL("../../README.md", import.meta.url));
  assert.ok(
    readme.includes(`\n${listSettings("markdown")}\n`),
    "Put the output of `deno task chat config --format markdown` into README.md.",
  );
});
