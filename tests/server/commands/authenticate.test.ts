import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createHash, createHmac, pbkdf2Sync } from "node:crypto";
import { type Client, PASSWORD, plain, World, type WorldSettings } from "../../world.ts";

const WRONG = ":chat.local 904 * :SASL authentication failed: " +
  "the account name or the password is wrong";
const MALFORMED = ":chat.local 904 * :SASL authentication failed: " +
  "what your client sent is malformed";
const LOGGED_IN = ":chat.local 900 * *!*@host ann :You are now logged in as ann";
const SUCCESS = ":chat.local 903 * :SASL authentication successful";

/** A client that is still connecting to a world in which ann has an account. */
async function connecting(settings: WorldSettings = {}): Promise<Client> {
  const world = new World(settings);
  await world.account("ann");
  const client = world.connect();
  await client.says("CAP LS 302", "CAP REQ sasl");
  client.read();
  return client;
}

Deno.test("CAP LS 302 names the mechanisms, and an older CAP LS does not", async () => {
  const world = new World();
  const [modern, old] = [world.connect(), world.connect()];
  await modern.says("CAP LS 302");
  assert.match(modern.read().join(" "), / sasl=PLAIN,SCRAM-SHA-256( |$)/);
  await old.says("CAP LS");
  assert.match(old.read().join(" "), / sasl( |$)/);
});

Deno.test("PLAIN logs in with the right password, with and without an authorization identity", async () => {
  for (const authzid of ["", "ann"]) {
    const client = await connecting();
    await client.asks("AUTHENTICATE PLAIN", "AUTHENTICATE +");
    await client.asks(`AUTHENTICATE ${plain("ann", PASSWORD, authzid)}`, LOGGED_IN, SUCCESS);
  }
});

Deno.test("the account's name is found however it is spelled, and told as it was made", async () => {
  const client = await connecting();
  await client.says("AUTHENTICATE plain");
  client.read();
  await client.asks(`AUTHENTICATE ${plain("ANN", PASSWORD)}`, LOGGED_IN, SUCCESS);
});

Deno.test("who logs in before registration is a user of that account", async () => {
  const world = new World();
  await world.account("ann");
  const ann = await world.login("ann", "annie");
  assert.equal(ann.session.user?.account, "ann");
  assert.equal(ann.session.user?.party.id, "a:1");
});

Deno.test("a failed login is answered with 904, and the next try works at once", async () => {
  const client = await connecting({ accounts: { loginThrottle: false } });
  const failures: [string, string][] = [
    [plain("ann", "wrong horse"), WRONG],
    [plain("bob", PASSWORD), WRONG],
    [plain("", PASSWORD), MALFORMED],
    [plain("ann", ""), MALFORMED],
    [plain("ann", PASSWORD, "bob"), MALFORMED],
    [Buffer.from("no zeros").toString("base64"), MALFORMED],
    [Buffer.from("\0ann\0four\0parts").toString("base64"), MALFORMED],
    [Buffer.from([0, 0x61, 0, 0xff]).toString("base64"), MALFORMED],
    ["not*base64", MALFORMED],
    ["+", MALFORMED],
  ];
  for (const [response, refusal] of failures) {
    await client.asks("AUTHENTICATE PLAIN", "AUTHENTICATE +");
    await client.asks(`AUTHENTICATE ${response}`, refusal);
  }
  await client.asks("AUTHENTICATE PLAIN", "AUTHENTICATE +");
  await client.asks(`AUTHENTICATE ${plain("ann", PASSWORD)}`, LOGGED_IN, SUCCESS);
});

Deno.test("who guesses from one address after the other of a household waits as from one", async () => {
  const loginThrottle = { failures: 2, accountFailures: 9, longestPause: 60, forgottenAfter: 900 };
  const world = new World({ accounts: { loginThrottle } });
  const answers: (string | undefined)[] = [];
  for (const end of ["1", "2", "3"]) {
    const client = world.connect(`2001:db8:0:1::${end}`);
    await client.says("CAP LS 302", "CAP REQ sasl", "AUTHENTICATE PLAIN");
    client.read();
    await client.says(`AUTHENTICATE ${plain(`ann${end}`, "guess")}`);
    answers.push(client.read().at(-1));
  }
  assert.deepEqual(answers.slice(0, 2), [WRONG, WRONG]);
  assert.match(answers[2] ?? "", /too many logins from your address have failed/);
});

