/**
 * The client's commands in the person's language. Where a command is made its texts stand in English; another
 * language has them by that.
 */
import type { HelpConfiguration } from "@commander-js/extra-typings";
import { localeOf, speak, texts } from "../client/texts/index.ts";

/** Commands that people use to talk; the others, for who runs a server, are in English alone. */
const CLIENT_COMMANDS: readonly string[] = ["connect", "send", "tail", "search", "exec"];

/** From now on the person's language is spoken, if this command line is one of the client's. */
export function speakFor([first = "", second = ""]: readonly string[]): void {
  const name = first === "help" ? second : first;
  if (CLIENT_COMMANDS.includes(name)) speak(localeOf(Deno.env));
}

/** A text of the command line. */
export function told(english: string): string {
  const { commandLine } = texts;
  return (Object.hasOwn(commandLine, english) ? commandLine[english] : undefined) ?? english;
}

/** What is wrong with a command line or a configuration file; what others wrote in it stays as it is. */
export function complaint(english: string): string {
  for (const [pattern, said] of Object.entries(texts.complaints)) {
    const escaped = pattern.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("…", "(.*?)");
    // Behind a whole sentence another one may stand, which is in the person's language already.
    const ending = pattern.endsWith(".") ? "(?= |$)" : "$";
    const [whole, ...quoted] = new RegExp(`^${escaped}${ending}`, "s").exec(english) ?? [];
    if (whole === undefined) continue;
    return said.replaceAll("…", () => complaint(quoted.shift() ?? "")) +
      english.slice(whole.length);
  }
  return told(english);
}

/** How a command's help is written: in the person's language. */
export const HELP_IN_LANGUAGE: HelpConfiguration = {
  styleTitle: told,
  styleOptionText: told,
  styleCommandDescription: told,
  styleArgumentDescription: told,
  // The name of the variable that stands in for it comes after the text.
  styleOptionDescription: (text) =>
    text.replace(/^(.*?)( \(env: \w+\))?$/s, (_, said, more = "") => told(said) + more),
};
