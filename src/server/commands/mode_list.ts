/**
 * A channel's lists of masks: bans, exceptions to them, and exceptions to +i.
 * https://modern.ircdocs.horse/#ban-channel-mode
 */
import { completeListed } from "../../irc/extban.ts";
import type { ListMode, ModeChange } from "../../irc/modes.ts";
import {
  ERR_BANLISTFULL,
  ERR_INVALIDMODEPARAM,
  ERR_NOTONCHANNEL,
  RPL_BANLIST,
  RPL_ENDOFBANLIST,
  RPL_ENDOFEXCEPTLIST,
  RPL_ENDOFINVEXLIST,
  RPL_EXCEPTLIST,
  RPL_INVEXLIST,
} from "../../irc/numerics.ts";
import { byteLength } from "../../irc/text.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../command.ts";
import { limitMet } from "../limit_log.ts";
import type { Outcome } from "./channel_mode.ts";

/** Bytes of a mask. */
const MASKLEN = 150;

const NUMERICS = {
  b: { entry: RPL_BANLIST, end: RPL_ENDOFBANLIST },
  e: { entry: RPL_EXCEPTLIST, end: RPL_ENDOFEXCEPTLIST },
  I: { entry: RPL_INVEXLIST, end: RPL_ENDOFINVEXLIST },
};

export function showList({ user, reply }: Context, channel: Channel, list: ListMode): void {
  if (channel.isHiddenFrom(user)) return reply.numeric(ERR_NOTONCHANNEL, channel.name);
  const { entry, end } = NUMERICS[list];
  for (const { mask, setBy, setAt } of channel.lists[list].values()) {
    reply.numeric(entry, channel.name, mask, setBy, Math.floor(setAt / 1000));
  }
  reply.numeric(end, channel.name);
}

export function changeList(
  context: Context,
  channel: Channel,
  list: ListMode,
  { sign, param = "" }: ModeChange,
): Outcome {
  const { network, user, reply } = context;
  if (!channel.isAtLeast(user, "h")) return "forbidden";
  if (!/^[^\s:]\S*$/.test(param) || byteLength(param) > MASKLEN) {
    const problem = `A mask is one word of at most ${MASKLEN} bytes, such as nick!user@host`;
    return void reply.numeric(ERR_INVALIDMODEPARAM, channel.name, list, param, problem);
  }
  const masks = channel.lists[list];
  const key = channel.maskKey(param);
  const known = masks.get(key);
  if (sign === "-") {
    masks.delete(key);
    return known && { sign, letter: list, param: known.mask };
  }
  if (known) return undefined;
  if (masks.size >= network.settings.limits.listModes) {
    limitMet(context, "listModes", `The list +${list} of ${channel.name} is full`);
    return void reply.numeric(ERR_BANLISTFULL, channel.name, list);
  }
  const mask = completeListed(param);
  masks.set(key, { mask, setBy: user.source, setAt: network.clock.now() });
  return { sign, letter: list, param: mask };
}
