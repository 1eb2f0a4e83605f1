/** `/help` on the full screen: commands and keys, in the person's language. */

import { PLAIN } from "../help.ts";
import { SCREEN_COMMANDS } from "../screen_commands.ts";
import type { Texts } from "../texts/index.ts";
import { widthOf } from "../ui/full/pieces.ts";

/** One line for each thing that can be typed or pressed, or for those in which `searched` occurs. */
export function screenHelp(texts: Texts, searched: string): string[] {
  const commands = SCREEN_COMMANDS.map(({ names, takes, about }) => {
    const others = names.slice(1).map((name) => `/${name}`).join(", ");
    const said = texts.about[names[0] ?? ""] ?? about;
    return [
      `/${names[0]}${takes === "" ? "" : ` ${takes}`}`,
      others === "" ? said : `${said} (${others})`,
    ] as const;
  });
  const plain = PLAIN.map(({ typed, about }) => [typed, texts.about[typed] ?? about] as const);
  const all = [...plain, ...commands, ...texts.keys];
  const wanted = searched.toLowerCase().replace(/^\//, "");
  const found = all.filter(([typed, about]) => `${typed} ${about}`.toLowerCase().includes(wanted));
  if (found.length === 0) return [texts.nothingAbout(searched)];
  const width = Math.max(...found.map(([typed]) => widthOf(typed)));
  return found.map(([typed, about]) => `${typed}${" ".repeat(width - widthOf(typed))}  ${about}`);
}
