/** A channel's modes. https://modern.ircdocs.horse/#channel-modes */
import {
  channelModeTakesParam,
  isChannelFlag,
  isListMode,
  isMemberMode,
  type ModeChange,
  packModeChanges,
  parseModeChanges,
} from "../../irc/modes.ts";
import { byteLength } from "../../irc/text.ts";
import {
  ERR_CHANOPRIVSNEEDED,
  ERR_INVALIDMODEPARAM,
  ERR_NOTONCHANNEL,
  ERR_UNKNOWNMODE,
  RPL_CHANNELMODEIS,
  RPL_CREATIONTIME,
} from "../../irc/numerics.ts";
import { tell } from "../announce.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../command.ts";
import { KEYLEN } from "../isupport.ts";
import { changeMemberMode } from "./member_mode.ts";
import { changeList, showList } from "./mode_list.ts";

/** What became of a change: as it is to be told, not this user's to make, or that nothing changed. */
export type Outcome = ModeChange | "forbidden" | undefined;

export function showChannelModes({ user, reply }: Context, channel: Channel): void {
  if (channel.isHiddenFrom(user)) return reply.numeric(ERR_NOTONCHANNEL, channel.name);
  reply.numeric(RPL_CHANNELMODEIS, channel.name, ...channel.modeParams(user));
  reply.numeric(RPL_CREATIONTIME, channel.name, Math.floor(channel.createdAt / 1000));
}

/** Carries out a line of changes, one after the other, and tells those that changed something. */
export function changeChannelModes(context: Context, channel: Channel, params: string[]): void {
  const { network, user, reply } = context;
  const wanted = parseModeChanges(params, channelModeTakesParam);
  for (const list of new Set(wanted.filter(isQuestion).map(({ letter }) => letter))) {
    if (isListMode(list)) showList(context, channel, list);
  }
  const changes = wanted.filter((change) => !isQuestion(change));
  if (changes.length === 0) return;
  if (!channel.members.has(user)) return reply.numeric(ERR_NOTONCHANNEL, channel.name);
  const unknown = changes.map(({ letter }) => letter)
    .filter((letter) => !isChannelMode(context, letter));
  for (const letter of new Set(unknown)) reply.numeric(ERR_UNKNOWNMODE, letter);
  const outcomes = changes.map((change) => changeMode(context, channel, change));
  if (outcomes.includes("forbidden")) reply.numeric(ERR_CHANOPRIVSNEEDED, channel.name);
  const done = outcomes.filter((outcome) => outcome !== undefined && outcome !== "forbidden");
  const room = network.settings.limits.line -
    byteLength(`:${user.source} MODE ${channel.name} \r\n`);
  for (const line of packModeChanges(done, room)) {
    tell(network, channel, user, "MODE", channel.name, ...line);
  }
}

/** A list without a mask is no change: it is shown, and shown once however often it is named. */
function isQuestion({ letter, param }: ModeChange): boolean {
  return isListMode(letter) && param === undefined;
}

function isChannelMode({ network }: Context, letter: string): boolean {
  if (letter === "E") return network.settings.features.roleplay;
  return letter === "k" || letter === "l" || isListMode(letter) || isMemberMode(letter) ||
    isChannelFlag(letter);
}

function changeMode(context: Context, channel: Channel, change: ModeChange): Outcome {
  const { letter, sign } = change;
  if (!isChannelMode(context, letter)) return undefined;
  if (isMemberMode(letter)) return changeMemberMode(context, channel, letter, change);
  if (isListMode(letter)) return changeList(context, channel, letter, change);
  if (!channel.isAtLeast(context.user, "o")) return "forbidden";
  if (letter === "k") return changeKey(context, channel, change);
  if (letter === "l") return changeLimit(context, channel, change);
  return isChannelFlag(letter) && channel.setFlag(letter, sign === "+") ? change : undefined;
}

/** https://modern.ircdocs.horse/#key-channel-mode */
function changeKey(
  { reply }: Context,
  channel: Channel,
  { sign, param = "" }: ModeChange,
): Outcome {
  if (sign === "-") {
    if (channel.password === undefined) return undefined;
    channel.password = undefined;
    return { sign, letter: "k", param: "*" };
  }
  // With anything else in it, nobody could give it to JOIN.
  const isKey = /^[^\s:,][^\s,]*$/.test(param) && byteLength(param) <= KEYLEN;
  if (!isKey) {
    const problem = `A key is one word of at most ${KEYLEN} bytes, without commas`;
    return void reply.numeric(ERR_INVALIDMODEPARAM, channel.name, "k", "*", problem);
  }
  if (param === channel.password) return undefined;
  channel.password = param;
  return { sign, letter: "k", param };
}

/** https://modern.ircdocs.horse/#client-limit-channel-mode */
function changeLimit(
  { reply }: Context,
  channel: Channel,
  { sign, param = "" }: ModeChange,
): Outcome {
  if (sign === "-") {
    if (channel.memberLimit === undefined) return undefined;
    channel.memberLimit = undefined;
    return { sign, letter: "l", param: undefined };
  }
  if (!/^[1-9]\d{0,8}$/.test(param)) {
    const problem = "A limit is a whole number of members, 1 or more";
    return void reply.numeric(ERR_INVALIDMODEPARAM, channel.name, "l", param, problem);
  }
  const limit = Number(param);
  if (limit === channel.memberLimit) return undefined;
  channel.memberLimit = limit;
  return { sign, letter: "l", param };
}
