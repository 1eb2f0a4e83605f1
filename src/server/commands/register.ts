/**
 * REGISTER and VERIFY: how somebody gets an account. It is called like the nick.
 * https://ircv3.net/specs/extensions/account-registration
 */
import type { EarlyContext } from "../command.ts";
import { hasOpenRegistration, mayRegisterEarly } from "../capabilities.ts";
import { looksLikeInvitation } from "../invitations.ts";
import { logIn } from "../login.ts";

export async function register(
  context: EarlyContext,
  wanted: string,
  email: string,
  password: string,
  code?: string,
): Promise<void> {
  const { network, session, user, accounts, reply } = context;
  const { settings } = network;
  const refuse = (code: string, text: string) => reply.fail("REGISTER", code, wanted, text);
  if (!hasOpenRegistration(settings)) {
    return refuse(
      "TEMPORARILY_UNAVAILABLE",
      "Accounts are made by the operator of this server only",
    );
  }
  if (!user && !mayRegisterEarly(settings)) {
    return refuse("COMPLETE_CONNECTION_REQUIRED", "Finish connecting, then register");
  }
  const nick = user?.nick ?? session.registration.nick;
  if (nick === undefined) return refuse("NEED_NICK", "Choose a nick with NICK, then register");
  if (session.login) {
    return refuse("ALREADY_AUTHENTICATED", `You are logged in as ${session.login.name} already`);
  }
  const name = wanted === "*" ? nick : wanted;
  if (network.fold(name) !== network.fold(nick)) {
    return refuse(
      "ACCOUNT_NAME_MUST_BE_NICK",
      `An account is called like the nick, ${nick}; use *`,
    );
  }
  const holder = network.user(nick);
  if (holder && holder !== user) {
    return refuse("ACCOUNT_EXISTS", `Somebody else is using the nick ${nick}; choose another one`);
  }
  // Clients that know nothing of codes have a field for an address.
  const isCode = looksLikeInvitation(email);
  const address = isCode || email === "*" ? undefined : email;
  const outcome = await accounts.create(name, password, address, isCode ? email : code);
  if (outcome.kind === "refused") return refuse(outcome.refusal.code, outcome.refusal.text);
  reply.line("REGISTER", "SUCCESS", outcome.account.name, "Your account is registered");
  logIn(context, outcome.account);
}

/** No account is waiting to be verified, so that no code is the right one. */
export function verify({ reply }: EarlyContext, account: string): void {
  const text = "Accounts need no verification here; log in with your password";
  reply.fail("VERIFY", "INVALID_CODE", account, text);
}
