/** What `chat doctor` says about a certificate and its key before clients do. */
import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import { fail, type Finding, ok, reason, warn } from "./finding.ts";

const DAY = 24 * 60 * 60 * 1000;
/** A certificate that ends sooner than this is worth a word; renewing takes people, not machines. */
const SOON = 14 * DAY;

/**
 * Whether clients would accept the certificate in the file `cert` for a server called `name`, now.
 * `now`: milliseconds since 1970.
 */
export async function checkCertificate(
  cert: string,
  key: string,
  name: string,
  now = Date.now(),
): Promise<Finding> {
  let pem: string;
  let privatePem: string;
  try {
    pem = await Deno.readTextFile(cert);
  } catch (error) {
    return fail(`The certificate ${cert} cannot be read: ${reason(error)}. → Correct its path.`);
  }
  try {
    privatePem = await Deno.readTextFile(key);
  } catch (error) {
    return fail(`The private key ${key} cannot be read: ${reason(error)}. → Correct its path.`);
  }
  const certificate = parsed(() => new X509Certificate(pem));
  if (!certificate) {
    return fail(`${cert} holds no certificate. → Name a PEM file, "BEGIN CERTIFICATE" in it.`);
  }
  const privateKey = parsed(() => createPrivateKey(privatePem));
  if (!privateKey) {
    return fail(`${key} holds no private key. → Name a PEM file without a passphrase.`);
  }
  if (!belongTogether(certificate, privateKey)) {
    return fail(`The key ${key} is not that of the certificate ${cert}. → Name its own key.`);
  }
  return checkDates(certificate, cert, now) ?? checkName(certificate, cert, name);
}

function checkDates(
  { validFrom, validTo }: X509Certificate,
  cert: string,
  now: number,
): Finding | undefined {
  const [from, to] = [Date.parse(validFrom), Date.parse(validTo)];
  if (now < from) {
    return fail(
      `The certificate ${cert} holds only from ${day(from)}. → See whether the clock is right.`,
    );
  }
  if (now > to) {
    return fail(`The certificate ${cert} has expired on ${day(to)}. → Renew it.`);
  }
  return to - now < SOON
    ? warn(`The certificate ${cert} expires on ${day(to)}. → Renew it before.`)
    : undefined;
}

function checkName(certificate: X509Certificate, cert: string, name: string): Finding {
  return certificate.checkHost(name) !== undefined
    ? ok(
      `The certificate ${cert} is for ${name} and holds until ${
        day(Date.parse(certificate.validTo))
      }.`,
    )
    : warn(
      `The certificate ${cert} is not for ${name}, the name of this server. → Set server.name to ` +
        "the name that clients connect to, if the certificate is for that one.",
    );
}

function belongTogether(certificate: X509Certificate, key: KeyObject): boolean {
  const der = (key: KeyObject) => key.export({ type: "spki", format: "der" }).toString("hex");
  return der(certificate.publicKey) === der(createPublicKey(key));
}

/** `undefined` for what is none; the parser's own words would tell nobody what to do. */
function parsed<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
