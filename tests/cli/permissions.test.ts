import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { PERMISSIONS } from "../../build/compile.ts";
import { temporaryDirectory } from "../store/databases.ts";

const MAIN = fileURLToPath(new URL("../../main.ts", import.meta.url));

Deno.test("whoever looks after a server needs no more permissions than the executable has", async () => {
  await using directory = await temporaryDirectory();
  const data = ["--data-dir", `${directory.path}/data`];
  const chat = async (...args: string[]) => {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", ...PERMISSIONS, "--v8-flags=--liftoff-only", MAIN, ...args, ...data],
      env: { NO_COLOR: "1", USER: "ann", SUDO_USER: "", CHAT_PASSWORD: "sesame-street" },
      stdin: "null",
    }).output();
    const decoder = new TextDecoder();
    assert.equal(code, 0, `${args.join(" ")}: ${decoder.decode(stderr)}`);
    return decoder.decode(stdout);
  };
  await chat("user", "add", "ann", "--oper", "kill");
  await chat("user", "invite");
  await chat("ban", "add", "192.0.2.0/24");
  await chat("filter", "add", "#tea", "--slow", "10");
  await chat("user", "oper", "ann", "none");
  const audit = await chat("audit");
  assert.match(audit, /ann \(command line\): INVITATION until /);
  assert.match(audit, /ann \(command line\): PRIVILEGES ann none/);
  const doctor = await chat("doctor");
  assert.doesNotMatch(doctor, /Requires|permission/);
});
