/** What was typed, and what is to be done. Pure: the doing is `connect`'s business. */

import { nearest } from "../nearest.ts";
import { usageOf } from "./help.ts";
import type { ScreenDeed } from "./screen_commands.ts";
import { COMMANDS, type SlashCommand } from "./slash_commands.ts";
import { texts } from "./texts/index.ts";

/** What somebody who types sees in front of them. */
export interface Place {
  readonly nick: string;
  /** Where plain text goes; `undefined`: nowhere. */
  readonly target: string | undefined;
  isChannel(name: string): boolean;
}

/** What is to be done. */
export type Deed =
  | { readonly kind: "say"; readonly target: string; readonly text: string }
  | { readonly kind: "act"; readonly target: string; readonly text: string }
  | { readonly kind: "notice"; readonly target: string; readonly text: string }
  /** A line for the server as it is. */
  | { readonly kind: "send"; readonly line: string }
  | { readonly kind: "join"; readonly channel: string; readonly key: string | undefined }
  /** Plain text goes there from now on. */
  | { readonly kind: "talk-to"; readonly target: string }
  | { readonly kind: "show"; readonly lines: readonly string[] }
  | { readonly kind: "refuse"; readonly sentence: string }
  | { readonly kind: "clear" }
  /** To look for what was said, in all conversations or in this one. */
  | { readonly kind: "search"; readonly words: string }
  /** Something about the full screen, which alone knows these commands. */
  | { readonly kind: "on-screen"; readonly deed: ScreenDeed }
  | { readonly kind: "leave"; readonly reason: string };

/** What we say when we leave without a reason. */
export const FAREWELL = "chao";

/** What to do about a typed line. */
export function interpret(
  typed: string,
  place: Place,
  commands: readonly SlashCommand[] = COMMANDS,
): Deed[] {
  const text = typed.replace(/[\r\n]+/g, " ");
  if (text.trim() === "") return [];
  if (/^chao[.!]?$/i.test(text.trim())) return [{ kind: "leave", reason: FAREWELL }];
  const [, whom, words] = /^@([^\s:,@]+):\s*(.*)$/s.exec(text) ?? [];
  if (whom !== undefined && words !== undefined) {
    if (words !== "") return [{ kind: "say", target: whom, text: words }];
    return refuse(texts.noText(whom));
  }
  if (text.startsWith("//")) return plain(text.slice(1), place);
  if (text.startsWith("/")) return command(text, place, commands);
  return plain(text, place);
}

function plain(text: string, { target }: Place): Deed[] {
  if (target !== undefined) return [{ kind: "say", target, text }];
  return refuse(texts.nowhere);
}

function command(text: string, place: Place, commands: readonly SlashCommand[]): Deed[] {
  const [, name = "", rest = ""] = /^\/(\S*)\s*(.*)$/s.exec(text) ?? [];
  const known = commands.find(({ names }) => names.includes(name.toLowerCase()));
  if (known) return known.run(rest.trim(), place) ?? refuse(texts.typeIt(usageOf(known)));
  const words = commands.flatMap(({ names }) => names).filter((known) => known.length > 1);
  const meant = nearest(name, words);
  return refuse(texts.noCommand(name, meant, text));
}

function refuse(sentence: string): Deed[] {
  return [{ kind: "refuse", sentence }];
}
