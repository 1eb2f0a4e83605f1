/** NickServ's CERT: the certificates with which somebody may log in without a password. */
import { fingerprintOf } from "../client_certificate.ts";
import type { Account } from "../store.ts";
import type { ServiceContext } from "./service.ts";

/** More than anybody has devices. */
const MOST = 20;

export async function cert(context: ServiceContext, what: string, given?: string): Promise<void> {
  const { user, accounts, log, answer } = context;
  const account = user.login && accounts.withId(user.login.id);
  if (!account) return answer("Log in first: IDENTIFY [account] <password>");
  try {
    switch (what.toUpperCase()) {
      case "LIST":
        return await list(context, account);
      case "ADD":
        return await add(context, account, given);
      case "DEL":
        return await remove(context, account, given);
    }
  } catch (error) {
    log.warn("certificates could not be looked up or changed", { error: `${error}` });
    return answer("Certificates cannot be looked up right now; try again in a moment");
  }
  answer(`There is no CERT ${what}; there are ADD, LIST and DEL`);
}

async function list({ accounts, answer }: ServiceContext, account: Account): Promise<void> {
  const kept = await accounts.store.certificates(account.id);
  for (const fingerprint of kept) answer(fingerprint);
  if (kept.length > 0) return;
  answer(`${account.name} has no certificate; CERT ADD adds the one that your client shows now`);
}

async function add(context: ServiceContext, account: Account, given?: string): Promise<void> {
  const { network, session, accounts, answer } = context;
  const fingerprint = given === undefined ? session.origin.certificate?.() : fingerprintOf(given);
  if (fingerprint === undefined) {
    return answer(
      given === undefined
        ? "Your client has shown no certificate; connect with one, or name its SHA-256"
        : `"${given}" is no SHA-256 of a certificate, which has 64 hexadecimal digits`,
    );
  }
  const kept = await accounts.store.certificates(account.id);
  if (kept.length >= MOST) {
    return answer(`${MOST} certificates are all that an account may have; CERT DEL removes one`);
  }
  const now = network.clock.now();
  const isAdded = await accounts.store.addCertificate(account.id, fingerprint, now);
  answer(
    isAdded
      ? `From now on this certificate logs you in: ${fingerprint}`
      : "This certificate is in use already, by this account or by another one",
  );
}

async function remove(context: ServiceContext, account: Account, given?: string): Promise<void> {
  const { accounts, answer } = context;
  const fingerprint = given === undefined ? undefined : fingerprintOf(given);
  const kept = await accounts.store.certificates(account.id);
  if (fingerprint === undefined || !kept.includes(fingerprint)) {
    return answer("There is no such certificate; CERT LIST shows those there are");
  }
  await accounts.store.removeCertificate(account.id, fingerprint);
  answer(`This certificate logs nobody in any more: ${fingerprint}`);
}
