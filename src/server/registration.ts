/**
 * From a connection to a user: runs when everything needed has been said, in whatever order.
 * https://modern.ircdocs.horse/#connection-registration
 */
import { channelFlags, isUserMode, LIST_MODES, MEMBER_MODES, USER_MODES } from "../irc/modes.ts";
import {
  ERR_PASSWDMISMATCH,
  ERR_YOUREBANNEDCREEP,
  RPL_CREATED,
  RPL_MYINFO,
  RPL_WELCOME,
  RPL_YOURHOST,
} from "../irc/numerics.ts";
import { bannedBy } from "./bans.ts";
import type { Context, EarlyContext } from "./command.ts";
import { abort } from "./commands/authenticate.ts";
import { isupport } from "./commands/isupport.ts";
import { join, showChannels } from "./commands/join.ts";
import { lusers } from "./commands/lusers.ts";
import { metadata } from "./commands/metadata.ts";
import { motd } from "./commands/motd.ts";
import { refusesNick } from "./commands/nick.ts";
import { replayMissed } from "./commands/replay.ts";
import { showUserModes } from "./commands/user_mode.ts";
import { changeMetadata } from "./metadata.ts";
import { errorLine } from "./network.ts";
import type { Session } from "./session.ts";
import { User } from "./user.ts";
import { VERSION } from "./version.ts";

/** Makes the session's user, if nothing is missing, and welcomes them. */
export function register(context: EarlyContext): void | Promise<void> {
  const { session, lookups, reply } = context;
  if (!isReady(session)) return;
  const lookup = lookups.of(session);
  if (!lookup) return admit(context);
  return lookup.then(() =>
    session.closing === undefined ? reply.during(() => admit(context)) : undefined
  );
}

function isReady({ user, registration }: Session): boolean {
  const { nick, username, realname, negotiating } = registration;
  return !user && !negotiating && nick !== undefined && username !== undefined &&
    realname !== undefined;
}

function admit(context: EarlyContext): void | Promise<void> {
  const { network, session, keeper, bans, reply } = context;
  const { nick, username, realname, password } = session.registration;
  if (nick === undefined || username === undefined || realname === undefined) return;
  if (network.settings.server.password !== null && network.settings.server.password !== password) {
    reply.numeric(ERR_PASSWDMISMATCH);
    const text = "The server password is missing or wrong";
    return turnAway(context, "bad password", "server.password", text);
  }
  if (session.sasl) abort(context);
  if (session.origin.accountRequired && !session.login) {
    const text = "You have to log in to an account here, with SASL";
    reply.fail("*", "ACCOUNT_REQUIRED", text);
    return turnAway(context, "no account", "listeners[].accountRequired", text);
  }
  const ban = bans.ofPerson(username, session.hosts);
  if (ban) {
    reply.numeric(ERR_YOUREBANNEDCREEP, bannedBy(ban));
    return turnAway(context, "banned", "a ban", bannedBy(ban));
  }
  const known = knownUser(context, nick);
  if (known) return attach(context, known);
  if (refusesNick(context, nick)) {
    session.registration.nick = undefined;
    return;
  }
  const { host } = session;
  const user = new User(nick, username, host, realname, network.clock.now(), network.ids.guest());
  bring(context, user);
  network.addUser(user);
  network.addSession(user, session);
  keeper.consider(user);
  const here = { ...context, user };
  welcome(here);
  return arrive(here);
}

/** `limit`: the setting that says so. */
function turnAway(
  { session, limits }: EarlyContext,
  reason: string,
  limit: string,
  text: string,
): void {
  const { address } = session.origin;
  limits.met({ what: "a connection was refused", limit, reason: text, address });
  session.close(reason, errorLine(text));
}

async function arrive(context: Context): Promise<void> {
  const { autoJoin } = context.network.settings.channels;
  if (autoJoin.length > 0) await join(context, autoJoin.join(","));
  await replayMissed(context);
}

/** The user whom this client may speak for, because both are logged in to the same account. */
function knownUser(context: EarlyContext, nick: string): User | undefined {
  const { network, session, accounts, keeper } = context;
  const { login } = session.registration;
  if (!login) return undefined;
  // Whoever stays while no client is connected is found there, whatever nick the client asks for.
  const known = keeper.userOf(login) ?? network.user(nick);
  if (known?.login?.id !== login.id) return undefined;
  return known.sessions.length === 0 || accounts.isMultiClient(login) ? known : undefined;
}

/** Another client speaks for a user who is here already: it is told what the others know. */
async function attach(context: EarlyContext, user: User): Promise<void> {
  const { network, session } = context;
  const { away, metadata } = session.registration;
  const isBack = user.sessions.length === 0;
  if (away !== "" && isBack) user.away = away;
  network.addSession(user, session);
  for (const entry of metadata) changeMetadata(network, user, entry, session);
  const here = { ...context, user };
  welcome(here);
  await showChannels(here);
  if (isBack) await replayMissed(here);
}

/** What a new user has from the start: default modes, and what the client said before. */
function bring({ network, session: { registration } }: EarlyContext, user: User): void {
  user.login = registration.login;
  for (const letter of network.settings.accounts.defaultUserModes) {
    if (isUserMode(letter) && letter !== "o") user.modes.add(letter);
  }
  if (registration.away !== "") user.away = registration.away;
  for (const [key, value] of registration.metadata) user.metadata.set(key, value);
}

function welcome(context: Context): void {
  const { network, session, user, reply } = context;
  const { name, network: networkName } = network.settings.server;
  reply.numeric(RPL_WELCOME, `Welcome to the ${networkName} network, ${user.source}`);
  reply.numeric(RPL_YOURHOST, `Your host is ${name}, running version ${VERSION}`);
  reply.numeric(
    RPL_CREATED,
    `This server was started ${new Date(network.startedAt).toUTCString()}`,
  );
  const flags = channelFlags(network.settings.features.roleplay);
  const channelModes = [...LIST_MODES, "k", "l", ...flags, ...MEMBER_MODES].sort().join("");
  const withParams = [...LIST_MODES, "k", "l", ...MEMBER_MODES].sort().join("");
  reply.numeric(RPL_MYINFO, name, VERSION, USER_MODES.join(""), channelModes, withParams);
  isupport(context);
  if (session.readsMetadata) metadata(context, "*", "LIST");
  lusers(context);
  motd(context);
  if (user.modes.size > 0) showUserModes(context);
}
