/**
 * LIST: which channels there are. Conditions narrow it: `mask`, `!mask`, `>n` and `<n` (members), `C>n` and
 * `C<n` (made more, less than n minutes ago), `T>n` and `T<n` (topic set then). Of several masks one must
 * fit, of all else everything.
 * https://modern.ircdocs.horse/#list-message, https://modern.ircdocs.horse/#elist-parameter
 */
import { matchesMask } from "../../irc/names.ts";
import { RPL_LIST, RPL_LISTEND, RPL_LISTSTART } from "../../irc/numerics.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../command.ts";
import type { Network } from "../network.ts";

type Condition = (channel: Channel) => boolean;

const MINUTE = 60_000;

export function list({ network, user, reply }: Context, ...params: string[]): void {
  const words = params.flatMap((param) => param.split(",")).filter((word) => word !== "");
  const conditions = words.flatMap((word) => condition(network, word) ?? []);
  const masks = words.filter((word) => !condition(network, word));
  reply.numeric(RPL_LISTSTART, "Channel");
  for (const channel of candidates(network, masks)) {
    if (channel.isHiddenFrom(user) || !conditions.every((fits) => fits(channel))) continue;
    reply.numeric(RPL_LIST, channel.name, channel.members.size, channel.topic?.text ?? "");
  }
  reply.numeric(RPL_LISTEND);
}

/** Plain names are looked up, so that asking for one channel does not go through all of them. */
function candidates(network: Network, masks: readonly string[]): Iterable<Channel> {
  if (masks.length === 0) return network.channels.values();
  if (masks.every((mask) => !/[*?]/.test(mask))) {
    return new Set(masks.flatMap((name) => network.channel(name) ?? []));
  }
  const folded = masks.map(network.fold);
  return [...network.channels.values()].filter((channel) =>
    folded.some((mask) => matchesMask(channel.key, mask))
  );
}

/** `undefined` for what is no condition, but a name or a mask. */
function condition({ clock, fold }: Network, word: string): Condition | undefined {
  if (word.startsWith("!")) {
    const mask = fold(word.slice(1));
    return (channel) => !matchesMask(channel.key, mask);
  }
  const [, what, sign, digits] = /^([CT]?)([<>])(\d+)$/i.exec(word) ?? [];
  if (what === undefined) return undefined;
  const limit = Number(digits);
  const holds = (value: number) => sign === ">" ? value > limit : value < limit;
  const minutesSince = (time: number) => (clock.now() - time) / MINUTE;
  switch (what.toUpperCase()) {
    case "C":
      return ({ createdAt }) => holds(minutesSince(createdAt));
    case "T":
      return ({ topic }) => topic !== undefined && holds(minutesSince(topic.setAt));
    default:
      return ({ members }) => holds(members.size);
  }
}
