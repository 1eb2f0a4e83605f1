/** Certificates of clients: SASL EXTERNAL, and NickServ's CERT. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { type Client, World } from "../../world.ts";

const MINE = "ab".repeat(32);
const OTHER = "cd".repeat(32);
const notice = (text: string) => `:NickServ!NickServ@chat.local NOTICE ann :${text}`;
const failed = (why: string) => `:chat.local 904 * :SASL authentication failed: ${why}`;

/** A client that has shown a certificate, or none, while it connects. */
async function connecting(world: World, certificate: string | undefined): Promise<Client> {
  const certified = { certificate: () => certificate };
  const client = world.connectFrom({ address: "host", way: "tls", ...certified });
  await client.says("CAP LS 302", "CAP REQ sasl");
  return client;
}

/** Ann, who has an account, is logged in, and shows a certificate. */
async function ann(world = new World(), certificate: string | null = MINE): Promise<Client> {
  await world.account("ann");
  const client = await connecting(world, certificate ?? undefined);
  await client.logsIn("ann");
  await client.says("NICK ann", "USER ann 0 * :Ann", "CAP END");
  client.read();
  return client;
}

Deno.test("EXTERNAL is offered to those who have shown a certificate, and to nobody else", async () => {
  const world = new World();
  const offered = async (certificate: string | undefined) =>
    / sasl=(\S+)/.exec((await connecting(world, certificate)).read().join(" "))?.[1];
  assert.equal(await offered(MINE), "PLAIN,SCRAM-SHA-256,EXTERNAL");
  assert.equal(await offered(undefined), "PLAIN,SCRAM-SHA-256");
  const plain = await connecting(world, undefined);
  plain.read();
  await plain.asks(
    "AUTHENTICATE EXTERNAL",
    ":chat.local 908 * PLAIN,SCRAM-SHA-256 :are available SASL mechanisms",
    failed("there is no EXTERNAL here"),
  );
});

Deno.test("a certificate that was added logs its owner in, by name or without one", async () => {
  const world = new World();
  const first = await ann(world);
  await first.asks("NS CERT ADD", notice(`From now on this certificate logs you in: ${MINE}`));
  for (const response of ["+", Buffer.from("Ann").toString("base64")]) {
    const client = await connecting(world, MINE);
    client.read();
    await client.asks("AUTHENTICATE EXTERNAL", "AUTHENTICATE +");
    await client.asks(
      `AUTHENTICATE ${response}`,
      ":chat.local 900 * *!*@host ann :You are now logged in as ann",
      ":chat.local 903 * :SASL authentication successful",
    );
  }
});

Deno.test("a certificate that nobody has added logs nobody in, nor does somebody else's name", async () => {
  const world = new World();
  await (await ann(world)).says("NS CERT ADD");
  await world.account("bob");
  const stranger = await connecting(world, OTHER);
  stranger.read();
  await stranger.says("AUTHENTICATE EXTERNAL", "AUTHENTICATE +");
  stranger.hears(
    "AUTHENTICATE +",
    failed("your certificate is no account's; log in, and add it with NS CERT ADD"),
  );
  const thief = await connecting(world, MINE);
  thief.read();
  await thief.says(
    "AUTHENTICATE EXTERNAL",
    `AUTHENTICATE ${Buffer.from("bob").toString("base64")}`,
  );
  thief.hears("AUTHENTICATE +", failed("your certificate is another account's"));
});

Deno.test("CERT lists, adds by fingerprint however it is written, and removes", async () => {
  const client = await ann(undefined, null);
  const colons = OTHER.toUpperCase().replace(/..(?=.)/g, "$&:");
  await client.asks(
    "NS CERT LIST",
    notice("ann has no certificate; CERT ADD adds the one that your client shows now"),
  );
  await client.asks(
    `NS CERT ADD ${colons}`,
    notice(`From now on this certificate logs you in: ${OTHER}`),
  );
  await client.asks(
    `NS CERT ADD ${OTHER}`,
    notice("This certificate is in use already, by this account or by another one"),
  );
  await client.asks("NS CERT LIST", notice(OTHER));
  await client.asks(
    `NS CERT DEL ${OTHER}`,
    notice(`This certificate logs nobody in any more: ${OTHER}`),
  );
  await client.asks(
    `NS CERT DEL ${OTHER}`,
    notice("There is no such certificate; CERT LIST shows those there are"),
  );
});

Deno.test("CERT says what it misses: a login, a certificate, a fingerprint, the database", async () => {
  const world = new World();
  const client = await ann(world, null);
  await client.asks(
    "NS CERT ADD",
    notice("Your client has shown no certificate; connect with one, or name its SHA-256"),
  );
  await client.asks(
    "NS CERT ADD abc",
    notice('"abc" is no SHA-256 of a certificate, which has 64 hexadecimal digits'),
  );
  await client.asks("NS CERT DANCE", notice("There is no CERT DANCE; there are ADD, LIST and DEL"));
  world.accounts.down = "away";
  await client.asks(
    "NS CERT LIST",
    notice("Certificates cannot be looked up right now; try again in a moment"),
  );
  const guest = await new World().user("ann");
  await guest.asks("NS CERT LIST", notice("Log in first: IDENTIFY [account] <password>"));
});

Deno.test("an account has no more certificates than twenty", async () => {
  const client = await ann();
  for (let i = 10; i < 30; i++) await client.says(`NS CERT ADD ${`${i}`.repeat(32)}`);
  client.read();
  await client.asks(
    "NS CERT ADD",
    notice("20 certificates are all that an account may have; CERT DEL removes one"),
  );
});
