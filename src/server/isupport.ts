/** What the server tells of itself in RPL_ISUPPORT. https://modern.ircdocs.horse/#rplisupport-parameters */
import type { Settings } from "../config.ts";
import type { IsupportTokens } from "../irc/isupport.ts";
import { ACCOUNT_EXTBAN, EXTBANS } from "../irc/extban.ts";
import { channelFlags, LIST_MODES, MEMBER_MODES, PREFIXES } from "../irc/modes.ts";

/** The most targets of one command. JOIN and PART take as many as a line holds. */
export const TARGMAX = { KICK: 4, NAMES: 4, NOTICE: 4, PRIVMSG: 4, TAGMSG: 4, WHOIS: 1 };
/** Bytes of a realname. */
export const REALNAME_BYTES = 150;
/** Bytes of a channel's key. */
export const KEYLEN = 32;

export function isupport({ server, limits, history, features }: Settings): IsupportTokens {
  const prefixes = MEMBER_MODES.map((mode) => PREFIXES[mode]).join("");
  const targmax = Object.entries(TARGMAX).map(([command, most]) => `${command}:${most}`);
  const ofHistory: [string, string][] = [
    ["CHATHISTORY", `${history.maxMessages}`],
    ["MSGREFTYPES", "msgid,timestamp"],
  ];
  return new Map<string, string | undefined>([
    ...(history.enabled ? ofHistory : []),
    ["ACCOUNTEXTBAN", ACCOUNT_EXTBAN],
    ["AWAYLEN", `${limits.awayLen}`],
    ["BOT", "B"],
    ["CASEMAPPING", server.casemapping === "ascii" ? "ascii" : "precis"],
    ["CHANLIMIT", `#:${limits.channels}`],
    ["CHANMODES", `${LIST_MODES.join("")},k,l,${channelFlags(features.roleplay).join("")}`],
    ["CHANNELLEN", `${limits.channelLen}`],
    ["CHANTYPES", "#"],
    ["ELIST", "CMNTU"],
    ["EXCEPTS", "e"],
    ["EXTBAN", `,${EXTBANS.join("")}`],
    ["INVEX", "I"],
    ["KEYLEN", `${KEYLEN}`],
    ["KICKLEN", `${limits.kickLen}`],
    ["MAXLIST", LIST_MODES.map((mode) => `${mode}:${limits.listModes}`).join(",")],
    ["MODES", undefined],
    ["MONITOR", `${limits.monitor}`],
    ["NAMELEN", `${REALNAME_BYTES}`],
    ["NETWORK", server.network],
    ["NICKLEN", `${limits.nickLen}`],
    ["PREFIX", `(${MEMBER_MODES.join("")})${prefixes}`],
    ["STATUSMSG", prefixes],
    ["TARGMAX", ["JOIN:", ...targmax, "PART:"].join(",")],
    ["TOPICLEN", `${limits.topicLen}`],
    ["UTF8ONLY", undefined],
    ["WHOX", undefined],
  ]);
}
