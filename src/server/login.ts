/**
 * Who is logged in to which account, and who is told when that changes.
 * https://ircv3.net/specs/extensions/account-notify, https://ircv3.net/specs/extensions/sasl-3.2
 */
import { RPL_LOGGEDIN, RPL_LOGGEDOUT } from "../irc/numerics.ts";
import { announce, tell } from "./announce.ts";
import type { EarlyContext, Services } from "./command.ts";
import { numericLine } from "./line.ts";
import { reviewOpers } from "./opers.ts";
import type { Account } from "./store.ts";
import type { User } from "./user.ts";

/** The client has shown that the account is its own. Before registration that is noted for later. */
export function logIn(context: EarlyContext, account: Account): void {
  const { session, user, reply } = context;
  // A password takes a while to check.
  if (session.closing !== undefined) return;
  if (user) return reply.during(() => logUserIn(context, user, account));
  const { registration, host } = session;
  registration.login = { id: account.id, name: account.name };
  const { nick = "*", username = "*" } = registration;
  const source = `${nick}!${username}@${host}`;
  reply.numeric(RPL_LOGGEDIN, source, account.name, welcome(account));
}

function logUserIn(services: Services, user: User, account: Account): void {
  const { network, keeper } = services;
  if (user.login?.id !== account.id) {
    announce(network, user, "account-notify", "ACCOUNT", [account.name]);
    user.login = { id: account.id, name: account.name };
    keeper.consider(user);
    for (const channel of user.channels) {
      if (channel.founder !== account.id) continue;
      const isNews = channel.members.get(user)?.set("q", true);
      if (isNews) tell(network, channel, user, "MODE", channel.name, "+q", user.nick);
    }
  }
  const { nick, source } = user;
  const text = welcome(account);
  user.send(numericLine(network.name, nick, RPL_LOGGEDIN, source, account.name, text));
}

function welcome({ name }: Account): string {
  return `You are now logged in as ${name}`;
}

/** From now on accounts that another program makes or removes are noticed. */
export function watchAccounts(services: Services): void {
  const { network, accounts, log } = services;
  accounts.store.watch(async () => {
    try {
      for (const account of await accounts.load()) forgetAccount(services, account);
      reviewOpers(network, accounts, log);
    } catch (error) {
      log.warn("accounts have changed, but could not be looked up", { error: `${error}` });
    }
  });
}

/** An account is not there any more: its people are guests, and its channels nobody's. */
function forgetAccount(services: Services, { id }: Account): void {
  const { network, keeper } = services;
  for (const user of network.users.values()) if (user.login?.id === id) logOut(services, user);
  for (const channel of network.channels.values()) {
    if (channel.founder !== id) continue;
    network.unregister(channel);
    keeper.changed(channel);
  }
}

function logOut({ network, keeper }: Services, user: User): void {
  announce(network, user, "account-notify", "ACCOUNT", ["*"]);
  user.login = undefined;
  keeper.consider(user);
  user.send(numericLine(network.name, user.nick, RPL_LOGGEDOUT, user.source));
  if (user.sessions.length === 0) network.removeUser(user, "The account was removed");
}
