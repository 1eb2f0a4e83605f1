import assert from "node:assert/strict";
import { invitationDigest, newInvitation } from "../../../src/server/invitations.ts";
import { World } from "../../world.ts";

const DAY = 24 * 60 * 60_000;
const INVITED_ONLY = { accounts: { registration: registration("by-invitation") } };

function registration(enabled: "by-invitation" | false) {
  return {
    enabled,
    beforeConnect: true,
    emailRequired: false,
    minPasswordLength: 8,
    maxPasswordBytes: 1024,
  } as const;
}

async function invited(): Promise<[World, string]> {
  const world = new World(INVITED_ONLY);
  const code = newInvitation();
  const digest = invitationDigest(code);
  const madeAt = world.now;
  await world.accounts.invite({ digest, madeBy: "root", madeAt, expiresAt: madeAt + DAY });
  return [world, code];
}

const NOT_INVITED =
  "This invitation was used already, is over or was never made; ask for another one";

Deno.test("where registration is by invitation, a code makes one account", async () => {
  const [world, code] = await invited();
  const ann = await world.user("ann");
  await ann.asks(
    "REGISTER * * sesame-street",
    ":chat.local FAIL REGISTER INVALID_CODE * :Accounts are by invitation here; put the code of " +
      "yours after the password",
  );
  await ann.asks(
    `REGISTER * * sesame-street ${code.toUpperCase()}`,
    ":chat.local REGISTER SUCCESS ann :Your account is registered",
    /^:chat\.local 900 /,
  );
  const bob = await world.user("bob");
  await bob.asks(
    `REGISTER * * sesame-street ${code}`,
    `:chat.local FAIL REGISTER INVALID_CODE * :${NOT_INVITED}`,
  );
});

Deno.test("a client without a field for a code gives it in place of the email address", async () => {
  const [world, code] = await invited();
  const ann = await world.user("ann");
  await ann.asks(`REGISTER * ${code} sesame-street`, /REGISTER SUCCESS ann/, /900/);
  assert.equal((await world.accounts.find("ann"))?.account.email, undefined);
});

Deno.test("NickServ takes codes as well", async () => {
  const [world, code] = await invited();
  const ann = await world.user("ann");
  await ann.says(`NS REGISTER sesame-street ${code}`);
  assert.match(
    ann.read().join("\n"),
    /Your account ann is registered, and you are logged in to it/,
  );
});

Deno.test("a code that is wrong or over is no use, and one that failed for the name still is", async () => {
  const [world, code] = await invited();
  await world.accounts.create({
    name: "taken",
    key: "taken",
    verifier: "x",
    email: undefined,
    createdAt: 0,
    privileges: [],
  });
  const ann = await world.user("ann");
  const refusal = `:chat.local FAIL REGISTER INVALID_CODE * :${NOT_INVITED}`;
  await ann.asks(`REGISTER * * sesame-street ${newInvitation()}`, refusal);
  // The account is made elsewhere, so that this server learns of it from the store alone.
  const taken = await world.user("taken");
  await taken.asks(`REGISTER * * sesame-street ${code}`, /FAIL REGISTER ACCOUNT_EXISTS/);
  world.now += DAY;
  await ann.asks(`REGISTER * * sesame-street ${code}`, refusal);
  world.now -= 1;
  await ann.asks(`REGISTER * * sesame-street ${code}`, /REGISTER SUCCESS ann/, /900/);
});

Deno.test("where registration is closed, a code opens nothing", async () => {
  const world = new World({ accounts: { registration: registration(false) } });
  const ann = await world.user("ann");
  await ann.asks(
    `REGISTER * * sesame-street ${newInvitation()}`,
    ":chat.local FAIL REGISTER TEMPORARILY_UNAVAILABLE * :Accounts are made by the operator of " +
      "this server only",
  );
});

Deno.test("codes differ, and are easy to type", () => {
  const codes = new Set(Array.from({ length: 1000 }, newInvitation));
  assert.equal(codes.size, 1000);
  for (const code of codes) assert.match(code, /^invite-[a-hjkmnp-z2-9]{20}$/);
});

Deno.test("a listener may ask for an account: who has logged in comes in, others read why not", async () => {
  const world = new World();
  await world.account("ann");
  const connect = () => {
    const origin = { address: "host", way: "tls" as const, accountRequired: true };
    return world.connectFrom(origin);
  };
  const guest = connect();
  await guest.says("NICK bob", "USER bob 0 * :Bob");
  assert.deepEqual(guest.read(), [
    ":chat.local FAIL * ACCOUNT_REQUIRED :You have to log in to an account here, with SASL",
    "ERROR :You have to log in to an account here, with SASL",
  ]);
  const ann = connect();
  await ann.says("CAP LS 302", "CAP REQ sasl");
  await ann.logsIn("ann");
  await ann.says("NICK ann", "USER ann 0 * :Ann", "CAP END");
  assert.match(ann.read().join("\n"), /^:chat\.local 001 ann /m);
});
