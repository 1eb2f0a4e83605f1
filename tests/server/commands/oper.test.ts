import assert from "node:assert/strict";
import { watchAccounts } from "../../../src/server/login.ts";
import { PASSWORD, World } from "../../world.ts";

const opers = [
  { name: "root", password: "secret", title: "is in charge" },
  { name: "vice", password: "hidden", title: "is nearly in charge" },
];

Deno.test("the right password makes an operator", async () => {
  const world = new World({ opers });
  const ann = await world.user("ann");
  await ann.asks(
    "OPER root secret",
    ":ann!ann@host MODE ann +o",
    ":chat.local 381 ann :You are now an IRC operator",
  );
  await ann.asks("MODE ann", ":chat.local 221 ann +o");
});

Deno.test("a wrong password and an unknown name are refused alike, and logged without the password", async () => {
  const world = new World({ opers });
  const ann = await world.user("ann");
  const refusal = ":chat.local 464 ann :Password incorrect";
  await ann.asks("OPER root hidden", refusal);
  await ann.asks("OPER nobody secret", refusal);
  await ann.asks("OPER nobody :", refusal);
  await ann.asks("MODE ann", ":chat.local 221 ann +");
  assert.equal(world.logged.length, 3);
  assert.match(world.logged[0] ?? "", /OPER was refused oper=root nick=ann host=host$/);
});

Deno.test("OPER needs a password", async () => {
  const world = new World({ opers });
  const ann = await world.user("ann");
  await ann.asks("OPER root", ":chat.local 461 ann OPER :Not enough parameters");
});

Deno.test("MODE +o makes nobody an operator; MODE -o ends it", async () => {
  const world = new World({ opers });
  const ann = await world.user("ann");
  await ann.says("MODE ann +o");
  ann.read();
  await ann.asks("MODE ann", ":chat.local 221 ann +");
  await ann.says("OPER root secret");
  ann.read();
  await ann.asks("MODE ann -o", ":ann!ann@host MODE ann -o");
  await ann.asks(
    "WALLOPS :hello",
    ":chat.local 481 ann :Permission Denied- You're not an IRC operator",
  );
});

Deno.test("an account with privileges makes an operator, with its own password and those privileges", async () => {
  const world = new World();
  await world.account("bob");
  const ann = await world.user("ann");
  const refusal = ":chat.local 464 ann :Password incorrect";
  await ann.asks(`OPER bob :${PASSWORD}`, refusal);
  const account = world.services.accounts.named("bob");
  assert.ok(account);
  await world.accounts.setPrivileges(account.id, ["wallops"]);
  await ann.asks("OPER bob wrong", refusal);
  await ann.asks(
    `OPER bob :${PASSWORD}`,
    ":ann!ann@host MODE ann +o",
    ":chat.local 381 ann :You are now an IRC operator",
  );
  await ann.asks("WALLOPS :tea is ready");
  await ann.asks("KILL ann", ":chat.local 723 ann kill :Insufficient oper privileges");
  await ann.asks("REHASH", ":chat.local 723 ann rehash :Insufficient oper privileges");
});

Deno.test("whose account loses its privileges is an operator no more, and whose has others has those", async () => {
  const world = new World();
  watchAccounts(world.services);
  await world.account("bob");
  const account = world.services.accounts.named("bob");
  assert.ok(account);
  await world.accounts.setPrivileges(account.id, ["wallops"]);
  const ann = await world.user("ann");
  await ann.says(`OPER bob :${PASSWORD}`);
  ann.read();
  await world.accounts.setPrivileges(account.id, ["rehash"]);
  world.accounts.changedElsewhere();
  await world.settles();
  await ann.asks("WALLOPS :tea is ready", / 723 ann wallops /);
  await world.accounts.setPrivileges(account.id, []);
  world.accounts.changedElsewhere();
  await world.settles();
  ann.hears(":ann!ann@host MODE ann -o");
});

Deno.test("guessing an operator's password gets slower and slower", async () => {
  const world = new World({ opers });
  const ann = await world.user("ann");
  for (let i = 0; i < 5; i++) await ann.says("OPER root guess");
  ann.read();
  await ann.asks(
    "OPER root secret",
    ":chat.local FAIL OPER TEMPORARILY_UNAVAILABLE :You are no operator: too many logins from " +
      "your address have failed; try again in 1 s",
  );
  world.now += 1000;
  await ann.asks("OPER root secret", /MODE ann \+o/, /381/);
});

Deno.test("without +o the privileges are gone", async () => {
  const world = new World({ opers });
  const ann = await world.user("ann");
  await ann.says("OPER root secret", "MODE ann -o");
  ann.read();
  await ann.asks("KILL ann", ":chat.local 481 ann :Permission Denied- You're not an IRC operator");
});
