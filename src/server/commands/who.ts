/** WHO: users, a line each. https://modern.ircdocs.horse/#who-message, https://ircv3.net/specs/extensions/whox */
import { looksLikeChannel, matchesMask } from "../../irc/names.ts";
import { ERR_NEEDMOREPARAMS, RPL_ENDOFWHO } from "../../irc/numerics.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../command.ts";
import type { User } from "../user.ts";
import { answer, answerExtended, type Extended, type Found } from "./who_answer.ts";

export function who(context: Context, mask: string, options = ""): void {
  const { reply } = context;
  if (mask === "") return reply.numeric(ERR_NEEDMOREPARAMS, "WHO");
  const { opersOnly, extended } = parseOptions(options);
  for (const found of find(context, mask)) {
    if (opersOnly && !found.user.modes.has("o")) continue;
    if (extended) answerExtended(context, found, extended);
    else answer(context, found);
  }
  reply.numeric(RPL_ENDOFWHO, mask);
}

/** `o` is for operators only; after `%` stand WHOX's letters and, after a comma, its token. */
function parseOptions(options: string): { opersOnly: boolean; extended: Extended | undefined } {
  const percent = options.indexOf("%");
  if (percent < 0) return { opersOnly: options === "o", extended: undefined };
  const [letters = "", token = ""] = options.slice(percent + 1).split(",");
  return {
    opersOnly: options.slice(0, percent).includes("o"),
    extended: { letters, token: /^[0-9]{1,3}$/.test(token) ? token : "0" },
  };
}

/** The users whom a mask means: a channel's members, those whom wildcards fit, or one by nick. */
function* find(context: Context, mask: string): Iterable<Found> {
  const { network } = context;
  if (looksLikeChannel(mask)) {
    const channel = network.channel(mask);
    if (channel) yield* members(context, channel);
  } else if (mask === "0" || /[*?]/.test(mask)) {
    yield* fitting(context, mask === "0" ? "*" : mask);
  } else {
    const user = network.user(mask);
    if (user) yield { user, channel: undefined };
  }
}

function* members({ user: asker }: Context, channel: Channel): Iterable<Found> {
  const seesAll = channel.members.has(asker) || asker.modes.has("o");
  if (channel.flags.has("s") && !seesAll) return;
  for (const user of channel.members.keys()) {
    if (seesAll || !user.modes.has("i")) yield { user, channel };
  }
}

function* fitting({ network, user: asker }: Context, mask: string): Iterable<Found> {
  const folded = network.fold(mask);
  const fits = (text: string) => matchesMask(network.fold(text), folded);
  for (const user of network.users.values()) {
    const { nick, username, host, realname } = user;
    const isMeant = mask === "*" || fits(nick) || fits(username) || fits(host) || fits(realname);
    if (isMeant && isVisible(user, asker)) yield { user, channel: undefined };
  }
}

/** Invisible users are seen by those who share a channel with them; by their exact nick, by everybody. */
function isVisible(user: User, asker: User): boolean {
  return !user.modes.has("i") || user === asker || asker.modes.has("o") ||
    user.sharesChannelWith(asker);
}
