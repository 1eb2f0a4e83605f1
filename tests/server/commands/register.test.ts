import assert from "node:assert/strict";
import { DEFAULTS } from "../../../src/config.ts";
import { type Client, World, type WorldSettings } from "../../world.ts";

type RegistrationSettings = Partial<typeof DEFAULTS.accounts.registration>;

function settings(registration: RegistrationSettings): WorldSettings {
  return { accounts: { registration: { ...DEFAULTS.accounts.registration, ...registration } } };
}

/** The value of the capability as CAP LS 302 tells it. */
async function capability(world: World): Promise<string | undefined> {
  const client = world.connect();
  await client.says("CAP LS 302");
  return /draft\/account-registration\S*/.exec(client.read().join(" "))?.[0];
}

const SUCCESS = ":chat.local REGISTER SUCCESS ann :Your account is registered";

Deno.test("the capability says how one registers", async () => {
  const name = "draft/account-registration";
  assert.equal(await capability(new World()), `${name}=before-connect`);
  assert.equal(
    await capability(new World(settings({ emailRequired: true }))),
    `${name}=before-connect,email-required`,
  );
  assert.equal(await capability(new World(settings({ beforeConnect: false }))), name);
  assert.equal(await capability(new World(settings({ enabled: false }))), undefined);
});

Deno.test("REGISTER makes an account of the nick, and logs in to it", async () => {
  const world = new World();
  const ann = await world.user("ann", "account-notify");
  await ann.asks(
    "REGISTER * * sesame-street",
    SUCCESS,
    ":ann!ann@host ACCOUNT ann",
    ":chat.local 900 ann ann!ann@host ann :You are now logged in as ann",
  );
  const again = world.connect();
  await again.logsIn("ann", "sesame-street");
  again.hears(
    "AUTHENTICATE +",
    ":chat.local 900 * *!*@host ann :You are now logged in as ann",
    ":chat.local 903 * :SASL authentication successful",
  );
});

Deno.test("the account may be named, if it is the nick", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks(
    "REGISTER bob * sesame-street",
    ":chat.local FAIL REGISTER ACCOUNT_NAME_MUST_BE_NICK bob :An account is called like the nick, ann; use *",
  );
  await ann.says("REGISTER Ann ann@example.org sesame-street");
  assert.equal(ann.read()[0], SUCCESS.replace("ann", "Ann"));
});

Deno.test("before the connection is complete one registers with the nick that one has asked for", async () => {
  const world = new World();
  const ann = world.connect();
  await ann.says("CAP LS 302", "NICK ann");
  ann.read();
  await ann.asks(
    "REGISTER * * sesame-street",
    SUCCESS,
    ":chat.local 900 * ann!*@host ann :You are now logged in as ann",
  );
  await ann.says("USER ann 0 * :Ann Example", "CAP END");
  assert.match(ann.read()[0] ?? "", / 001 ann /);
  assert.equal(ann.session.user?.account, "ann");
});

Deno.test("without a nick there is nothing to register", async () => {
  const client = new World().connect();
  await client.asks(
    "REGISTER * * sesame-street",
    ":chat.local FAIL REGISTER NEED_NICK * :Choose a nick with NICK, then register",
  );
});

Deno.test("where it has to be complete, an early REGISTER is refused", async () => {
  const refusal =
    ":chat.local FAIL REGISTER COMPLETE_CONNECTION_REQUIRED * :Finish connecting, then register";
  for (
    const world of [
      new World(settings({ beforeConnect: false })),
      // Else it would be a way around the server's password.
      new World({ server: { password: "open" } }),
    ]
  ) {
    const client = world.connect();
    await client.says("NICK ann");
    await client.asks("REGISTER * * sesame-street", refusal);
  }
});

Deno.test("where an email address is required, none and a wrong one are refused", async () => {
  const world = new World(settings({ emailRequired: true }));
  const ann = await world.user("ann");
  await ann.asks(
    "REGISTER * * sesame-street",
    ":chat.local FAIL REGISTER INVALID_EMAIL * :An account needs an email address here; send one",
  );
  await ann.asks(
    "REGISTER * nowhere sesame-street",
    ":chat.local FAIL REGISTER INVALID_EMAIL * " +
      ':"nowhere" is not an email address; send one such as ann@example.org',
  );
  await ann.says("REGISTER * ann@example.org sesame-street");
  assert.equal(ann.read()[0], SUCCESS);
});

