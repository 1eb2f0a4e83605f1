/** What `chat user` does to accounts: with the rules of the server, on its database. */
import { DEFAULTS, type Settings } from "../config.ts";
import { folder } from "../irc/names.ts";
import { EXIT, Problem } from "../problem.ts";
import type { Privilege } from "../privileges.ts";
import {
  keptPassword,
  type Refusal,
  refusesAccountName,
  refusesEmail,
  refusesPassword,
} from "../server/credentials.ts";
import { invitationDigest, newInvitation } from "../server/invitations.ts";
import type { Account, AccountStore } from "../server/store.ts";
import { accountsIn, auditIn, eraseTexts, setDefaultSchema, userExists } from "../store/mod.ts";
import { withDatabase } from "./database.ts";
import { me } from "./me.ts";
import { askPassword, readPassword } from "./password.ts";
import type { ServerLink } from "./server_link.ts";

/** Makes an account. Rejects with a `Problem` if it cannot be, as do all of these. */
export async function addAccount(
  settings: Settings,
  name: string,
  email: string | undefined,
  passwordCommand: string | undefined,
  privileges: readonly Privilege[],
): Promise<void> {
  refuse(refusesAccountName(name, settings));
  if (email !== undefined) refuse(refusesEmail(email, settings));
  const verifier = await newPassword(settings, name, passwordCommand);
  const key = folder(settings.server.casemapping)(name);
  const account = { name, key, verifier, email, createdAt: Date.now(), privileges };
  const made = await withAccounts(settings, (accounts) => accounts.create(account));
  if (made) return;
  throw new Problem(
    `There is an account ${name} already. Choose another name, or change its password: ` +
      `chat user passwd ${name}`,
    EXIT.refused,
  );
}

export async function listAccounts(settings: Settings): Promise<Account[]> {
  return await withAccounts(settings, (accounts) => accounts.list());
}

export async function changePassword(
  settings: Settings,
  name: string,
  passwordCommand: string | undefined,
): Promise<Account> {
  return await withAccounts(settings, async (accounts) => {
    const account = await named(settings, accounts, name);
    const verifier = await newPassword(settings, account.name, passwordCommand);
    await accounts.setVerifier(account.id, verifier);
    return account;
  });
}

/** Makes an account a server operator, or with no privileges an operator no more. */
export async function changePrivileges(
  settings: Settings,
  name: string,
  privileges: readonly Privilege[],
): Promise<Account> {
  return await withDatabase(settings, async (db) => {
    await setDefaultSchema(db, db.schema);
    const accounts = accountsIn(db);
    const account = await named(settings, accounts, name);
    await accounts.setPrivileges(account.id, privileges);
    const detail = privileges.join(" ") || "none";
    const deed = { at: Date.now(), by: me(), oper: undefined, target: account.name, detail };
    await auditIn(db).record({ ...deed, action: "PRIVILEGES" });
    return account;
  });
}

/** How long an invitation is good for; ms. */
const GOOD_FOR = 14 * 24 * 60 * 60 * 1000;

/** Makes an invitation; gives its code, which is kept nowhere, and when it is over. */
export async function invite(
  settings: Settings,
  lasts = GOOD_FOR,
): Promise<{ readonly code: string; readonly expiresAt: number }> {
  const code = newInvitation();
  const madeAt = Date.now();
  const expiresAt = madeAt + lasts;
  const digest = invitationDigest(code);
  await withDatabase(settings, async (db) => {
    await setDefaultSchema(db, db.schema);
    await accountsIn(db).invite({ digest, madeBy: me(), madeAt, expiresAt });
    const detail = `until ${new Date(expiresAt).toISOString()}`;
    const deed = { at: madeAt, by: me(), oper: undefined, target: undefined, detail };
    await auditIn(db).record({ ...deed, action: "INVITATION" });
  });
  return { code, expiresAt };
}

/** Where a server with these settings is reached best; `undefined`: they do not say it. */
export function serverOf(
  { listeners, server }: Settings,
): Pick<ServerLink, "host" | "port" | "tls"> | undefined {
  const spoken = listeners.filter(({ type }) => type === "irc");
  const listener = spoken.find(({ tls }) => tls !== null) ?? spoken[0];
  if (!listener) return undefined;
  const { host, port } = listener;
  const tls = listener.tls !== null;
  if (tls && server.name !== DEFAULTS.server.name) return { host: server.name, port, tls };
  return host === "0.0.0.0" || host === "::" ? undefined : { host, port, tls };
}

export async function removeAccount(settings: Settings, name: string): Promise<Account> {
  return await withAccounts(settings, async (accounts) => {
    const account = await named(settings, accounts, name);
    await accounts.remove(account.id);
    return account;
  });
}

/** Erases what an account, or anybody under a nick, has written. Resolves to how many messages. */
export async function eraseWritten(settings: Settings, name: string): Promise<number> {
  return await withDatabase(settings, async (db) => {
    await setDefaultSchema(db, db.schema);
    const found = await accountsIn(db).find(folder(settings.server.casemapping)(name));
    if (found || await userExists(db, name)) {
      return await eraseTexts(db.sql, name, found?.account.id);
    }
    throw new Problem(
      `Nobody called ${name} has an account or has ever written anything here.`,
      EXIT.refused,
    );
  });
}

/** Columns: name, since when, what its owner has asked for, email, what they may do as an operator. Sorted by name. */
export function accountLines(accounts: readonly Account[]): string[] {
  if (accounts.length === 0) return ["There are no accounts yet; chat user add makes one."];
  const width = Math.max(...accounts.map(({ name }) => name.length));
  return accounts.toSorted((a, b) => a.name.localeCompare(b.name)).map((account) => {
    const { name, createdAt, email = "", wishes: { alwaysOn }, privileges } = account;
    const stays = alwaysOn === undefined ? "" : alwaysOn ? "always on" : "not always on";
    const since = new Date(createdAt).toISOString().slice(0, 10);
    const oper = privileges.length > 0 ? `oper: ${privileges.join(",")}` : "";
    const columns = [name.padEnd(width), since, stays.padEnd(13), email, oper];
    return columns.filter((column) => column !== "").join("  ").trimEnd();
  });
}

async function withAccounts<T>(
  settings: Settings,
  use: (accounts: AccountStore) => Promise<T>,
): Promise<T> {
  return await withDatabase(settings, async (db) => {
    // There may be accounts before the server has been started once.
    await setDefaultSchema(db, db.schema);
    return await use(accountsIn(db));
  });
}

async function named(settings: Settings, accounts: AccountStore, name: string): Promise<Account> {
  const found = await accounts.find(folder(settings.server.casemapping)(name));
  if (found) return found.account;
  throw new Problem(
    `There is no account ${name}. chat user list shows those there are.`,
    EXIT.refused,
  );
}

/** Asks for a new password; gives what is kept of it. */
async function newPassword(
  settings: Settings,
  name: string,
  passwordCommand: string | undefined,
): Promise<string> {
  const password = await readPassword(passwordCommand, () => askPassword(name, true));
  refuse(refusesPassword(password, settings));
  return await keptPassword(password, settings);
}

function refuse(refusal: Refusal | undefined): void {
  if (refusal) throw new Problem(`${refusal.text}.`, EXIT.usage);
}
