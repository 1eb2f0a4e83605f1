import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import {
  formatVerifier,
  isPasswordOf,
  makeVerifier,
  parseClientFirst,
  parseVerifier,
  preparePassword,
  serverFinal,
  serverFirst,
  verifierOfNobody,
} from "../../src/irc/scram.ts";

const SALT = Buffer.from("W22ZaJ0SNY7soEsUEjb6gQ==", "base64");

Deno.test("the example of RFC 7677 comes out", async () => {
  const verifier = await makeVerifier("pencil", 4096, SALT);
  const first = parseClientFirst("n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
  assert.ok(first);
  assert.equal(first.username, "user");
  const challenge = serverFirst(first, "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0", verifier);
  assert.equal(
    challenge,
    "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
  );
  const final = "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0," +
    "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
  assert.equal(
    serverFinal(first, challenge, verifier, final),
    "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
  );
  const forged = final.replace("p=dH", "p=dG");
  assert.equal(serverFinal(first, challenge, verifier, forged), undefined);
});

Deno.test("a verifier fits its password alone, and does not hold it", async () => {
  const verifier = await makeVerifier("correct horse", 4096);
  assert.ok(await isPasswordOf(verifier, "correct horse"));
  assert.ok(!await isPasswordOf(verifier, "Correct horse"));
  assert.ok(!formatVerifier(verifier).includes("horse"));
});

Deno.test("two verifiers of the same password differ", async () => {
  const [one, other] = await Promise.all([makeVerifier("same", 4096), makeVerifier("same", 4096)]);
  assert.notEqual(formatVerifier(one), formatVerifier(other));
});

Deno.test("a verifier survives being written down", async () => {
  const verifier = await makeVerifier("pencil", 4096, SALT);
  const text = formatVerifier(verifier);
  assert.match(text, /^SCRAM-SHA-256\$4096:W22ZaJ0SNY7soEsUEjb6gQ==\$[\w+/]{43}=:[\w+/]{43}=$/);
  assert.deepEqual(parseVerifier(text), verifier);
});

Deno.test("what is not a verifier is not taken for one", () => {
  for (
    const text of ["", "pencil", "SCRAM-SHA-256$4096:AAAA$AAAA:AAAA", "SCRAM-SHA-1$1:AA$AA:AA"]
  ) {
    assert.equal(parseVerifier(text), undefined);
  }
});

Deno.test("nobody's verifier looks like a real one, and fits nothing", async () => {
  const nobody = verifierOfNobody("ann", "secret", 4096);
  assert.deepEqual(nobody.salt, verifierOfNobody("ann", "secret", 4096).salt);
  assert.notDeepEqual(nobody.salt, verifierOfNobody("bob", "secret", 4096).salt);
  assert.ok(parseVerifier(formatVerifier(nobody)));
  assert.ok(!await isPasswordOf(nobody, ""));
});

Deno.test("it does not matter how a keyboard puts an accent together, or which space it has", () => {
  assert.equal(preparePassword("Cafe\u0301"), preparePassword("Caf\u00e9"));
  assert.equal(preparePassword("a\u00a0b"), "a b");
  assert.equal(preparePassword("I\u00adX"), "IX");
  assert.notEqual(preparePassword("ann"), preparePassword("Ann"));
});

Deno.test("a name with a comma or an equals sign is escaped", () => {
  assert.equal(parseClientFirst("n,,n=a=2Cb=3Dc,r=x")?.username, "a,b=c");
  assert.equal(parseClientFirst("n,,n=a=2Xb,r=x"), undefined);
});
