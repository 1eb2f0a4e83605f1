/** WHOIS: what is known of a user. https://modern.ircdocs.horse/#whois-message */
import { packWords } from "../../irc/text.ts";
import {
  ERR_NONICKNAMEGIVEN,
  ERR_NOSUCHNICK,
  ERR_NOSUCHSERVER,
  type Numeric,
  RPL_AWAY,
  RPL_ENDOFWHOIS,
  RPL_WHOISACCOUNT,
  RPL_WHOISACTUALLY,
  RPL_WHOISBOT,
  RPL_WHOISCHANNELS,
  RPL_WHOISIDLE,
  RPL_WHOISKEYVALUE,
  RPL_WHOISMODES,
  RPL_WHOISOPERATOR,
  RPL_WHOISREGNICK,
  RPL_WHOISSECURE,
  RPL_WHOISSERVER,
  RPL_WHOISUSER,
} from "../../irc/numerics.ts";
import type { Context } from "../command.ts";
import { LIST_BYTES } from "../monitor.ts";
import type { User } from "../user.ts";
import { isThisServer } from "./version.ts";

/** What comes after the nick in each line about one fact; no line where it is not so. */
type Fact = (about: User, context: Context) => readonly (readonly (string | number)[])[];

/** A line without anything more than the numeric's own text, or none. */
const only = (isSo: boolean) => isSo ? [[]] : [];

/** The facts, in the order in which they are told. */
const FACTS: readonly (readonly [Numeric, Fact])[] = [
  [RPL_WHOISUSER, ({ username, host, realname }) => [[username, host, "*", realname]]],
  [RPL_WHOISREGNICK, ownNick],
  [RPL_WHOISCHANNELS, channels],
  [RPL_WHOISSERVER, (_, { network }) => [[network.name, network.settings.server.description]]],
  [RPL_WHOISOPERATOR, ({ modes, oper }) => modes.has("o") && oper ? [[oper.title]] : []],
  [RPL_AWAY, ({ away }) => away === undefined ? [] : [[away]]],
  [RPL_WHOISBOT, ({ modes }) => only(modes.has("B"))],
  [RPL_WHOISACCOUNT, ({ account }) => account === undefined ? [] : [[account]]],
  [RPL_WHOISACTUALLY, actually],
  [RPL_WHOISMODES, modes],
  [RPL_WHOISSECURE, ({ isSecure }) => only(isSecure)],
  [RPL_WHOISIDLE, (about, { network }) => [[
    about.secondsIdle(network.clock.now()),
    Math.floor(about.signon / 1000),
  ]]],
  [RPL_WHOISKEYVALUE, ({ metadata }) => [...metadata].map(([key, value]) => [key, "*", value])],
];

export function whois(context: Context, ...params: string[]): void {
  const { network, reply } = context;
  // With two parameters the first one says which server to ask.
  const [server, nick = server ?? ""] = params;
  if (nick === "") return reply.numeric(ERR_NONICKNAMEGIVEN);
  if (params.length > 1 && !isThisServer(context, server)) {
    return reply.numeric(ERR_NOSUCHSERVER, server ?? "");
  }
  const about = network.user(nick);
  if (!about) reply.numeric(ERR_NOSUCHNICK, nick);
  else {
    for (const [numeric, fact] of FACTS) {
      for (const params of fact(about, context)) reply.numeric(numeric, about.nick, ...params);
    }
  }
  reply.numeric(RPL_ENDOFWHOIS, about?.nick ?? nick);
}

function ownNick({ account, nick }: User, { network: { fold } }: Context) {
  return only(account !== undefined && fold(account) === fold(nick));
}

/** Secret channels, and all of an invisible user, are known to those who are there too. */
function channels(about: User, { session, user }: Context): string[][] {
  const names: string[] = [];
  for (const channel of about.channels) {
    const isPublic = !channel.flags.has("s") && !about.modes.has("i");
    const isSeen = isPublic || about === user || user.modes.has("o") || channel.members.has(user);
    const prefixes = channel.members.get(about)?.prefixes ?? "";
    const shown = session.has("multi-prefix") ? prefixes : prefixes.slice(0, 1);
    if (isSeen) names.push(`${shown}${channel.name}`);
  }
  return packWords(names, LIST_BYTES).map((some) => [some]);
}

function actually(about: User, { user }: Context): string[][] {
  const address = about.addressFor(user);
  return address === undefined ? [] : [[`${about.username}@${address}`, address]];
}

/** Modes are between a user and the server. */
function modes(about: User, { user }: Context): string[][] {
  if (about !== user && !user.may("addresses")) return [];
  return [[`is using modes +${[...about.modes].sort().join("")}`]];
}
