/** The server's side of the SASL mechanisms: what a client says, and what is answered. */
import { type MechanismName, MECHANISMS, parsePlain, Pieces } from "../irc/sasl.ts";
import { type ClientFirst, parseClientFirst, serverFinal, serverFirst } from "../irc/scram.ts";
import type { Verifier } from "../irc/scram.ts";
import { type Accounts, WRONG_PASSWORD } from "./accounts.ts";
import type { Origin, Session } from "./session.ts";
import type { Account } from "./store.ts";

/** What follows from a client's response. */
export type Step =
  | { readonly kind: "challenge"; readonly text: string }
  | { readonly kind: "account"; readonly account: Account }
  | { readonly kind: "refused"; readonly reason: string };

/** One try to log in. */
export interface Exchange {
  /** Puts the pieces of the client's responses together. */
  readonly pieces: Pieces;
  /** Takes a whole response. Not called again after anything but a challenge. */
  respond(response: string): Promise<Step>;
}

/** The mechanisms that a client may log in with. */
export function mechanismsFor({ origin }: Session): readonly MechanismName[] {
  return origin.certificate?.() === undefined ? MECHANISMS : [...MECHANISMS, "EXTERNAL"];
}

/** Starts an exchange; `origin` is where the client connects from. */
export function startExchange(
  mechanism: MechanismName,
  accounts: Accounts,
  { address, certificate }: Origin,
): Exchange {
  switch (mechanism) {
    case "PLAIN":
      return new PlainExchange(accounts, address);
    case "SCRAM-SHA-256":
      return new ScramExchange(accounts, address);
    case "EXTERNAL":
      return new ExternalExchange(accounts, certificate?.());
  }
}

const MALFORMED: Step = { kind: "refused", reason: "what your client sent is malformed" };

/** https://www.rfc-editor.org/rfc/rfc4616 */
class PlainExchange implements Exchange {
  readonly pieces = new Pieces();

  constructor(readonly accounts: Accounts, readonly address: string) {}

  async respond(response: string): Promise<Step> {
    const login = parsePlain(response);
    if (!login) return MALFORMED;
    return await this.accounts.checkPassword(login.username, login.password, this.address);
  }
}

/**
 * The certificate says who it is; that the client has its key, the handshake has shown. The response is
 * the name that it wants, or nothing. https://www.rfc-editor.org/rfc/rfc4422#appendix-A
 */
class ExternalExchange implements Exchange {
  readonly pieces = new Pieces();

  constructor(readonly accounts: Accounts, readonly certificate: string | undefined) {}

  async respond(response: string): Promise<Step> {
    return await this.accounts.checkCertificate(this.certificate, response);
  }
}

/** How far a SCRAM exchange has come. */
type Progress =
  | { readonly kind: "start" }
  | {
    readonly kind: "challenged";
    readonly first: ClientFirst;
    readonly challenge: string;
    readonly verifier: Verifier;
    readonly account: Account | undefined;
  }
  | { readonly kind: "proven"; readonly account: Account };

/** https://www.rfc-editor.org/rfc/rfc7677 */
class ScramExchange implements Exchange {
  readonly pieces = new Pieces();
  #progress: Progress = { kind: "start" };

  constructor(readonly accounts: Accounts, readonly address: string) {}

  async respond(response: string): Promise<Step> {
    const progress = this.#progress;
    switch (progress.kind) {
      case "start":
        return await this.#challenge(response);
      case "challenged": {
        const { first, challenge, verifier, account } = progress;
        const proof = serverFinal(first, challenge, verifier, response);
        if (proof === undefined || !account) return { kind: "refused", reason: WRONG_PASSWORD };
        this.accounts.succeeded(this.address, account.name);
        this.#progress = { kind: "proven", account };
        return { kind: "challenge", text: proof };
      }
      case "proven":
        // The client has checked that this server knows its verifier, and has nothing more to say.
        return response === "" ? { kind: "account", account: progress.account } : MALFORMED;
    }
  }

  async #challenge(response: string): Promise<Step> {
    const first = parseClientFirst(response);
    if (!first) return MALFORMED;
    const found = await this.accounts.verifierOf(first.username, this.address);
    if (found.kind === "refused") return found;
    const { verifier, account } = found;
    const challenge = serverFirst(first, crypto.randomUUID(), verifier);
    this.#progress = { kind: "challenged", first, challenge, verifier, account };
    return { kind: "challenge", text: challenge };
  }
}
