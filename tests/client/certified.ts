/** A certificate for tests, as a listener takes it. */
import { X509Certificate } from "node:crypto";
import type { Certificate } from "../../src/server/certificate.ts";
import { selfSigned } from "../../src/server/self_signed.ts";

/** Makes one that nobody has signed, for these names. */
export async function certified(names: readonly [string, ...string[]]): Promise<Certificate> {
  const pair = await selfSigned(names, Date.now());
  const { fingerprint256, validTo } = new X509Certificate(pair.cert);
  return { ...pair, fingerprint: fingerprint256, until: Date.parse(validTo) };
}
