/**
 * SCRAM-SHA-256: how a password is checked without being kept, or even sent. One verifier serves SASL
 * PLAIN and SASL SCRAM-SHA-256. https://www.rfc-editor.org/rfc/rfc5802, https://www.rfc-editor.org/rfc/rfc7677
 */
import { Buffer } from "node:buffer";
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** All that is kept of a password: enough to recognize it, too little to log in with. */
export interface Verifier {
  readonly iterations: number;
  readonly salt: Buffer;
  readonly storedKey: Buffer;
  readonly serverKey: Buffer;
}

const SALT_BYTES = 16;
const KEY_BYTES = 32;

/** The verifier of a password. Slow on purpose, by `iterations`, but not on the main loop. */
export async function makeVerifier(
  password: string,
  iterations: number,
  salt: Buffer = randomBytes(SALT_BYTES),
): Promise<Verifier> {
  const salted = await saltedPassword(password, salt, iterations);
  return {
    iterations,
    salt,
    storedKey: sha256(hmac(salted, "Client Key")),
    serverKey: hmac(salted, "Server Key"),
  };
}

/** Whether this is the password that the verifier was made from. As slow as making one. */
export async function isPasswordOf(verifier: Verifier, password: string): Promise<boolean> {
  const { storedKey } = await makeVerifier(password, verifier.iterations, verifier.salt);
  return timingSafeEqual(storedKey, verifier.storedKey);
}

/** A verifier that no password fits and that cannot be told from a real one, the same each time for the same `seed`. */
export function verifierOfNobody(seed: string, secret: string, iterations: number): Verifier {
  const salt = hmac(Buffer.from(secret), seed).subarray(0, SALT_BYTES);
  return {
    iterations,
    salt,
    storedKey: randomBytes(KEY_BYTES),
    serverKey: randomBytes(KEY_BYTES),
  };
}

/** As text, in the form of RFC 5803 that PostgreSQL uses too: `SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>`. */
export function formatVerifier({ iterations, salt, storedKey, serverKey }: Verifier): string {
  const [s, stored, server] = [salt, storedKey, serverKey].map((bytes) => bytes.toString("base64"));
  return `SCRAM-SHA-256$${iterations}:${s}$${stored}:${server}`;
}

/** `undefined` if the text is no verifier. */
export function parseVerifier(text: string): Verifier | undefined {
  const [, iterations, salt, storedKey, serverKey] =
    /^SCRAM-SHA-256\$(\d+):([\w+/=]+)\$([\w+/=]+):([\w+/=]+)$/.exec(text) ?? [];
  if (!iterations || !salt || !storedKey || !serverKey) return undefined;
  const bytes = (base64: string) => Buffer.from(base64, "base64");
  const verifier = {
    iterations: Number(iterations),
    salt: bytes(salt),
    storedKey: bytes(storedKey),
    serverKey: bytes(serverKey),
  };
  const whole = verifier.storedKey.length === KEY_BYTES && verifier.serverKey.length === KEY_BYTES;
  return whole ? verifier : undefined;
}

/** What a client's first message says. */
export interface ClientFirst {
  /** Whose password it claims to know. */
  readonly username: string;
  readonly nonce: string;
  /** The message without its first two fields, as it goes into the proof. */
  readonly bare: string;
  /** Those two fields, which the client's last message has to repeat. */
  readonly header: string;
}

/** Takes `n,,n=ann,r=nonce` apart; `undefined` if it is malformed or asks for what is not offered. */
export function parseClientFirst(message: string): ClientFirst | undefined {
  // "y": the client could bind to the channel, but rightly thinks that this side cannot.
  const [, header, authzid, bare, escaped, nonce] =
    /^([ny],(?:a=([^,]+))?,)(n=([^,]+),r=([\x21-\x2b\x2d-\x7e]+)(?:,.*)?)$/.exec(message) ?? [];
  if (header === undefined || bare === undefined || !escaped || !nonce) return undefined;
  const username = unescapeName(escaped);
  if (username === undefined) return undefined;
  if (authzid !== undefined && unescapeName(authzid) !== username) return undefined;
  return { username, nonce, bare, header };
}

/** The server's first message: the whole nonce, and how to salt the password. */
export function serverFirst(first: ClientFirst, serverNonce: string, verifier: Verifier): string {
  const { salt, iterations } = verifier;
  return `r=${first.nonce}${serverNonce},s=${salt.toString("base64")},i=${iterations}`;
}

/**
 * Checks the client's last message; gives the server's last one, which shows the client that this side
 * knows its verifier, or `undefined` if the client does not know the password.
 */
export function serverFinal(
  first: ClientFirst,
  challenge: string,
  verifier: Verifier,
  message: string,
): string | undefined {
  const [, withoutProof, header, nonce, proof] =
    /^(c=([\w+/=]+),r=([^,]+)(?:,.*)?),p=([\w+/=]+)$/.exec(message) ?? [];
  if (withoutProof === undefined || header === undefined || proof === undefined) return undefined;
  if (header !== Buffer.from(first.header).toString("base64")) return undefined;
  if (!challenge.startsWith(`r=${nonce},`)) return undefined;
  const signed = `${first.bare},${challenge},${withoutProof}`;
  const signature = hmac(verifier.storedKey, signed);
  const given = Buffer.from(proof, "base64");
  if (given.length !== signature.length) return undefined;
  const clientKey = given.map((byte, i) => byte ^ (signature[i] ?? 0));
  if (!timingSafeEqual(sha256(clientKey), verifier.storedKey)) return undefined;
  return `v=${hmac(verifier.serverKey, signed).toString("base64")}`;
}

/**
 * A password in the form in which it is hashed, so that it does not matter how a keyboard puts its
 * accents together. https://www.rfc-editor.org/rfc/rfc4013 without its prohibitions: what somebody has
 * chosen as a password is theirs to choose.
 */
export function preparePassword(password: string): string {
  return password
    .replace(/[\u00ad\u034f\u1806\u180b-\u180d\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]/g, "")
    .replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, " ")
    .normalize("NFKC");
}

async function saltedPassword(password: string, salt: Buffer, iterations: number): Promise<Buffer> {
  const bytes = new TextEncoder().encode(preparePassword(password));
  const key = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: new Uint8Array(salt), iterations };
  return Buffer.from(await crypto.subtle.deriveBits(how, key, KEY_BYTES * 8));
}

function hmac(key: Uint8Array, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}

/** `=2C` is a comma and `=3D` an equals sign; any other `=` is a mistake. */
function unescapeName(escaped: string): string | undefined {
  const name = escaped.replace(/=2C/g, ",").replace(/=3D/g, "\0");
  return name.includes("=") ? undefined : name.replaceAll("\0", "=");
}
