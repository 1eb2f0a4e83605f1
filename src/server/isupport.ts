/** What the server tells of itself in RPL_ISUPPORT. https://modern.ircdocs.horse/#rplisupport-parameters */
import type { Settings } from "../config.ts";
import type { IsupportTokens } from "../irc/isupport.ts";
import { CHANNEL_FLAGS, LIST_MODES, MEMBER_MODES, PREFIXES } from "../irc/modes.ts";

/** The most targets of one command. */
export const TARGMAX = { JOIN: 20, KICK: 4, NAMES: 4, NOTICE: 4, PRIVMSG: 4, TAGMSG: 4, WHOIS: 1 };

export function isupport({ server, limits }: Settings): IsupportTokens {
  const prefixes = MEMBER_MODES.map((mode) => PREFIXES[mode]).join("");
  return new Map<string, string | undefined>([
    ["AWAYLEN", `${limits.awayLen}`],
    ["CASEMAPPING", server.casemapping === "ascii" ? "ascii" : "precis"],
    ["CHANLIMIT", "#:"],
    ["CHANMODES", `${LIST_MODES.join("")},k,l,${CHANNEL_FLAGS.join("")}`],
    ["CHANNELLEN", `${limits.channelLen}`],
    ["CHANTYPES", "#"],
    ["ELIST", "CMNTU"],
    ["EXCEPTS", "e"],
    ["INVEX", "I"],
    ["KICKLEN", `${limits.kickLen}`],
    ["MAXLIST", `${LIST_MODES.join("")}:${limits.listModes}`],
    ["MODES", undefined],
    ["NETWORK", server.network],
    ["NICKLEN", `${limits.nickLen}`],
    ["PREFIX", `(${MEMBER_MODES.join("")})${prefixes}`],
    ["STATUSMSG", prefixes],
    ["TARGMAX", Object.entries(TARGMAX).map(([command, most]) => `${command}:${most}`).join(",")],
    ["TOPICLEN", `${limits.topicLen}`],
    ["UTF8ONLY", undefined],
  ]);
}
