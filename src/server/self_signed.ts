/**
 * A certificate that its own key signs, for a server that has no other: made once, recognized by its
 * fingerprint. Written out in DER, of which so little is needed that no package is.
 * https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
import { Buffer } from "node:buffer";
import { concat } from "../irc/bytes.ts";

/** A certificate and its private key, as PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

const DAY = 86_400_000;
/** Whoever has pinned it wants to see it again: it lasts as long as the server may. */
const DAYS = 3650;

const OID = {
  ecdsaWithSha256: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02],
  commonName: [0x55, 0x04, 0x03],
  subjectAltName: [0x55, 0x1d, 0x11],
  basicConstraints: [0x55, 0x1d, 0x13],
};

/**
 * Makes one for these host names and addresses; the first one is its name. `now`: milliseconds since
 * 1970.
 */
export async function selfSigned(
  names: readonly [string, ...string[]],
  now: number,
): Promise<KeyPair> {
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const keys = await crypto.subtle.generateKey(curve, true, ["sign", "verify"]);
  const algorithm = sequence(oid(OID.ecdsaWithSha256));
  const name = sequence(der(0x31, sequence(oid(OID.commonName), der(0x0c, utf8(names[0])))));
  const certificate = sequence(
    // Version 3.
    der(0xa0, integer(Uint8Array.of(2))),
    integer(crypto.getRandomValues(new Uint8Array(16))),
    algorithm,
    name,
    // Clocks differ, so it is good since yesterday.
    sequence(time(now - DAY), time(now + DAYS * DAY)),
    name,
    await exported("spki", keys.publicKey),
    der(
      0xa3,
      sequence(
        extension(OID.subjectAltName, sequence(...names.map(alternative))),
        // Not an authority: clients do not take one for a server's own certificate.
        sequence(
          oid(OID.basicConstraints),
          der(0x01, Uint8Array.of(0xff)),
          der(0x04, sequence()),
        ),
      ),
    ),
  );
  const signed = new Uint8Array(
    await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, keys.privateKey, certificate),
  );
  const signature = sequence(integer(signed.subarray(0, 32)), integer(signed.subarray(32)));
  const whole = sequence(certificate, algorithm, der(0x03, Uint8Array.of(0), signature));
  return {
    cert: pem("CERTIFICATE", whole),
    key: pem("PRIVATE KEY", await exported("pkcs8", keys.privateKey)),
  };
}

async function exported(format: "spki" | "pkcs8", key: CryptoKey): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey(format, key));
}

type Bytes = Uint8Array<ArrayBuffer>;

/** A value with its tag and length in front. */
function der(tag: number, ...parts: readonly Uint8Array[]): Bytes {
  const content = concat(parts);
  const { length } = content;
  const size = length < 0x80
    ? [length]
    : length < 0x100
    ? [0x81, length]
    : [0x82, length >> 8, length & 0xff];
  return new Uint8Array(concat([Uint8Array.of(tag, ...size), content]));
}

function sequence(...parts: readonly Uint8Array[]): Bytes {
  return der(0x30, ...parts);
}

function oid(bytes: readonly number[]): Bytes {
  return der(0x06, Uint8Array.from(bytes));
}

function extension(id: readonly number[], value: Uint8Array): Bytes {
  return sequence(oid(id), der(0x04, value));
}

/** A positive number, in as few bytes as it takes. */
function integer(bytes: Uint8Array): Bytes {
  const start = bytes.findIndex((byte) => byte !== 0);
  const digits = start < 0 ? Uint8Array.of(0) : bytes.subarray(start);
  // The first bit is the sign.
  const sign = (digits[0] ?? 0) & 0x80 ? Uint8Array.of(0) : new Uint8Array(0);
  return der(0x02, sign, digits);
}

/** `20260101000000Z`; the four digits of the year go with every date. */
function time(at: number): Bytes {
  return der(0x18, utf8(new Date(at).toISOString().replace(/[-:T]|\.\d+/g, "")));
}

/** A host name, or an address as its bytes. */
function alternative(name: string): Bytes {
  if (/^[\d.]+$/.test(name)) return der(0x87, Uint8Array.from(name.split("."), Number));
  return name.includes(":") ? der(0x87, ipv6(name)) : der(0x82, utf8(name));
}

function ipv6(address: string): Uint8Array {
  const [head = [], tail] = address.split("::").map((half) => half === "" ? [] : half.split(":"));
  const zeros = tail ? Array<string>(8 - head.length - tail.length).fill("0") : [];
  const groups = [...head, ...zeros, ...(tail ?? [])].map((group) => parseInt(group, 16));
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff]));
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function pem(label: string, bytes: Uint8Array): string {
  const lines = Buffer.from(bytes).toString("base64").replace(/(.{64})(?=.)/g, "$1\n");
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}
