/** Tab: what the word before the cursor can become. */

import type { Buffers } from "../../buffers.ts";
import { emojiLike } from "../../emoji.ts";
import { SCREEN_COMMANDS } from "../../screen_commands.ts";

/** Words that Tab goes round, the first one shown already. */
export interface Completion {
  /** Where in the text before the cursor the word begins. */
  readonly start: number;
  readonly words: readonly string[];
  at: number;
}

/** `undefined`: nothing begins like that. */
export function complete(before: string, buffers: Buffers): Completion | undefined {
  const start = before.search(/\S*$/);
  const word = before.slice(start);
  const words = candidates(word, start, before, buffers);
  return words.length === 0 ? undefined : { start, words, at: 0 };
}

/** The text before the cursor with the next word, or the one before. */
export function nextOf(completion: Completion, before: string, step: 1 | -1 | 0): string {
  const { words, start } = completion;
  completion.at = (completion.at + step + words.length) % words.length;
  return before.slice(0, start) + (words[completion.at] ?? "");
}

function candidates(word: string, start: number, before: string, buffers: Buffers): string[] {
  if (start === 0 && word.startsWith("/") && !word.startsWith("//")) {
    return commandNames().filter((name) => name.startsWith(word.slice(1)))
      .map((name) => `/${name} `);
  }
  if (/^:[\w+-]{2,}$/.test(word)) {
    return emojiLike(word.slice(1)).map(([, emoji]) => `${emoji} `);
  }
  const { isupport } = buffers.session;
  if (isupport.isChannel(word)) {
    return channelNames(buffers).filter((name) =>
      isupport.fold(name).startsWith(isupport.fold(word))
    )
      .map((name) => `${name} `);
  }
  const known = ARGUMENTS[/^\/(\S+) +\S*$/.exec(before)?.[1] ?? ""];
  if (known) {
    return known(buffers).filter((name) => name.toLowerCase().startsWith(word.toLowerCase()));
  }
  const at = word.startsWith("@") ? "@" : "";
  const typed = isupport.fold(word.slice(at.length));
  const isName = start === 0 && !before.startsWith("/");
  const ending = isName ? ": " : " ";
  return nicks(buffers)
    .filter((nick) =>
      (typed !== "" || at !== "" || word === "") && isupport.fold(nick).startsWith(typed)
    )
    .map((nick) => `${at}${nick}${ending}`);
}

/** Commands that take something else than nicks and channels, and what. */
const ARGUMENTS: Readonly<Record<string, (buffers: Buffers) => readonly string[]>> = {
  buffer: ({ list }) => list.map(({ name }) => name),
  b: ({ list }) => list.map(({ name }) => name),
  dehilight: ({ needs }) => needs.highlights(),
  unignore: ({ ignored }) => [...ignored.values()],
  help: () => commandNames(),
};

function commandNames(): string[] {
  return SCREEN_COMMANDS.map(({ names }) => names[0] ?? "").filter((name) => name.length > 1)
    .sort();
}

function channelNames({ list, session }: Buffers): string[] {
  const open = list.filter(({ kind }) => kind === "channel").map(({ name }) => name);
  return [...new Set([...open, ...[...session.channels.values()].map(({ name }) => name)])];
}

/** Who spoke last comes first, then by name. */
function nicks({ current, session }: Buffers): string[] {
  const members = [...session.channel(current.name)?.members.values() ?? []].map(({ nick }) =>
    nick
  );
  const all = new Set(members);
  if (current.kind === "private") all.add(current.name);
  all.delete(session.nick);
  const spoke = (nick: string) => current.spoke.get(nick) ?? 0;
  return [...all].sort((a, b) =>
    spoke(b) - spoke(a) || (a.toLowerCase() < b.toLowerCase() ? -1 : 1)
  );
}
