import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { checkSettings } from "../src/cli/check_settings.ts";
import { readConfiguration } from "../src/cli/config_file.ts";
import { refusesListeners } from "../src/cli/serve.ts";
import { EXIT } from "../src/problem.ts";

const deploy = (name: string) => fileURLToPath(new URL(`../deploy/${name}`, import.meta.url));

Deno.test("the configuration to start from is valid, and nothing is amiss with it", async () => {
  const { settings } = await readConfiguration(deploy("chat.json"));
  assert.deepEqual(checkSettings(settings), []);
  assert.equal(refusesListeners(settings.listeners, false), undefined);
});

Deno.test("the unit gives no rights away, and lets as many files be open as the settings need", async () => {
  const { settings } = await readConfiguration(deploy("chat.json"));
  const unit = await Deno.readTextFile(deploy("chat.service"));
  const values = new Map(
    [...unit.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
  );
  assert.equal(values.get("CapabilityBoundingSet"), "");
  assert.deepEqual(
    ["NoNewPrivileges", "ProtectSystem", "ProtectHome", "StateDirectoryMode", "User"]
      .map((name) => values.get(name)),
    ["yes", "strict", "yes", "0700", "chat"],
  );
  assert.ok(Number(values.get("LimitNOFILE")) > settings.limits.connections + 100);
  assert.equal(values.get("RestartPreventExitStatus"), `${EXIT.usage} ${EXIT.configuration}`);
  assert.equal(settings.dataDir, `/var/lib/${values.get("StateDirectory")}`);
});

Deno.test("the container runs as nobody in particular, and keeps its data where the settings say", async () => {
  const { settings } = await readConfiguration(deploy("chat.json"));
  const lines = (await Deno.readTextFile(deploy("Dockerfile"))).split("\n");
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith("FROM ")));
  assert.ok(last.includes("USER nonroot"));
  assert.ok(last.includes(`VOLUME ${settings.dataDir}`));
  assert.ok(last.includes(`EXPOSE ${settings.listeners[0]?.port}`));
});