Deno.test("a mechanism that is not there is answered with those that are, and 904", async () => {
  const client = await connecting();
  await client.asks(
    "AUTHENTICATE FOO",
    ":chat.local 908 * PLAIN,SCRAM-SHA-256 :are available SASL mechanisms",
    ":chat.local 904 * :SASL authentication failed: there is no FOO here",
  );
});

Deno.test("an asterisk aborts an exchange, and another one can begin", async () => {
  const client = await connecting();
  const aborted = ":chat.local 906 * :SASL authentication aborted";
  await client.asks("AUTHENTICATE *", aborted);
  await client.asks("AUTHENTICATE PLAIN", "AUTHENTICATE +");
  await client.asks("AUTHENTICATE *", aborted);
  await client.asks("AUTHENTICATE PLAIN", "AUTHENTICATE +");
  await client.asks(`AUTHENTICATE ${plain("ann", PASSWORD)}`, LOGGED_IN, SUCCESS);
});

Deno.test("a long response comes in pieces of 400 characters", async () => {
  const world = new World();
  // 300 and 592 bytes, and what makes exactly 400 characters of base64.
  for (const [nick, length] of [["ann", 300], ["bob", 592], ["eve", 292]] as const) {
    const password = "x".repeat(length);
    await world.services.accounts.create(nick, password, undefined);
    const client = world.connect();
    await client.asks("AUTHENTICATE PLAIN", "AUTHENTICATE +");
    const response = plain(nick, password, nick);
    assert.equal(response.length === 400, nick === "eve");
    const pieces: string[] = [...response.match(/.{1,400}/g) ?? []];
    if (pieces.at(-1)?.length === 400) pieces.push("+");
    for (const piece of pieces.slice(0, -1)) await client.asks(`AUTHENTICATE ${piece}`);
    await client.asks(
      `AUTHENTICATE ${pieces.at(-1)}`,
      `:chat.local 900 * *!*@host ${nick} :You are now logged in as ${nick}`,
      SUCCESS,
    );
  }
});

Deno.test("a piece of more than 400 characters is refused with 905", async () => {
  const client = await connecting();
  await client.says("AUTHENTICATE PLAIN");
  client.read();
  await client.asks(
    `AUTHENTICATE ${"A".repeat(401)}`,
    ":chat.local 905 * :SASL message too long",
  );
  await client.asks("AUTHENTICATE PLAIN", "AUTHENTICATE +");
});

Deno.test("a response without an end is refused with 904", async () => {
  const client = await connecting();
  await client.says("AUTHENTICATE PLAIN");
  client.read();
  for (let i = 0; i < 30 && client.session.sasl; i++) {
    await client.says(`AUTHENTICATE ${"A".repeat(400)}`);
  }
  client.hears(":chat.local 904 * :SASL authentication failed: what your client sent is too long");
});

Deno.test("NICK and USER do not disturb an exchange", async () => {
  const client = await connecting();
  await client.asks("AUTHENTICATE PLAIN", "AUTHENTICATE +");
  await client.says("NICK ann", "USER ann 0 * :Ann Example");
  client.hearsNothing();
  await client.asks(
    `AUTHENTICATE ${plain("ann", PASSWORD)}`,
    ":chat.local 900 * ann!ann@host ann :You are now logged in as ann",
    SUCCESS,
  );
});

Deno.test("CAP END in the middle of an exchange aborts it, and registers", async () => {
  const client = await connecting();
  await client.says("NICK bob", "USER bob 0 * :Bob Example", "AUTHENTICATE PLAIN");
  client.read();
  await client.says("CAP END");
  const [aborted, welcome] = client.read();
  assert.equal(aborted, ":chat.local 906 * :SASL authentication aborted");
  assert.match(welcome ?? "", /^:chat\.local 001 bob /);
  assert.equal(client.session.user?.account, undefined);
});

Deno.test("AUTHENTICATE works although the capability was not asked for", async () => {
  const world = new World();
  await world.account("ann");
  const client = world.connect();
  await client.asks("AUTHENTICATE PLAIN", "AUTHENTICATE +");
  await client.asks(`AUTHENTICATE ${plain("ann", PASSWORD)}`, LOGGED_IN, SUCCESS);
  await client.asks("AUTHENTICATE", ":chat.local 461 * AUTHENTICATE :Not enough parameters");
});

