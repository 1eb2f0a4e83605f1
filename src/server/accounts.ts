/**
 * The registered people. Which accounts there are is known in memory, because every NICK asks for it;
 * passwords are not, and are looked up when somebody logs in.
 */
import { looksOf } from "../irc/confusables.ts";
import { isPasswordOf, parseVerifier, type Verifier, verifierOfNobody } from "../irc/scram.ts";
import type { Settings } from "../config.ts";
import type { Log } from "../log.ts";
import { siteOf } from "./cidr.ts";
import {
  ITERATIONS,
  keptPassword,
  type Refusal,
  refusesAccountName,
  refusesEmail,
  refusesPassword,
} from "./credentials.ts";
import { invitationDigest } from "./invitations.ts";
import type { LimitLog } from "./limit_log.ts";
import type { Network } from "./network.ts";
import type { Account, AccountStore, AccountWishes, Login } from "./store.ts";
import { Throttle } from "./throttle.ts";
import { Turns } from "./turns.ts";

/** How a try to log in ended; `reason` is the end of a sentence for the one who tried. */
export type LoginOutcome =
  | { readonly kind: "account"; readonly account: Account }
  | { readonly kind: "refused"; readonly reason: string };

/** How making or changing an account ended. */
export type AccountOutcome =
  | { readonly kind: "account"; readonly account: Account }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** What a SCRAM exchange checks a client's proof against; nobody's verifier has no account. */
export type ScramOutcome =
  | {
    readonly kind: "verifier";
    readonly verifier: Verifier;
    readonly account: Account | undefined;
  }
  | { readonly kind: "refused"; readonly reason: string };

export const WRONG_PASSWORD = "the account name or the password is wrong";
const NOBODYS_CERTIFICATE = "your certificate is no account's; log in, and add it with NS CERT ADD";
const UNAVAILABLE = "accounts cannot be looked up right now; try again in a moment";

/** Hashing takes a processor for a while each time; one is left for everything else. */
const HASHES_AT_ONCE = Math.max(1, navigator.hardwareConcurrency - 1);

const INVITED_ONLY: Refusal = {
  code: "INVALID_CODE",
  text: "Accounts are by invitation here; put the code of yours after the password",
};
const NOT_INVITED: Refusal = {
  code: "INVALID_CODE",
  text: "This invitation was used already, is over or was never made; ask for another one",
};

function isInvitedOnly({ accounts }: Settings): boolean {
  return accounts.registration.enabled === "by-invitation";
}

export class Accounts {
  readonly #byId = new Map<string, Account>();
  readonly #byKey = new Map<string, Account>();
  /** By what the name looks like. */
  readonly #byLooks = new Map<string, Account>();
  readonly #throttle: Throttle;
  readonly #hashing = new Turns(HASHES_AT_ONCE);
  /** What is said of accounts that do not exist follows from it. */
  readonly #secret = crypto.randomUUID();

  constructor(
    readonly store: AccountStore,
    readonly network: Network,
    readonly log: Log,
    readonly limits: LimitLog,
  ) {
    this.#throttle = new Throttle(network.clock);
  }

