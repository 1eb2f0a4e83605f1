/** The certificate of a listener with TLS: read from its files, or made once and kept. */
import { X509Certificate } from "node:crypto";
import { join } from "node:path";
import type { Listener } from "../config.ts";
import { EXIT, Problem } from "../problem.ts";
import { type KeyPair, selfSigned } from "./self_signed.ts";

export type TlsSettings = NonNullable<Listener["tls"]>;

export interface Certificate extends KeyPair {
  /** SHA-256 of the server's own certificate, as `openssl x509 -fingerprint -sha256` writes it. */
  readonly fingerprint: string;
  /** Until when it is good; milliseconds since 1970. */
  readonly until: number;
}

/** The names of a certificate that the server makes itself; it is recognized by its fingerprint. */
const OWN_NAMES = ["127.0.0.1", "::1", "localhost"];

/**
 * Reads the certificate that the settings name; one that the server makes itself is kept in `dataDir`.
 * Gives back the `known` one if the files have not changed. Rejects with a `Problem` if the files
 * cannot be used.
 */
export async function readCertificate(
  tls: TlsSettings,
  dataDir: string,
  now: number,
  known?: Certificate,
): Promise<Certificate> {
  const files = tls === "self-signed" ? ownFiles(dataDir) : tls;
  if (tls === "self-signed" && !known && !await isThere(files.cert)) {
    await make(join(dataDir, "tls"), files, now);
  }
  const pair = { cert: await read(files.cert), key: await read(files.key) };
  if (known && known.cert === pair.cert && known.key === pair.key) return known;
  return checked(pair, files.cert, files.key);
}

/** Where a certificate that the server has made itself is kept. */
function ownFiles(dataDir: string): KeyPair {
  return { cert: join(dataDir, "tls", "cert.pem"), key: join(dataDir, "tls", "key.pem") };
}

function isThere(file: string): Promise<boolean> {
  return Deno.stat(file).then(() => true, () => false);
}

async function make(directory: string, files: KeyPair, now: number): Promise<void> {
  // A name that no authority will ever certify: a client that has pinned this certificate asks for it.
  const own = `${crypto.randomUUID()}.invalid`;
  const { cert, key } = await selfSigned([own, ...OWN_NAMES], now);
  try {
    await Deno.mkdir(directory, { recursive: true, mode: 0o700 });
    await Deno.writeTextFile(files.key, key, { mode: 0o600 });
    await Deno.writeTextFile(files.cert, cert);
  } catch (error) {
    throw new Problem(
      `The certificate cannot be kept in "${directory}": ${messageOf(error)}. ` +
        `Make the directory writable, or choose another one with --data-dir.`,
      EXIT.configuration,
      { cause: error },
    );
  }
}

async function read(file: string): Promise<string> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    const why = error instanceof Deno.errors.NotFound
      ? "there is no such file"
      : error instanceof Deno.errors.PermissionDenied
      ? "this user may not read it"
      : messageOf(error);
    throw new Problem(`The TLS file "${file}" cannot be read: ${why}.`, EXIT.configuration, {
      cause: error,
    });
  }
}

/** Finds out now what would otherwise fail only when somebody connects. */
function checked(pair: KeyPair, certFile: string, keyFile: string): Certificate {
  try {
    Deno.listenTls({ hostname: "127.0.0.1", port: 0, ...pair }).close();
    const { fingerprint256, validTo } = new X509Certificate(pair.cert);
    return { ...pair, fingerprint: fingerprint256, until: Date.parse(validTo) };
  } catch (error) {
    const why = /KeyMismatch/.test(messageOf(error))
      ? "the key does not belong to the certificate"
      : messageOf(error).replace(/\.$/, "");
    throw new Problem(
      `The TLS files "${certFile}" and "${keyFile}" cannot be used: ${why}. ` +
        "They have to be PEM, the server's own certificate first.",
      EXIT.configuration,
      { cause: error },
    );
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : `${error}`;
}
