/**
 * The modes of a channel's members: founder, admin, op, half-op, voice.
 * https://modern.ircdocs.horse/#channel-membership-prefixes
 */
import type { MemberMode, ModeChange } from "../../irc/modes.ts";
import { ERR_INVALIDMODEPARAM, ERR_NOSUCHNICK, ERR_USERNOTINCHANNEL } from "../../irc/numerics.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../command.ts";
import type { Outcome } from "./channel_mode.ts";

/** What one must at least be to give each mode, or to take it from somebody else. */
const GIVEN_BY: Readonly<Record<MemberMode, MemberMode>> = {
  q: "q",
  a: "q",
  o: "o",
  h: "o",
  v: "h",
};

export function changeMemberMode(
  { network, user, reply }: Context,
  channel: Channel,
  mode: MemberMode,
  { sign, param = "" }: ModeChange,
): Outcome {
  const giver = channel.members.get(user);
  const target = network.user(param);
  const givesUpOwn = sign === "-" && target === user;
  if (!giver || !(givesUpOwn || giver.isAtLeast(GIVEN_BY[mode]))) return "forbidden";
  if (param === "") {
    const problem = `Say whose mode that is: MODE ${channel.name} ${sign}${mode} <nick>`;
    return void reply.numeric(ERR_INVALIDMODEPARAM, channel.name, mode, "*", problem);
  }
  if (!target) return void reply.numeric(ERR_NOSUCHNICK, param);
  const member = channel.members.get(target);
  if (!member) return void reply.numeric(ERR_USERNOTINCHANNEL, target.nick, channel.name);
  if (sign === "-" && member.outranks(giver)) return "forbidden";
  return member.set(mode, sign === "+") ? { sign, letter: mode, param: target.nick } : undefined;
}
