/** `/help`: what can be typed. */

import type { SlashCommand } from "./slash_commands.ts";

/** What can be typed without any command. */
export const PLAIN: readonly { readonly typed: string; readonly about: string }[] = [
  { typed: "TEXT", about: "goes to where the prompt says" },
  { typed: "@NICK: TEXT", about: "goes to one person, in private" },
  { typed: "//TEXT", about: "text that begins with a slash" },
];

/** One line for each thing that can be typed, or for those in which `searched` occurs. */
export function help(commands: readonly SlashCommand[], searched: string): string[] {
  const all = [...PLAIN, ...commands.map(entry)];
  const wanted = searched.toLowerCase().replace(/^\//, "");
  const found = all.filter(({ typed, about }) =>
    `${typed} ${about}`.toLowerCase().includes(wanted)
  );
  if (found.length === 0) return [`Nothing about "${searched}". /help lists everything.`];
  const width = Math.max(...found.map(({ typed }) => typed.length));
  return found.map(({ typed, about }) => `${typed.padEnd(width)}  ${about}`);
}

function entry({ names, takes, about }: SlashCommand): { typed: string; about: string } {
  const shown = `/${names[0]}${takes === "" ? "" : ` ${takes}`}`;
  const others = names.slice(1).map((name) => `/${name}`).join(", ");
  return { typed: shown, about: others === "" ? about : `${about} (also ${others})` };
}
