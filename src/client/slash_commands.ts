/** The commands that can be typed. Plain text needs none of them. */

import { format } from "../irc/message.ts";
import { completeMask } from "../irc/names.ts";
import { help } from "./help.ts";
import { type Deed, FAREWELL, type Place } from "./slash.ts";
import { texts } from "./texts/index.ts";

export interface SlashCommand {
  /** The first one is the one that is shown. */
  readonly names: readonly string[];
  /** What comes after it, for people: `NICK [REASON]`. */
  readonly takes: string;
  /** `rest` is what was typed after the name. `undefined`: that is not what the command takes. */
  run(rest: string, place: Place): Deed[] | undefined;
}

export const COMMANDS: readonly SlashCommand[] = [
  {
    names: ["msg", "m"],
    takes: "NICK TEXT",
    run: (rest) => toTarget("say", rest),
  },
  {
    names: ["query", "q"],
    takes: "NICK|#CHANNEL [TEXT]",
    run(rest) {
      const [target, text] = word(rest);
      if (target === "") return undefined;
      const talk: Deed = { kind: "talk-to", target };
      return text === "" ? [talk] : [talk, { kind: "say", target, text }];
    },
  },
  {
    names: ["me"],
    takes: "TEXT",
    run: (text, { target }) =>
      text === "" || target === undefined ? undefined : [{ kind: "act", target, text }],
  },
  {
    names: ["notice"],
    takes: "NICK|#CHANNEL TEXT",
    run: (rest) => toTarget("notice", rest),
  },
  {
    names: ["join", "j"],
    takes: "#CHANNEL [KEY]",
    run(rest, { isChannel }) {
      const [names, key] = word(rest);
      if (names === "") return undefined;
      return names.split(",").filter((name) => name !== "").map((name) => ({
        kind: "join",
        channel: isChannel(name) ? name : `#${name}`,
        key: key === "" ? undefined : key,
      }));
    },
  },
  {
    names: ["part", "leave"],
    takes: "[#CHANNEL] [REASON]",
    run: (rest, place) => inChannel(rest, place, (channel, why) => line("PART", channel, ...why)),
  },
  {
    names: ["nick", "name"],
    takes: "NICK",
    run: (rest) => one(rest, (nick) => line("NICK", nick)),
  },
  {
    names: ["names", "n"],
    takes: "[#CHANNEL]",
    run: (rest, place) => inChannel(rest, place, (channel) => line("NAMES", channel)),
  },
  {
    names: ["who"],
    takes: "[#CHANNEL|NICK|MASK]",
    run: (rest, { target }) => one(rest || (target ?? ""), (mask) => line("WHO", mask)),
  },
  {
    names: ["whois"],
    takes: "NICK",
    // Naming the nick twice asks the server that the person is on, which alone knows how long they idle.
    run: (rest) => one(rest, (nick) => line("WHOIS", nick, nick)),
  },
  {
    names: ["topic", "t"],
    takes: "[#CHANNEL] [TEXT|-delete]",
    run: (rest, place) =>
      inChannel(
        rest,
        place,
        (channel, text) => line("TOPIC", channel, ...text.map((t) => t === "-delete" ? "" : t)),
      ),
  },
  {
    names: ["away"],
    takes: "[TEXT]",
    run: (text) => line("AWAY", text || "Away"),
  },
  { names: ["back"], takes: "", run: () => line("AWAY") },
  {
    names: ["kick"],
    takes: "[#CHANNEL] NICK [REASON]",
    run: (rest, place) =>
      inChannel(rest, place, (channel, [who = ""]) => {
        const [nick, reason] = word(who);
        return one(nick, () => line("KICK", channel, nick, ...(reason === "" ? [] : [reason])));
      }),
  },
  {
    names: ["ban"],
    takes: "[#CHANNEL] NICK|MASK",
    run: (rest, place) =>
      inChannel(
        rest,
        place,
        (channel, [who = ""]) =>
          one(who, (mask) => line("MODE", channel, "+b", completeMask(mask))),
      ),
  },
  {
    names: ["mode"],
    takes: "[#CHANNEL|NICK] [MODES]",
    run(rest, { target, nick }) {
      const words = rest.split(/\s+/).filter((each) => each !== "");
      const named = words[0] !== undefined && !/^[+-]/.test(words[0]);
      return line("MODE", ...(named ? words : [target ?? nick, ...words]));
    },
  },
  {
    names: ["invite"],
    takes: "NICK [#CHANNEL]",
    run(rest, place) {
      const [nick, channel] = word(rest);
      if (nick === "") return undefined;
      return inChannel(channel, place, (into) => line("INVITE", nick, into));
    },
  },
  {
    names: ["list"],
    takes: "[MASK]",
    run: (rest) => line("LIST", ...(rest === "" ? [] : [rest])),
  },
  {
    names: ["search"],
    takes: "WORDS",
    run: (words) => words === "" ? undefined : [{ kind: "search", words }],
  },
  {
    names: ["quote", "raw"],
    takes: "LINE",
    run: (rest) => rest === "" ? undefined : [{ kind: "send", line: rest }],
  },
  { names: ["clear"], takes: "", run: () => [{ kind: "clear" }] },
  {
    names: ["help", "h", "?"],
    takes: "[WORD]",
    run: (rest) => [{ kind: "show", lines: help(COMMANDS, rest) }],
  },
  {
    names: ["quit", "exit", "bye"],
    takes: "[REASON]",
    run: (rest) => [{ kind: "leave", reason: rest || FAREWELL }],
  },
];

function line(command: string, ...params: string[]): Deed[] {
  return [{ kind: "send", line: format({ command, params }) }];
}

/** The first word, and the rest. */
function word(text: string): [string, string] {
  const [, first = "", rest = ""] = /^(\S*)\s*(.*)$/s.exec(text) ?? [];
  return [first, rest];
}

/** Exactly one word. */
function one(rest: string, run: (word: string) => Deed[]): Deed[] | undefined {
  return /^\S+$/.test(rest) ? run(rest) : undefined;
}

function toTarget(kind: "say" | "notice", rest: string): Deed[] | undefined {
  const [target, text] = word(rest);
  return text === "" ? undefined : [{ kind, target, text }];
}

/** In the channel that is named first, else in the one that we talk in. `words`: the rest, if any. */
function inChannel(
  rest: string,
  { target, isChannel }: Place,
  run: (channel: string, words: string[]) => Deed[] | undefined,
): Deed[] | undefined {
  const [first, others] = word(rest);
  if (isChannel(first)) return run(first, others === "" ? [] : [others]);
  if (target !== undefined && isChannel(target)) return run(target, rest === "" ? [] : [rest]);
  return [{ kind: "refuse", sentence: texts.noChannel }];
}
