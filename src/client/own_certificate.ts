/** The certificate that the client shows, where a server knows people by theirs. */
import { X509Certificate } from "node:crypto";
import { EXIT, Problem } from "../problem.ts";
import { texts } from "./texts/index.ts";

/** A certificate and its private key, both in PEM. */
export interface OwnCertificate {
  readonly cert: string;
  readonly key: string;
  /** Its SHA-256, by which servers know it again. */
  readonly fingerprint: string;
}

/** Reads both, which may stand in one file. Rejects with a `Problem` if they cannot be used. */
export async function readOwnCertificate(
  certFile: string,
  keyFile: string = certFile,
): Promise<OwnCertificate> {
  const pair = { cert: await read(certFile), key: await read(keyFile) };
  try {
    // Deno 2.4 ends the whole program when it connects with two that do not fit; here it only says so.
    Deno.listenTls({ hostname: "127.0.0.1", port: 0, ...pair }).close();
    return { ...pair, fingerprint: new X509Certificate(first(pair.cert)).fingerprint256 };
  } catch (error) {
    throw new Problem(whyNot(error, certFile, keyFile), EXIT.configuration, { cause: error });
  }
}

async function read(file: string): Promise<string> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    throw new Problem(texts.ownUnreadable(file), EXIT.configuration, { cause: error });
  }
}

/** One's own comes before those that signed it. */
function first(pem: string): string {
  return /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(pem)?.[0] ?? pem;
}

function whyNot(error: unknown, certFile: string, keyFile: string): string {
  const text = error instanceof Error ? error.message : `${error}`;
  if (/KeyMismatch/.test(text)) return texts.ownKeyOfAnother(keyFile, certFile);
  if (/keys? found/.test(text)) return texts.ownKeyNone(keyFile);
  return texts.ownCertificateNone(certFile);
}