Deno.test("after registration one can log in, and log in again as somebody else", async () => {
  const world = new World();
  for (const name of ["ann", "bob"]) await world.account(name);
  const guest = await world.user("guest", "sasl account-notify");
  await guest.says("AUTHENTICATE PLAIN");
  guest.hears("AUTHENTICATE +");
  await guest.says(`AUTHENTICATE ${plain("ann", PASSWORD)}`);
  guest.hears(
    ":guest!guest@host ACCOUNT ann",
    ":chat.local 900 guest guest!guest@host ann :You are now logged in as ann",
    ":chat.local 903 guest :SASL authentication successful",
  );
  await guest.logsIn("bob");
  guest.hears(
    "AUTHENTICATE +",
    ":guest!guest@host ACCOUNT bob",
    ":chat.local 900 guest guest!guest@host bob :You are now logged in as bob",
    ":chat.local 903 guest :SASL authentication successful",
  );
});

Deno.test("a labelled login is answered with a labelled batch", async () => {
  const world = new World();
  await world.account("ann");
  const client = await world.user("guest", "labeled-response batch account-notify");
  await client.says("@label=one AUTHENTICATE PLAIN");
  client.hears("@label=one AUTHENTICATE +");
  await client.says(`@label=two AUTHENTICATE ${plain("ann", PASSWORD)}`);
  client.hears(
    "@label=two :chat.local BATCH +b1 labeled-response",
    "@batch=b1 :guest!guest@host ACCOUNT ann",
    "@batch=b1 :chat.local 900 guest guest!guest@host ann :You are now logged in as ann",
    "@batch=b1 :chat.local 903 guest :SASL authentication successful",
    ":chat.local BATCH -b1",
  );
});

Deno.test("while accounts cannot be looked up, a login is refused with the reason", async () => {
  const client = await connecting();
  client.world.accounts.down = "no database";
  await client.says("AUTHENTICATE PLAIN");
  client.read();
  await client.asks(
    `AUTHENTICATE ${plain("ann", PASSWORD)}`,
    ":chat.local 904 * :SASL authentication failed: " +
      "accounts cannot be looked up right now; try again in a moment",
  );
  assert.match(client.world.logged.join("\n"), /no database/);
  client.world.accounts.down = undefined;
  await client.logsIn("ann");
  client.hears("AUTHENTICATE +", LOGGED_IN, SUCCESS);
});

Deno.test("after five failures from one address the next try has to wait, longer each time", async () => {
  const client = await connecting();
  const fail = async (...answer: string[]) => {
    await client.logsIn("ann", "wrong horse");
    client.hears("AUTHENTICATE +", ...answer);
  };
  const late = (seconds: number) =>
    ":chat.local 904 * :SASL authentication failed: " +
    `too many logins from your address have failed; try again in ${seconds} s`;
  for (let i = 0; i < 5; i++) await fail(WRONG);
  await fail(late(1));
  client.world.now += 1000;
  await fail(WRONG);
  client.world.now += 500;
  await fail(late(2));
  const elsewhere = client.world.connect("elsewhere");
  await elsewhere.logsIn("ann");
  elsewhere.hears("AUTHENTICATE +", LOGGED_IN.replace("host", "elsewhere"), SUCCESS);
  client.world.now += 1500;
  await client.logsIn("ann");
  client.hears("AUTHENTICATE +", LOGGED_IN, SUCCESS);
});

/** What a client says with SCRAM-SHA-256; `alter` changes its proof. */
class ScramClient {
  readonly nonce = "rOprNGfwEbeRWgbNEkqO";
  expected = "";

  constructor(readonly username: string, readonly password: string) {}

  first(header = "n,,"): string {
    return `${header}n=${this.username},r=${this.nonce}`;
  }

  final(serverFirst: string, header = "n,,"): string {
    const [, nonce = "", salt = "", iterations = ""] =
      /^r=([^,]+),s=([^,]+),i=(\d+)$/.exec(serverFirst) ?? [];
    assert.ok(nonce.startsWith(this.nonce) && nonce.length > this.nonce.length);
    const salted = pbkdf2Sync(
      this.password,
      Buffer.from(salt, "base64"),
      Number(iterations),
      32,
      "sha256",
    );
    const hmac = (key: Uint8Array, text: string) => createHmac("sha256", key).update(text).digest();
    const clientKey = hmac(salted, "Client Key");
    const storedKey = createHash("sha256").update(clientKey).digest();
    const withoutProof = `c=${Buffer.from(header).toString("base64")},r=${nonce}`;
    const bare = `n=${this.username},r=${this.nonce}`;
    const signed = `${bare},${serverFirst},${withoutProof}`;
    const signature = hmac(storedKey, signed);
    const proof = Buffer.from(clientKey.map((byte, i) => byte ^ (signature[i] ?? 0)));
    this.expected = `v=${hmac(hmac(salted, "Server Key"), signed).toString("base64")}`;
    return `${withoutProof},p=${proof.toString("base64")}`;
  }
}