  /** Learns which accounts there are now; gives those that are not there any more. */
  async load(): Promise<Account[]> {
    const all = await this.store.list();
    const before = [...this.#byId.values()];
    this.#byId.clear();
    this.#byKey.clear();
    this.#byLooks.clear();
    for (const account of all) this.#know(account);
    return before.filter(({ id }) => !this.#byId.has(id));
  }

  /** The account of that id, if it is not removed. */
  withId(id: string): Account | undefined {
    return this.#byId.get(id);
  }

  /** The account of that name. */
  named(name: string): Account | undefined {
    return this.#byKey.get(this.network.fold(name));
  }

  /** The account whose name a nick is, or could be taken for. */
  ofNick(nick: string): Account | undefined {
    const key = this.network.fold(nick);
    return this.#byKey.get(key) ?? this.#byLooks.get(looksOf(key));
  }

  /** Whether the account's user stays while no client is connected. */
  isAlwaysOn({ id }: Login): boolean {
    const wish = this.withId(id)?.wishes.alwaysOn;
    switch (this.network.settings.accounts.alwaysOn) {
      case "disabled":
        return false;
      case "opt-in":
        return wish ?? false;
      case "opt-out":
        return wish ?? true;
      case "mandatory":
        return true;
    }
  }

  /** Whether several clients of the account share one nick. */
  isMultiClient({ id }: Login): boolean {
    return this.withId(id)?.wishes.multiClient ?? this.network.settings.accounts.multiClient;
  }

  /** Makes an account; where that is by invitation, with one's code, which is used up by that. */
  async create(
    name: string,
    password: string,
    email: string | undefined,
    invitation?: string,
  ): Promise<AccountOutcome> {
    const { settings, clock, fold } = this.network;
    const exists: Refusal = {
      code: "ACCOUNT_EXISTS",
      text: `"${name}" is registered already; log in to it, or choose another name`,
    };
    const refusal = refusesAccountName(name, settings) ?? (this.ofNick(name) && exists) ??
      refusesEmail(email, settings) ?? refusesPassword(password, settings) ??
      (isInvitedOnly(settings) && invitation === undefined ? INVITED_ONLY : undefined);
    if (refusal) return { kind: "refused", refusal };
    const verifier = await this.#hashing.run(() => keptPassword(password, settings));
    try {
      const wanted = {
        name,
        key: fold(name),
        verifier,
        email,
        createdAt: clock.now(),
        privileges: [],
      };
      const account = isInvitedOnly(settings) && invitation !== undefined
        ? await this.store.createInvited(wanted, invitationDigest(invitation))
        : await this.store.create(wanted);
      if (account === undefined || account === "taken") return { kind: "refused", refusal: exists };
      if (account === "not invited") return { kind: "refused", refusal: NOT_INVITED };
      this.#know(account);
      return { kind: "account", account };
    } catch (error) {
      return this.#refused("an account could not be made", error);
    }
  }

  /** Logs in with a password. `address`: where the try comes from. */
  async checkPassword(name: string, password: string, address: string): Promise<LoginOutcome> {
    const found = await this.verifierOf(name, address);
    if (found.kind === "refused") return found;
    const { verifier, account } = found;
    // Done for nobody's verifier too: how long it takes must not tell whether the account exists.
    const fits = await this.#hashing.run(() => isPasswordOf(verifier, password));
    if (!account || !fits) return { kind: "refused", reason: WRONG_PASSWORD };
    this.succeeded(address, account.name);
    return { kind: "account", account };
  }

  /**
   * Why nobody may try a password from an address now, the end of a sentence; `undefined`: they may, and
   * that is a failed try until `succeeded` is told. `name`: the account that is tried.
   */
  refusesTry(address: string, name?: string): string | undefined {
    const { settings, fold } = this.network;
    const { loginThrottle } = settings.accounts;
    const account = name === undefined ? undefined : fold(name);
    const refused = loginThrottle && this.#throttle.take(loginThrottle, siteOf(address), account);
    if (!refused) return undefined;
    const { because, wait } = refused;
    const limit = because === "address" ? "failures" : "accountFailures";
    const which = because === "address" ? "from your address" : "to this account";
    const reason = `too many logins ${which} have failed`;
    this.limits.met({
      what: "a login has to wait",
      limit: `accounts.loginThrottle.${limit}`,
      reason,
      address,
    });
    return `${reason}; try again in ${Math.ceil(wait / 1000)} s`;
  }

  /** Looks up what a password or a proof is checked against; a success must be told to `succeeded`. */
  async verifierOf(name: string, address: string): Promise<ScramOutcome> {
    const { settings, fold } = this.network;
    const tooSoon = this.refusesTry(address, name);
    if (tooSoon !== undefined) return { kind: "refused", reason: tooSoon };
    try {
      const found = await this.store.find(fold(name));
      const verifier = found && parseVerifier(found.verifier);
      if (found && verifier) {
        this.#know(found.account);
        return { kind: "verifier", verifier, account: found.account };
      }
      const iterations = ITERATIONS[settings.accounts.passwordHashCost];
      const nobodys = verifierOfNobody(fold(name), this.#secret, iterations);
      return { kind: "verifier", verifier: nobodys, account: undefined };
    } catch (error) {
      this.log.warn("an account could not be looked up", { error: `${error}` });
      return { kind: "refused", reason: UNAVAILABLE };
    }
  }

  /** A try that `verifierOf` has let through was a good one. */
  succeeded(address: string, name?: string): void {
    const { fold } = this.network;
    this.#throttle.succeeded(siteOf(address), name === undefined ? undefined : fold(name));
  }

  /** Logs in with a certificate; `wanted` is the name of the account, or "" for whose it is. */
  async checkCertificate(
    fingerprint: string | undefined,
    wanted: string,
  ): Promise<LoginOutcome> {
    const nobodys: LoginOutcome = { kind: "refused", reason: NOBODYS_CERTIFICATE };
    if (fingerprint === undefined) return nobodys;
    const { fold } = this.network;
    try {
      const account = await this.store.findByCertificate(fingerprint);
      if (!account) return nobodys;
      if (wanted !== "" && fold(wanted) !== fold(account.name)) {
        return { kind: "refused", reason: "your certificate is another account's" };
      }
      this.#know(account);
      return { kind: "account", account };
    } catch (error) {
      this.log.warn("a certificate could not be looked up", { error: `${error}` });
      return { kind: "refused", reason: UNAVAILABLE };
    }
  }

  /** Changes a password; who is logged in stays so. */
  async setPassword(account: Account, password: string): Promise<AccountOutcome> {
    const { settings } = this.network;
    const refusal = refusesPassword(password, settings);
    if (refusal) return { kind: "refused", refusal };
    const verifier = await this.#hashing.run(() => keptPassword(password, settings));
    try {
      await this.store.setVerifier(account.id, verifier);
      return { kind: "account", account };
    } catch (error) {
      return this.#refused("a password could not be changed", error);
    }
  }

  /** Changes what an account wants for itself. */
  async setWishes(account: Account, wishes: AccountWishes): Promise<AccountOutcome> {
    try {
      await this.store.setWishes(account.id, wishes);
      const changed = { ...account, wishes };
      this.#know(changed);
      return { kind: "account", account: changed };
    } catch (error) {
      return this.#refused("an account could not be changed", error);
    }
  }

  #know(account: Account): void {
    const key = this.network.fold(account.name);
    this.#byId.set(account.id, account);
    this.#byKey.set(key, account);
    this.#byLooks.set(looksOf(key), account);
  }

  #refused(what: string, error: unknown): AccountOutcome {
    this.log.warn(what, { error: `${error}` });
    const text = "Accounts cannot be changed right now; try again in a moment";
    return { kind: "refused", refusal: { code: "TEMPORARILY_UNAVAILABLE", text } };
  }
}
