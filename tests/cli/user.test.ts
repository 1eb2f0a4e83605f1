import assert from "node:assert/strict";
import { accountLines } from "../../src/cli/accounts.ts";
import { invitationDigest } from "../../src/server/invitations.ts";
import { isPasswordOf, parseVerifier } from "../../src/irc/scram.ts";
import { execute, freshDatabase, testPostgres } from "../postgres.ts";
import { chat, type Ended } from "./chat.ts";

const PASSWORD = "sesame-street";

Deno.test("accounts are made, listed, changed and removed", async () => {
  await using server = await testPostgres();
  await using database = await freshDatabase(server);
  const directory = await Deno.makeTempDir();
  const config = `${directory}/chat.json`;
  await Deno.writeTextFile(config, '{ "accounts": { "passwordHashCost": "lowest" } }');
  const user = (args: string[], env: Record<string, string> = {}): Promise<Ended> =>
    chat(["user", ...args, "--config", config, "--database-url", database.url], { env });
  const verifier = async () => {
    const [row] = await execute(database.url, "select verifier from chat_schema.accounts");
    const parsed = parseVerifier(`${row?.["verifier"]}`);
    assert.ok(parsed);
    return parsed;
  };
  try {
    assert.deepEqual(await user(["list"]), {
      code: 0,
      stdout: "There are no accounts yet; chat user add makes one.\n",
      stderr: "",
    });

    const env = { CHAT_PASSWORD: PASSWORD };
    assert.deepEqual(await user(["add", "ann", "--email", "ann@example.org"], env), {
      code: 0,
      stdout: "The account ann is made.\n",
      stderr: "",
    });
    assert.ok(await isPasswordOf(await verifier(), PASSWORD));
    assert.deepEqual(await user(["add", "Ann"], env), {
      code: 69,
      stdout: "",
      stderr: "There is an account Ann already. Choose another name, or change its password: " +
        "chat user passwd Ann\n",
    });
    assert.match(
      (await user(["list"])).stdout,
      /^ann {2}\d{4}-\d\d-\d\d {2} +ann@example\.org\n$/,
    );

    // What a command prints goes before what the environment says.
    const command = ["--password-command", "echo another-street; echo second line"];
    assert.deepEqual(await user(["passwd", "ANN", ...command], env), {
      code: 0,
      stdout: "The password of ann is changed.\n",
      stderr: "",
    });
    assert.ok(await isPasswordOf(await verifier(), "another-street"));

    assert.equal(
      (await user(["oper", "ann", "kill,ban"])).stdout,
      "ann is a server operator, who may: kill, ban.\n",
    );
    assert.match((await user(["list"])).stdout, /^ann .* oper: kill,ban\n$/);
    const invitation = await user(["invite", "--for", "2d"]);
    const [code = "", , connecting = ""] = invitation.stdout.split("\n");
    assert.match(code, /^invite-[a-z2-9]{20}$/);
    assert.equal(connecting, `  chat connect 'irc://127.0.0.1:5555/?invite=${code}'`);
    const elsewhere = await user(["invite", "--server", "ircs://chat.example.org"]);
    assert.match(elsewhere.stdout, /'ircs:\/\/chat\.example\.org:6697\/\?invite=invite-/);
    const [deed] = await execute(
      database.url,
      "select action, detail from chat_schema.audit where action = 'INVITATION'",
    );
    assert.match(`${deed?.["detail"]}`, /^until \d{4}-/);
    const [kept] = await execute(database.url, "select digest from chat_schema.invitations");
    assert.equal(kept?.["digest"], invitationDigest(code));

    assert.deepEqual(await user(["remove", "ann"]), {
      code: 0,
      stdout: "The account ann is removed.\n",
      stderr: "",
    });
    for (const args of [["passwd", "ann"], ["remove", "ann"]]) {
      assert.deepEqual(await user(args, env), {
        code: 69,
        stdout: "",
        stderr: "There is no account ann. chat user list shows those there are.\n",
      });
    }
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("what cannot be an account or a password is refused before anything is done", async () => {
  // Nothing listens there: whoever tries to connect ends with 75.
  const nowhere = ["--database-url", "postgres://127.0.0.1:1/x"];
  const refused = async (args: string[], env: Record<string, string>, stderr: string | RegExp) => {
    const ended = await chat(["user", "add", ...args, ...nowhere], { env });
    assert.deepEqual([ended.code, ended.stdout], [64, ""]);
    if (typeof stderr === "string") assert.equal(ended.stderr, stderr);
    else assert.match(ended.stderr, stderr);
  };
  const env = { CHAT_PASSWORD: PASSWORD };
  await refused(
    ["two words"],
    env,
    '"two words" cannot be a nick, so it cannot be an account either; choose another.\n',
  );
  await refused(
    ["nickserv"],
    env,
    '"nickserv" is a service of this server; choose another.\n',
  );
  await refused(
    ["ann", "--email", "nowhere"],
    env,
    '"nowhere" is not an email address; send one such as ann@example.org.\n',
  );
  await refused(
    ["ann"],
    { CHAT_PASSWORD: "short" },
    "That password is too short; choose one of at least 8 characters.\n",
  );
  await refused(
    ["ann"],
    {},
    "A password is needed for ann, and there is no terminal to ask for it. Give it with " +
      "CHAT_PASSWORD or --password-command.\n",
  );
  await refused(
    ["ann", "--password-command", "exit 3"],
    {},
    'The password command "exit 3" ended with 3. It has to print the password.\n',
  );
  await refused(
    ["ann", "--password-command", "true"],
    {},
    'The password command "true" printed nothing. It has to print the password.\n',
  );
  await refused(["ann", "--password", "x"], env, /unknown option '--password'/);
});

Deno.test("accounts are listed by name, in columns", () => {
  const createdAt = Date.UTC(2026, 0, 2);
  const account = (name: string, alwaysOn: boolean | undefined, email?: string) => ({
    id: name,
    name,
    createdAt,
    email,
    wishes: { alwaysOn, multiClient: undefined },
    privileges: [],
  });
  assert.deepEqual(
    accountLines([
      account("robert", false),
      account("ann", true, "ann@example.org"),
      account("Bob", undefined),
    ]),
    [
      "ann     2026-01-02  always on      ann@example.org",
      "Bob     2026-01-02",
      "robert  2026-01-02  not always on",
    ],
  );
});