Deno.test("a name that is registered, or a nick that somebody else uses, cannot be had", async () => {
  const world = new World();
  await world.account("ann");
  await world.user("root");
  const register = async (nick: string, text: string) => {
    const client = world.connect();
    await client.says("CAP LS 302", `NICK ${nick}`);
    client.read();
    await client.asks(
      "REGISTER * * sesame-street",
      `:chat.local FAIL REGISTER ACCOUNT_EXISTS * :${text}`,
    );
  };
  await register("Ann", '"Ann" is registered already; log in to it, or choose another name');
  await register("root", "Somebody else is using the nick root; choose another one");
});

Deno.test("of two who register the same name at once, one gets it", async () => {
  const world = new World();
  const clients = [world.connect(), world.connect()];
  for (const client of clients) await client.says("CAP LS 302", "NICK ann");
  for (const client of clients) client.read();
  await Promise.all(clients.map((client) => client.says("REGISTER * * sesame-street")));
  const answers = clients.map((client) => client.read()[0] ?? "").sort();
  assert.match(answers[0] ?? "", /FAIL REGISTER ACCOUNT_EXISTS/);
  assert.equal(answers[1], SUCCESS);
});

Deno.test("who is logged in has an account already", async () => {
  const world = new World();
  await world.account("ann");
  const ann = await world.login("ann");
  await ann.asks(
    "REGISTER * * sesame-street",
    ":chat.local FAIL REGISTER ALREADY_AUTHENTICATED * :You are logged in as ann already",
  );
});

Deno.test("a short, an over-long and no password are refused", async () => {
  const ann = await new World().user("ann");
  await ann.asks(
    "REGISTER * * short",
    ":chat.local FAIL REGISTER WEAK_PASSWORD * " +
      ":That password is too short; choose one of at least 8 characters",
  );
  await ann.asks("REGISTER * *", ":chat.local 461 ann REGISTER :Not enough parameters");
  const strict = await new World(settings({ maxPasswordBytes: 10 })).user("ann");
  await strict.asks(
    "REGISTER * * éééééé",
    ":chat.local FAIL REGISTER WEAK_PASSWORD * " +
      ":That password is too short; choose one of at least 8 characters",
  );
  await strict.asks(
    "REGISTER * * éééééééé",
    ":chat.local FAIL REGISTER UNACCEPTABLE_PASSWORD * " +
      ":That password is too long; choose one of at most 10 bytes",
  );
});

Deno.test("where only the operator makes accounts, REGISTER says so", async () => {
  const ann = await new World(settings({ enabled: false })).user("ann");
  await ann.asks(
    "REGISTER * * sesame-street",
    ":chat.local FAIL REGISTER TEMPORARILY_UNAVAILABLE * " +
      ":Accounts are made by the operator of this server only",
  );
});

Deno.test("while accounts cannot be stored, nobody is told that they have one", async () => {
  const world = new World();
  const ann = await world.user("ann");
  world.accounts.down = "no database";
  await ann.asks(
    "REGISTER * * sesame-street",
    ":chat.local FAIL REGISTER TEMPORARILY_UNAVAILABLE * " +
      ":Accounts cannot be changed right now; try again in a moment",
  );
  assert.equal(ann.session.user?.account, undefined);
  world.accounts.down = undefined;
  await ann.says("REGISTER * * sesame-street");
  assert.equal(ann.read()[0], SUCCESS);
});

Deno.test("a labelled REGISTER is answered with its label", async () => {
  const ann: Client = await new World().user("ann", "labeled-response batch");
  await ann.says("@label=x REGISTER * * short");
  assert.match(ann.read().join(), /^@label=x :chat\.local FAIL REGISTER WEAK_PASSWORD/);
  await ann.says("@label=y REGISTER * * sesame-street");
  ann.hears(
    "@label=y :chat.local BATCH +b1 labeled-response",
    `@batch=b1 ${SUCCESS}`,
    "@batch=b1 :chat.local 900 ann ann!ann@host ann :You are now logged in as ann",
    ":chat.local BATCH -b1",
  );
});

Deno.test("no account waits to be verified", async () => {
  const ann = await new World().user("ann");
  await ann.asks(
    "VERIFY ann 12345",
    ":chat.local FAIL VERIFY INVALID_CODE ann " +
      ":Accounts need no verification here; log in with your password",
  );
  await ann.asks("VERIFY ann", ":chat.local 461 ann VERIFY :Not enough parameters");
});