const base64 = (text: string) => Buffer.from(text).toString("base64");

/** Says something in an exchange; gives the server's challenge. */
async function challengeFor(client: Client, said: string): Promise<string> {
  await client.says(`AUTHENTICATE ${base64(said)}`);
  const [answer = "", ...more] = client.read();
  assert.deepEqual(more, []);
  assert.match(answer, /^AUTHENTICATE /);
  return Buffer.from(answer.split(" ")[1] ?? "", "base64").toString();
}

Deno.test("SCRAM-SHA-256 logs in who knows the password, and shows that the server knows its verifier", async () => {
  for (const header of ["n,,", "y,,", "n,a=ann,"]) {
    const client = await connecting();
    const scram = new ScramClient("ann", PASSWORD);
    await client.asks("AUTHENTICATE SCRAM-SHA-256", "AUTHENTICATE +");
    const challenge = await challengeFor(client, scram.first(header));
    assert.match(challenge, /,i=4096$/);
    const proof = await challengeFor(client, scram.final(challenge, header));
    assert.equal(proof, scram.expected);
    await client.asks("AUTHENTICATE +", LOGGED_IN, SUCCESS);
  }
});

Deno.test("SCRAM-SHA-256 refuses a wrong password, and an account that is not there looks the same", async () => {
  for (const [name, password] of [["ann", "wrong horse"], ["bob", PASSWORD]] as const) {
    const client = await connecting();
    const scram = new ScramClient(name, password);
    await client.says("AUTHENTICATE SCRAM-SHA-256");
    client.read();
    const challenge = await challengeFor(client, scram.first());
    assert.match(challenge, /^r=[^,]+,s=[\w+/=]{24},i=4096$/);
    await client.asks(`AUTHENTICATE ${base64(scram.final(challenge))}`, WRONG);
  }
});

Deno.test("an account that is not there has the same salt each time", async () => {
  const client = await connecting();
  const salts = new Set<string | undefined>();
  for (let i = 0; i < 3; i++) {
    await client.says("AUTHENTICATE SCRAM-SHA-256");
    client.read();
    const challenge = await challengeFor(client, new ScramClient("bob", "").first());
    salts.add(/s=([^,]+)/.exec(challenge)?.[1]);
    await client.says("AUTHENTICATE *");
    client.read();
  }
  assert.equal(salts.size, 1);
});

Deno.test("malformed SCRAM messages are refused with 904", async () => {
  for (
    const first of [
      "",
      "n,,",
      "n,,n=,r=abc",
      "n,,n=ann",
      "p=tls-unique,,n=ann,r=abc",
      "n,a=bob,n=ann,r=abc",
      "n,,n=a=nn,r=abc",
      "n,,m=ext,n=ann,r=abc",
    ]
  ) {
    const client = await connecting();
    await client.says("AUTHENTICATE SCRAM-SHA-256");
    client.read();
    await client.asks(first === "" ? "AUTHENTICATE +" : `AUTHENTICATE ${base64(first)}`, MALFORMED);
  }
});

Deno.test("a SCRAM proof for another exchange, or half of one, is refused", async () => {
  const changes: ((final: string) => string)[] = [
    (final) => final.replace(/^c=biws/, "c=eSws"),
    (final) => final.replace(/,r=/, ",r=x"),
    (final) => final.replace(/,p=.*/, ""),
    (final) => final.replace(/,p=.*/, ",p=AAAA"),
    () => "garbage",
  ];
  for (const change of changes) {
    const client = await connecting();
    const scram = new ScramClient("ann", PASSWORD);
    await client.says("AUTHENTICATE SCRAM-SHA-256");
    client.read();
    const challenge = await challengeFor(client, scram.first());
    await client.asks(`AUTHENTICATE ${base64(change(scram.final(challenge)))}`, WRONG);
  }
});
