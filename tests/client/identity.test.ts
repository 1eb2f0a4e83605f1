import assert from "node:assert/strict";
import { identityOf, isOneWord, serverPassword } from "../../src/client/identity.ts";
import { Problem } from "../../src/problem.ts";

Deno.test("a name becomes nick and realname, and what of it a username may hold", () => {
  assert.deepEqual(identityOf("José|away", "secret"), {
    nick: "José|away",
    username: "Josaway",
    realname: "José|away",
    password: "secret",
  });
  assert.equal(identityOf("你好", undefined).username, "user");
});

Deno.test("a name that would break the line is refused before anything is sent", () => {
  for (const name of ["", "ann b", ":ann", "ann\r\nQUIT", "ann\t"]) {
    assert.throws(() => identityOf(name, undefined), (error) => {
      assert.ok(error instanceof Problem && error.exitCode === 64);
      return error.message.startsWith(`The name "${name}" cannot be sent: `);
    });
    assert.ok(!isOneWord(name));
  }
});

Deno.test("the server's password comes from a command, which may fail", async () => {
  assert.equal(await serverPassword("echo 'open sesame'; echo more"), "open sesame");
  for (
    const [command, why] of [["exit 3", "ended with 3"], ["true", "printed nothing"]]
  ) {
    await assert.rejects(serverPassword(command), {
      exitCode: 78,
      message: `The password command "${command}" ${why}. It has to print the password.`,
    });
  }
});
