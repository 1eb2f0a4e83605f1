/** Our client makes its account with an invitation, on our server. */
import assert from "node:assert/strict";
import { identityOf } from "../../src/client/identity.ts";
import { Chat } from "../../src/client/open.ts";
import { DEFAULTS } from "../../src/config.ts";
import { EXIT, Problem } from "../../src/problem.ts";
import { invitationDigest } from "../../src/server/invitations.ts";
import { Listening } from "../whole/listening.ts";

const CODE = "invite-abcdefghjkmnpqrstuvw";

/** A server on which accounts are by invitation, and there is one. */
async function invitingServer({ beforeConnect = true, accountRequired = false } = {}) {
  const registration = {
    ...DEFAULTS.accounts.registration,
    enabled: "by-invitation",
    beforeConnect,
  } as const;
  const server = new Listening({ accounts: { ...DEFAULTS.accounts, registration } }, {
    accountRequired,
  });
  const { accounts, now } = server.world;
  const expiresAt = now + 1000;
  await accounts.invite({ digest: invitationDigest(CODE), madeBy: "op", madeAt: now, expiresAt });
  return server;
}

/** What ann reads until she is in and has her account, or why she has none. */
async function comes({ port }: Listening, invitation: string | undefined) {
  const account = { name: "ann", password: "two words", ...(invitation ? { invitation } : {}) };
  const chat = new Chat({
    server: { host: "127.0.0.1", port, localPort: undefined },
    identity: { ...identityOf("ann", undefined), account },
    join: [],
    historyOnJoin: 0,
    again: false,
  });
  let told = "";
  chat.listen((event) => {
    if (event.kind === "info" && /yours/.test(event.text)) told = event.text;
  });
  await chat.registered();
  await chat.session.round();
  await chat.leave();
  await chat.ended;
  return told;
}

Deno.test("an invitation makes the account, on the way in, and the next time it is there", async () => {
  await using server = await invitingServer({ accountRequired: true });
  assert.equal(
    await comes(server, CODE),
    "The account ann is yours. From now on: --account ann",
  );
  assert.equal(await comes(server, undefined), "");
});

Deno.test("where accounts are made after connecting, that is when it is made", async () => {
  await using server = await invitingServer({ beforeConnect: false });
  assert.match(await comes(server, CODE), /^The account ann is yours/);
  assert.ok(await server.world.accounts.find("ann"));
});

Deno.test("a code that is none is told, and nobody comes in without an account", async () => {
  await using server = await invitingServer();
  await assert.rejects(comes(server, "invite-nothing"), (error) => {
    assert.ok(error instanceof Problem);
    assert.equal(error.exitCode, EXIT.authentication);
    assert.match(error.message, /^No account was made: This invitation was used already, is over/);
    return true;
  });
});

Deno.test("a server that makes no accounts is said to be one", async () => {
  const registration = { ...DEFAULTS.accounts.registration, enabled: false } as const;
  await using server = new Listening({ accounts: { ...DEFAULTS.accounts, registration } });
  await assert.rejects(comes(server, CODE), /account/);
});
