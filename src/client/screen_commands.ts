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
  | { readonly kind: "edit"; readonly text: string }
  | { readonly kind: "resend" }
  | { readonly kind: "lastlog"; readonly words: string }
  | { readonly kind: "hilight"; readonly word: string }
  | { readonly kind: "dehilight"; readonly word: string }
  | { readonly kind: "mute" }
  | { readonly kind: "ignore"; readonly nick: string }
  | { readonly kind: "unignore"; readonly nick: string }
  | { readonly kind: "set"; readonly name: string; readonly value: string };

const OWN: readonly SlashCommand[] = [
  {
    names: ["buffer", "b"],
    takes: "NAME|NUMBER",
    run: (name) => name === "" ? undefined : onScreen({ kind: "buffer", name }),
  },
  {
    names: ["close"],
    takes: "",
    run: () => onScreen({ kind: "close" }),
  },
  {
    names: ["reply"],
    takes: "TEXT",
    run: (text) => text === "" ? undefined : onScreen({ kind: "reply", text }),
  },
  {
    names: ["react"],
    takes: "EMOJI",
    run: (reaction) => reaction === "" ? undefined : onScreen({ kind: "react", reaction }),
  },
  {
    names: ["redact"],
    takes: "[REASON]",
    run: (reason) => onScreen({ kind: "redact", reason }),
  },
  {
    names: ["edit"],
    takes: "TEXT",
    run: (text) => text === "" ? undefined : onScreen({ kind: "edit", text }),
  },
  {
    names: ["lastlog"],
    takes: "WORDS",
    run: (words) => words === "" ? undefined : onScreen({ kind: "lastlog", words }),
  },
  {
    names: ["hilight", "highlight"],
    takes: "[WORD]",
    run: (word) => onScreen({ kind: "hilight", word }),
  },
  {
    names: ["dehilight"],
    takes: "WORD",
    run: (word) => word === "" ? undefined : onScreen({ kind: "dehilight", word }),
  },
  {
    names: ["mute"],
    takes: "",
    run: () => onScreen({ kind: "mute" }),
  },
  {
    names: ["resend"],
    takes: "",
    run: () => onScreen({ kind: "resend" }),
  },
  {
    names: ["ignore"],
    takes: "[NICK]",
    run: (nick) => onScreen({ kind: "ignore", nick }),
  },
  {
    names: ["unignore"],
    takes: "NICK",
    run: (nick) => nick === "" ? undefined : onScreen({ kind: "unignore", nick }),
  },
  {
    names: ["set"],
    takes: "[NAME [VALUE]]",
    run(rest) {
      const [, name = "", value = ""] = /^(\S*)\s*(.*)$/s.exec(rest) ?? [];
      return onScreen({ kind: "set", name, value });
    },
  },
  {
    names: ["help", "h", "?"],
    takes: "[WORD]",
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
