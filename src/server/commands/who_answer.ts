/** One user as WHO shows them: in a line that is always alike, or with the fields that WHOX asked for. */
import { RPL_WHOREPLY, RPL_WHOSPCRPL } from "../../irc/numerics.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../command.ts";
import type { User } from "../user.ts";

/** A user who was asked for; with the channel, if that is how they were found. */
export interface Found {
  readonly user: User;
  readonly channel: Channel | undefined;
}

/** What WHOX asks for: letters of fields, and a token of up to three digits that answers repeat. */
export interface Extended {
  readonly letters: string;
  readonly token: string;
}

/** https://modern.ircdocs.horse/#rplwhoreply-352 */
export function answer(context: Context, found: Found): void {
  const { network, reply } = context;
  const { user, channel } = found;
  reply.numeric(
    RPL_WHOREPLY,
    channel?.name ?? "*",
    user.username,
    user.host,
    network.name,
    user.nick,
    flags(context, found),
    `0 ${user.realname}`,
  );
}

/** https://ircv3.net/specs/extensions/whox#rpl_whospcrpl-354-numeric-reply */
export function answerExtended(context: Context, found: Found, asked: Extended): void {
  const { letters, token } = asked;
  const fields = letters.includes("t") ? [token] : [];
  for (const [letter, field] of FIELDS) {
    if (letters.includes(letter)) fields.push(field(found, context));
  }
  context.reply.numeric(RPL_WHOSPCRPL, ...fields);
}

/** WHOX's fields by letter, in the order in which answers have them, whatever the order of the letters. */
const FIELDS: readonly (readonly [string, (found: Found, context: Context) => string])[] = [
  ["c", ({ channel }) => channel?.name ?? "*"],
  ["u", ({ user }) => user.username],
  ["i", ({ user }, { user: asker }) => user.addressFor(asker) ?? "255.255.255.255"],
  ["h", ({ user }) => user.host],
  ["s", (_, { network }) => network.name],
  ["n", ({ user }) => user.nick],
  ["f", (found, context) => flags(context, found)],
  // How many servers away, and how high an op: there is one server, and ops are all alike.
  ["d", () => "0"],
  ["l", ({ user }, { network }) => `${user.secondsIdle(network.clock.now())}`],
  ["a", ({ user }) => user.account ?? "0"],
  ["o", () => "n/a"],
  ["r", ({ user }) => user.realname],
];

/** Here or gone, operator, bot, and what they are in the channel: `H*B@`. */
function flags({ session }: Context, { user, channel }: Found): string {
  const prefixes = channel?.members.get(user)?.prefixes ?? "";
  return (user.away === undefined ? "H" : "G") + (user.modes.has("o") ? "*" : "") +
    (user.modes.has("B") ? "B" : "") +
    (session.has("multi-prefix") ? prefixes : prefixes.slice(0, 1));
}
