/** Commands that only the full screen has, and those that mean more there. */

import type { Deed } from "./slash.ts";
import { COMMANDS, type SlashCommand } from "./slash_commands.ts";

/** What such a command asks for. "" stands for what was left out. */
export type ScreenDeed =
  | { readonly kind: "buffer"; readonly name: string }
  | { readonly kind: "close" }
  | { readonly kind: "help"; readonly word: string }
  | { readonly kind: "reply"; readonly text: string }
  | { readonly kind: "react"; readonly reaction: string }
  | { readonly kind: "redact"; readonly reason: string }
  | { readonly kind: "resend" }
  | { readonly kind: "ignore"; readonly nick: string }
  | { readonly kind: "unignore"; readonly nick: string }
  | { readonly kind: "set"; readonly name: string; readonly value: string };

const OWN: readonly SlashCommand[] = [
  {
    names: ["buffer", "b"],
    takes: "NAME|NUMBER",
    about: "go to a conversation by name or number",
    run: (name) => name === "" ? undefined : onScreen({ kind: "buffer", name }),
  },
  {
    names: ["close"],
    takes: "",
    about: "close this conversation; a channel is left",
    run: () => onScreen({ kind: "close" }),
  },
  {
    names: ["reply"],
    takes: "TEXT",
    about: "answer the latest message here",
    run: (text) => text === "" ? undefined : onScreen({ kind: "reply", text }),
  },
  {
    names: ["react"],
    takes: "EMOJI",
    about: "react to the latest message here: /react heart",
    run: (reaction) => reaction === "" ? undefined : onScreen({ kind: "react", reaction }),
  },
  {
    names: ["redact"],
    takes: "[REASON]",
    about: "take back your latest message here",
    run: (reason) => onScreen({ kind: "redact", reason }),
  },
  {
    names: ["resend"],
    takes: "",
    about: "send again what was not delivered here",
    run: () => onScreen({ kind: "resend" }),
  },
  {
    names: ["ignore"],
    takes: "[NICK]",
    about: "do not show what somebody says; without NICK, whose that is",
    run: (nick) => onScreen({ kind: "ignore", nick }),
  },
  {
    names: ["unignore"],
    takes: "NICK",
    about: "show it again",
    run: (nick) => nick === "" ? undefined : onScreen({ kind: "unignore", nick }),
  },
  {
    names: ["set"],
    takes: "[NAME [VALUE]]",
    about: "read or change a setting, until you leave",
    run(rest) {
      const [, name = "", value = ""] = /^(\S*)\s*(.*)$/s.exec(rest) ?? [];
      return onScreen({ kind: "set", name, value });
    },
  },
  {
    names: ["help", "h", "?"],
    takes: "[WORD]",
    about: "this list, or what in it has to do with WORD",
    run: (word) => onScreen({ kind: "help", word }),
  },
];

/** All commands of the full screen. */
export const SCREEN_COMMANDS: readonly SlashCommand[] = [
  ...COMMANDS.filter(({ names }) => !OWN.some((own) => own.names[0] === names[0])),
  ...OWN,
];

function onScreen(deed: ScreenDeed): Deed[] {
  return [{ kind: "on-screen", deed }];
}
