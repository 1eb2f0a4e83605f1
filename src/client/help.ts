/** `/help`: what can be typed, in the person's language. */

import stringWidth from "string-width";
import type { SlashCommand } from "./slash_commands.ts";
import { texts } from "./texts/index.ts";

/** What can be typed without any command. */
const PLAIN: readonly string[] = ["TEXT", "@NICK: TEXT", "//TEXT"];

/** Something to type or to press, and what it is for. */
type Entry = readonly [typed: string, about: string];

/** One line for each thing that can be typed, or for those in which `searched` occurs. */
export function help(commands: readonly SlashCommand[], searched: string): string[] {
  const found = explained(commands, searched);
  if (found.length === 0) return [texts.nothingAbout(searched)];
  const width = widest(found);
  return found.map(([typed, about]) =>
    `${typed}${" ".repeat(width - stringWidth(typed))}  ${about}`
  );
}

/** The same as entries. `keys`: those that mean something beside the commands. */
export function explained(
  commands: readonly SlashCommand[],
  searched: string,
  keys: readonly Entry[] = [],
): readonly Entry[] {
  const plain = PLAIN.map((typed): Entry => [placed(typed), about(typed)]);
  const all = [...plain, ...commands.map(entry), ...keys];
  const wanted = searched.toLowerCase().replace(/^\//, "");
  return all.filter(([typed, about]) => `${typed} ${about}`.toLowerCase().includes(wanted));
}

/** Columns of the longest thing to type or to press. */
export function widest(entries: readonly Entry[]): number {
  return Math.max(0, ...entries.map(([typed]) => stringWidth(typed)));
}

/** How a command is typed: `/kick [#CHANNEL] NICK [REASON]`. */
export function usageOf({ names, takes }: SlashCommand): string {
  return `/${names[0]}${takes === "" ? "" : ` ${placed(takes)}`}`;
}

function entry(command: SlashCommand): Entry {
  const [name = "", ...others] = command.names;
  const also = others.map((other) => `/${other}`).join(", ");
  const said = about(name);
  return [usageOf(command), also === "" ? said : `${said} (${texts.also(also)})`];
}

function about(name: string): string {
  const known: Readonly<Record<string, string>> = texts.about;
  return known[name] ?? "";
}

/** With the words for what is to be put there, in the person's language. */
function placed(takes: string): string {
  return takes.replace(/[A-Z]+/g, (word) => texts.placeholders[word] ?? word);
}
