import assert from "node:assert/strict";
import {
  parseClientConfig,
  readClientConfig,
  screenSettings,
} from "../../src/cli/client_config.ts";

Deno.test("the client's configuration file may say anything, or nothing", async () => {
  const config = parseClientConfig('{ "host": "irc.example.org", "bell": "off" }', "connect.json");
  assert.equal(config.host, "irc.example.org");
  assert.equal(config.port, null);
  assert.equal(screenSettings(config).bell, "off");
  assert.equal(screenSettings(await readClientConfig(false)).bell, "on");
});

Deno.test("a mistake in it is told with its place", () => {
  assert.throws(() => parseClientConfig('{\n  "hsot": "x"\n}', "connect.json"), {
    exitCode: 78,
    message: "The configuration file connect.json is wrong in line 2, column 3: " +
      "there is no setting hsot; did you mean host?",
  });
});

Deno.test("a file that was named has to be there", async () => {
  await assert.rejects(readClientConfig("/nowhere/connect.json"), { exitCode: 78 });
});
