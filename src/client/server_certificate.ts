/**
 * Has a server show its certificate, so that it can be remembered. Deno gives none away before it is
 * trusted, but in TLS 1.2 it is sent in the open, before the keys are made: we say hello and read that far.
 * Nothing is trusted by that; who connects afterwards demands of the server that it has the key.
 * https://www.rfc-editor.org/rfc/rfc5246#section-7.4
 */
import { Buffer } from "node:buffer";
import { concat } from "../irc/bytes.ts";

const HANDSHAKE = 22;
const CLIENT_HELLO = 1;
const CERTIFICATE = 11;
const RECORD_HEADER = 5;
const MESSAGE_HEADER = 4;
/** More than any server says before its certificate has ended. */
const MOST = 128 * 1024;

/** The server's own certificate, in PEM; `undefined` if it does not show one. */
export async function certificateOf(conn: Deno.Conn, host: string): Promise<string | undefined> {
  const hello = clientHello(host);
  for (let left = hello; left.length > 0;) left = left.subarray(await conn.write(left));
  let heard: Uint8Array = new Uint8Array(0);
  const buffer = new Uint8Array(16 * 1024);
  while (heard.length < MOST) {
    const read = await conn.read(buffer);
    if (read === null) return undefined;
    heard = concat([heard, buffer.slice(0, read)]);
    const said = handshakeOf(heard);
    if (said === undefined) return undefined;
    const certificate = firstCertificate(said);
    if (certificate) return pem(certificate);
  }
  return undefined;
}

/** What the complete records hold of the handshake; `undefined` if they are something else. */
function handshakeOf(bytes: Uint8Array): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  for (let at = 0; at + RECORD_HEADER <= bytes.length;) {
    if (bytes[at] !== HANDSHAKE) return undefined;
    const end = at + RECORD_HEADER + number(bytes, at + 3, 2);
    if (end > bytes.length) break;
    parts.push(bytes.subarray(at + RECORD_HEADER, end));
    at = end;
  }
  return concat(parts);
}

function firstCertificate(handshake: Uint8Array): Uint8Array | undefined {
  for (let at = 0; at + MESSAGE_HEADER <= handshake.length;) {
    const start = at + MESSAGE_HEADER;
    const end = start + number(handshake, at + 1, 3);
    if (end > handshake.length) return undefined;
    if (handshake[at] === CERTIFICATE) {
      // The list's length, then the first one's.
      const length = number(handshake, start + 3, 3);
      const certificate = handshake.subarray(start + 6, Math.min(start + 6 + length, end));
      return certificate.length > 0 ? certificate : undefined;
    }
    at = end;
  }
  return undefined;
}

function clientHello(host: string): Uint8Array {
  const isName = !/^[\d.]+$|:/.test(host);
  const name = [...new TextEncoder().encode(host)];
  const extensions = [
    ...(isName ? extension(0, prefixed(2, [0, ...prefixed(2, name)])) : []),
    // The groups and signatures that servers of today have; the certificate depends on the latter.
    ...extension(10, prefixed(2, [0, 29, 0, 23, 0, 24])),
    ...extension(11, prefixed(1, [0])),
    ...extension(13, prefixed(2, [4, 3, 5, 3, 6, 3, 8, 7, 8, 4, 8, 5, 8, 6, 4, 1, 5, 1, 6, 1])),
  ];
  const suites = [0xc02b, 0xc02c, 0xc02f, 0xc030, 0xcca9, 0xcca8]
    .flatMap((suite) => [suite >> 8, suite & 0xff]);
  const body = [
    ...[3, 3],
    ...crypto.getRandomValues(new Uint8Array(32)),
    ...prefixed(1, []),
    ...prefixed(2, suites),
    ...prefixed(1, [0]),
    ...prefixed(2, extensions),
  ];
  const message = [CLIENT_HELLO, ...prefixed(3, body)];
  return Uint8Array.from([HANDSHAKE, 3, 1, ...prefixed(2, message)]);
}

function extension(type: number, body: readonly number[]): number[] {
  return [type >> 8, type & 0xff, ...prefixed(2, body)];
}

/** Bytes with how many they are in front, in `size` bytes. */
function prefixed(size: 1 | 2 | 3, bytes: readonly number[]): number[] {
  const { length } = bytes;
  return [...[length >> 16, (length >> 8) & 0xff, length & 0xff].slice(3 - size), ...bytes];
}

function number(bytes: Uint8Array, at: number, size: number): number {
  return bytes.subarray(at, at + size).reduce((all, byte) => all * 256 + byte, 0);
}

function pem(bytes: Uint8Array): string {
  const lines = Buffer.from(bytes).toString("base64").replace(/(.{64})(?=.)/g, "$1\n");
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
