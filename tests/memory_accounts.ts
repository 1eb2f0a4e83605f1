/** Accounts, and what outlives a restart, in memory; with a switch to make it fail. */
import type { Privilege } from "../src/privileges.ts";
import type {
  Account,
  AccountStore,
  AccountWishes,
  Invitation,
  KeptChanges,
  KeptChannel,
  KeptStore,
  KeptUser,
  NewAccount,
} from "../src/server/store.ts";

export class MemoryAccounts implements AccountStore, KeptStore {
  readonly #accounts = new Map<string, Account>();
  readonly #verifiers = new Map<string, string>();
  readonly #invitations = new Map<string, Invitation>();
  /** Owners' ids by fingerprint. */
  readonly #certificates = new Map<string, string>();
  readonly #users = new Map<string, KeptUser>();
  readonly #channels = new Map<string, KeptChannel>();
  #watching: (() => void)[] = [];
  #made = 0;
  /** While set, everything fails with this reason. */
  down: string | undefined;

  list(): Promise<Account[]> {
    return this.#answer(() => [...this.#accounts.values()]);
  }

  find(key: string): Promise<{ account: Account; verifier: string } | undefined> {
    return this.#answer(() => {
      const account = this.#accounts.get(key);
      const verifier = account && this.#verifiers.get(account.id);
      return account && verifier !== undefined ? { account, verifier } : undefined;
    });
  }

  create(account: NewAccount): Promise<Account | undefined> {
    return this.#answer(() => this.#create(account));
  }

  createInvited(account: NewAccount, digest: string): Promise<Account | "taken" | "not invited"> {
    return this.#answer(() => {
      const invitation = this.#invitations.get(digest);
      if (!invitation || invitation.expiresAt <= account.createdAt) return "not invited";
      const made = this.#create(account);
      if (!made) return "taken";
      this.#invitations.delete(digest);
      return made;
    });
  }

  invite(invitation: Invitation): Promise<void> {
    return this.#answer(() => void this.#invitations.set(invitation.digest, invitation));
  }

  #create({ name, key, verifier, email, createdAt, privileges }: NewAccount): Account | undefined {
    if (this.#accounts.has(key)) return undefined;
    const wishes = { alwaysOn: undefined, multiClient: undefined };
    const account = { id: `${++this.#made}`, name, email, createdAt, wishes, privileges };
    this.#accounts.set(key, account);
    this.#verifiers.set(account.id, verifier);
    return account;
  }

  setPrivileges(id: string, privileges: readonly Privilege[]): Promise<void> {
    return this.#answer(() => {
      for (const [key, account] of this.#accounts) {
        if (account.id === id) this.#accounts.set(key, { ...account, privileges });
      }
    });
  }

  findByCertificate(fingerprint: string): Promise<Account | undefined> {
    return this.#answer(() => {
      const id = this.#certificates.get(fingerprint);
      return [...this.#accounts.values()].find((account) => account.id === id);
    });
  }

  certificates(id: string): Promise<string[]> {
    return this.#answer(() =>
      [...this.#certificates].filter(([, owner]) => owner === id).map(([fingerprint]) =>
        fingerprint
      )
    );
  }

  addCertificate(id: string, fingerprint: string): Promise<boolean> {
    return this.#answer(() => {
      if (this.#certificates.has(fingerprint)) return false;
      this.#certificates.set(fingerprint, id);
      return true;
    });
  }

  removeCertificate(id: string, fingerprint: string): Promise<void> {
    return this.#answer(() => {
      if (this.#certificates.get(fingerprint) === id) this.#certificates.delete(fingerprint);
    });
  }

  setVerifier(id: string, verifier: string): Promise<void> {
    return this.#answer(() => void this.#verifiers.set(id, verifier));
  }

  setWishes(id: string, wishes: AccountWishes): Promise<void> {
    return this.#answer(() => {
      for (const [key, account] of this.#accounts) {
        if (account.id === id) this.#accounts.set(key, { ...account, wishes });
      }
    });
  }

  remove(id: string): Promise<void> {
    return this.#answer(() => {
      for (const [key, account] of this.#accounts) {
        if (account.id === id) this.#accounts.delete(key);
      }
      this.#verifiers.delete(id);
      this.#users.delete(id);
    });
  }

  watch(changed: () => void): void {
    this.#watching.push(changed);
  }

  /** Another program has changed something. */
  changedElsewhere(): void {
    for (const changed of this.#watching) changed();
  }

  loadKept(): Promise<{ users: KeptUser[]; channels: KeptChannel[] }> {
    return this.#answer(() => ({
      users: [...this.#users.values()],
      channels: [...this.#channels.values()],
    }));
  }

  saveKept({ users, goneUsers, channels, goneChannels }: KeptChanges): Promise<void> {
    return this.#answer(() => {
      for (const account of goneUsers) this.#users.delete(account);
      for (const key of goneChannels) this.#channels.delete(key);
      for (const user of users) this.#users.set(user.account, user);
      for (const channel of channels) this.#channels.set(channel.key, channel);
    });
  }

  #answer<T>(work: () => T): Promise<T> {
    if (this.down !== undefined) return Promise.reject(new Error(this.down));
    return Promise.resolve(work());
  }
}
