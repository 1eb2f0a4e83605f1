import assert from "node:assert/strict";
import { DEFAULTS } from "../../../src/config.ts";
import { PASSWORD, World } from "../../world.ts";

const notice = (nick: string, text: string) =>
  `:NickServ!NickServ@chat.local NOTICE ${nick} :${text}`;

Deno.test("NickServ is spoken to with PRIVMSG, NS and NICKSERV, and in any case", async () => {
  const guest = await new World().user("guest");
  const unknown = notice("guest", "There is no command DANCE here; HELP lists those there are");
  await guest.asks("PRIVMSG NickServ :dance", unknown);
  await guest.asks("PRIVMSG nickserv :DANCE", unknown);
  await guest.asks("NS dance", unknown);
  await guest.asks("ns :dance with me", unknown);
  await guest.asks("NICKSERV DANCE", unknown);
});

Deno.test("what is written to NickServ is neither kept nor seen by anybody else", async () => {
  const world = new World();
  await world.account("ann");
  const ann = await world.login("ann", "ann", "echo-message");
  const phone = await world.login("ann");
  await ann.says(`PRIVMSG NickServ :IDENTIFY ${PASSWORD.replace(" ", "")}`);
  assert.match(ann.read()[0] ?? "", /^:ann!ann@host PRIVMSG NickServ :IDENTIFY /);
  phone.hearsNothing();
  assert.deepEqual(world.store.messages, []);
  assert.deepEqual(world.logged, []);
});

Deno.test("a NOTICE to NickServ is not answered", async () => {
  const guest = await new World().user("guest");
  await guest.asks("NOTICE NickServ :HELP");
});

Deno.test("REGISTER makes an account of one's nick, and IDENTIFY logs in to it", async () => {
  const world = new World();
  const ann = await world.user("ann");
  await ann.asks(
    "NS REGISTER sesame-street ann@example.org",
    ":chat.local 900 ann ann!ann@host ann :You are now logged in as ann",
    notice("ann", "Your account ann is registered, and you are logged in to it"),
  );
  await ann.asks("NS REGISTER other-street", notice("ann", "You are logged in as ann already"));
  const guest = await world.user("guest");
  await guest.asks(
    "PRIVMSG NickServ :IDENTIFY ann sesame-street",
    ":chat.local 900 guest guest!guest@host ann :You are now logged in as ann",
    notice("guest", "You are now logged in as ann"),
  );
});

Deno.test("IDENTIFY without an account means the one that is called like the nick", async () => {
  const world = new World({ accounts: { reserveNicks: false } });
  await world.services.accounts.create("ann", "sesame-street", undefined);
  const ann = await world.user("ann");
  await ann.asks(
    "NS IDENTIFY sesame-street",
    ":chat.local 900 ann ann!ann@host ann :You are now logged in as ann",
    notice("ann", "You are now logged in as ann"),
  );
});

Deno.test("a wrong password logs nobody in", async () => {
  const world = new World();
  await world.account("ann");
  const guest = await world.user("guest");
  await guest.asks(
    "NS IDENTIFY ann wrong-horse",
    notice("guest", "You are not logged in: the account name or the password is wrong"),
  );
  assert.equal(guest.session.user?.account, undefined);
});

Deno.test("REGISTER refuses what REGISTER on the wire refuses", async () => {
  const world = new World();
  await world.account("ann");
  const bob = await world.user("bob");
  await bob.asks(
    "NS REGISTER short",
    notice("bob", "That password is too short; choose one of at least 8 characters"),
  );
  await bob.asks(
    "NS REGISTER sesame-street nowhere",
    notice("bob", '"nowhere" is not an email address; send one such as ann@example.org'),
  );
  const closed = new World({
    accounts: { registration: { ...DEFAULTS.accounts.registration, enabled: false } },
  });
  const eve = await closed.user("eve");
  await eve.asks(
    "NS REGISTER sesame-street",
    notice("eve", "Accounts are made by the operator of this server only"),
  );
});

Deno.test("SET tells what is set, and refuses what cannot be", async () => {
  const world = new World();
  await world.account("ann");
  const ann = await world.login("ann");
  await ann.asks("NS SET ALWAYS-ON on", notice("ann", "Always-on is on now"));
  await ann.asks("NS set always-on FALSE", notice("ann", "Always-on is off now"));
  await ann.asks("NS SET MULTICLIENT off", notice("ann", "Multiclient is off now"));
  await ann.asks("NS SET MULTICLIENT default", notice("ann", "Multiclient is on now"));
  await ann.asks(
    "NS SET ALWAYS-ON perhaps",
    notice("ann", '"perhaps" is neither on nor off; on, off and default can be set'),
  );
  await ann.says("NS SET COLOUR red");
  assert.match(ann.read()[0] ?? "", /There is no setting COLOUR: SET ALWAYS-ON\|/);
  await ann.says("NS SET ALWAYS-ON");
  assert.match(ann.read()[0] ?? "", /It takes more than that: SET /);
  const guest = await world.user("guest");
  await guest.asks(
    "NS SET ALWAYS-ON on",
    notice("guest", "Log in first: IDENTIFY [account] <password>"),
  );
});

Deno.test("SET PASSWORD changes the password", async () => {
  const world = new World();
  await world.account("ann");
  const ann = await world.login("ann");
  await ann.says("NS SET PASSWORD short");
  assert.match(ann.read()[0] ?? "", /too short/);
  await ann.asks("NS SET PASSWORD new-password", notice("ann", "Your password has been changed"));
  const again = world.connect();
  await again.logsIn("ann");
  assert.match(again.read().at(-1) ?? "", / 904 /);
  await again.logsIn("ann", "new-password");
  assert.match(again.read().at(-1) ?? "", / 903 /);
});

Deno.test("what could not be stored is not told as done", async () => {
  const world = new World();
  await world.account("ann");
  const ann = await world.login("ann");
  world.accounts.down = "no database";
  const refusal = notice("ann", "Accounts cannot be changed right now; try again in a moment");
  await ann.asks("NS SET ALWAYS-ON on", refusal);
  await ann.asks("NS SET PASSWORD new-password", refusal);
  assert.equal(ann.session.user?.alwaysOn, false);
});

Deno.test("HELP, and nothing at all, tell what there is", async () => {
  const guest = await new World().user("guest");
  for (const line of ["NS HELP", "NS", "PRIVMSG NickServ :help"]) {
    await guest.says(line);
    const heard = guest.read();
    assert.equal(heard[0], notice("guest", "What NickServ can do:"));
    assert.deepEqual(
      heard.slice(1).map((line) => /NOTICE guest :(\S+)/.exec(line)?.[1]),
      ["IDENTIFY", "REGISTER", "CERT", "SET"],
    );
    for (const text of heard) assert.ok(text.length < 510);
  }
});
