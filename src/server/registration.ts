/**
 * From a connection to a user: runs when everything needed has been said, in whatever order.
 * https://modern.ircdocs.horse/#connection-registration
 */
import { isupportLines } from "../irc/isupport.ts";
import { CHANNEL_FLAGS, LIST_MODES, MEMBER_MODES, USER_MODES } from "../irc/modes.ts";
import {
  ERR_NICKNAMEINUSE,
  ERR_PASSWDMISMATCH,
  RPL_CREATED,
  RPL_ISUPPORT,
  RPL_MYINFO,
  RPL_WELCOME,
  RPL_YOURHOST,
} from "../irc/numerics.ts";
import type { Context, EarlyContext } from "./command.ts";
import { join } from "./commands/join.ts";
import { lusers } from "./commands/lusers.ts";
import { motd } from "./commands/motd.ts";
import { isupport } from "./isupport.ts";
import { errorLine } from "./network.ts";
import { User } from "./user.ts";
import { VERSION } from "./version.ts";

/** Makes the session's user, if nothing is missing, and welcomes them. */
export function register(context: EarlyContext): void | Promise<void> {
  const { network, session, reply } = context;
  const { nick, username, realname, password, negotiating } = session.registration;
  if (session.user || negotiating) return;
  if (nick === undefined || username === undefined || realname === undefined) return;
  if (network.settings.server.password !== null && network.settings.server.password !== password) {
    reply.numeric(ERR_PASSWDMISMATCH);
    const last = errorLine("The server password is missing or wrong");
    return session.close("bad password", last);
  }
  if (network.user(nick)) {
    // Somebody else took the nick since NICK was accepted.
    session.registration.nick = undefined;
    return reply.numeric(ERR_NICKNAMEINUSE, nick);
  }
  const { address } = session.origin;
  const host = address.startsWith(":") ? `0${address}` : address;
  const user = new User(nick, username, host, realname, network.clock.now(), network.ids.guest());
  session.user = user;
  user.sessions.add(session);
  network.addUser(user);
  return welcome({ ...context, user });
}

function welcome(context: Context): void | Promise<void> {
  const { network, user, reply } = context;
  const { name, network: networkName } = network.settings.server;
  reply.numeric(RPL_WELCOME, `Welcome to the ${networkName} network, ${user.source}`);
  reply.numeric(RPL_YOURHOST, `Your host is ${name}, running version ${VERSION}`);
  reply.numeric(
    RPL_CREATED,
    `This server was started ${new Date(network.startedAt).toUTCString()}`,
  );
  const channelModes = [...LIST_MODES, "k", "l", ...CHANNEL_FLAGS, ...MEMBER_MODES].sort().join("");
  const withParams = [...LIST_MODES, "k", "l", ...MEMBER_MODES].sort().join("");
  reply.numeric(RPL_MYINFO, name, VERSION, USER_MODES.join(""), channelModes, withParams);
  for (const tokens of isupportLines(isupport(network.settings))) {
    reply.numeric(RPL_ISUPPORT, ...tokens);
  }
  lusers(context);
  motd(context);
  const { autoJoin } = network.settings.channels;
  if (autoJoin.length > 0) return join(context, autoJoin.join(","));
}
