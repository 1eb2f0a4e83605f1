/** Searching: on the server, in what is loaded, and in what was typed; and going to what was found. */

import type { Entry, Said } from "../entry.ts";
import type { ChatMessage } from "../events.ts";
import { Editor } from "../ui/editor.ts";
import { spokenOf } from "../ui/full/layout.ts";
import type { FullScreen } from "./full_screen.ts";
import { TYPING } from "./mode.ts";

/** Puts what the server has found into a buffer of its own. */
export function showFound(screen: FullScreen, messages: readonly ChatMessage[]): void {
  const { buffers, texts, searched } = screen;
  const buffer = buffers.open(texts.search, "search");
  buffer.clear();
  for (const message of messages) {
    buffer.insert({ ...buffers.entryOf(message), place: message.target });
  }
  buffers.note(buffer, texts.found(messages.length, searched), "answer");
  screen.show(buffer);
  screen.place = undefined;
}

/** The latest so many messages are shown of what a /lastlog has found. */
const MOST_OF_LASTLOG = 500;

/** Puts those messages of the current buffer that have these words in them into a buffer of their own. */
export function showLastlog(screen: FullScreen, words: string): void {
  const { buffers, texts } = screen;
  const { current } = buffers;
  const found = current.entries.filter((entry): entry is Said =>
    entry.kind === "said" && !entry.redacted && says(entry, words)
  );
  const buffer = buffers.open(texts.search, "search");
  buffer.clear();
  for (const said of found.slice(-MOST_OF_LASTLOG)) {
    buffer.insert({ ...said, place: said.place ?? current.name });
  }
  buffers.note(buffer, texts.found(found.length, words), "answer");
  screen.show(buffer);
  screen.place = undefined;
}

function says(said: Said, words: string): boolean {
  return `${said.from} ${spokenOf(said)}`.toLowerCase().includes(words.toLowerCase());
}

/** Shows where a message that was found stands, and what was said around it. */
export async function goTo(screen: FullScreen, { place, id }: Said): Promise<void> {
  if (place === undefined || id === undefined) return;
  const buffer = screen.buffers.open(place);
  screen.show(buffer);
  const isThere = await screen.scrollback.reach(buffer, id);
  const found = buffer.find(id);
  if (screen.buffers.current !== buffer) return;
  if (!isThere || !found) screen.hint = screen.texts.notLoaded;
  else {
    screen.mode = { kind: "selecting", entry: found };
    lookAt(screen, found);
  }
  screen.changed();
}

/** Scrolls so that an entry of the current buffer can be seen. */
export function lookAt(screen: FullScreen, entry: Entry): void {
  const { pages, height } = screen.pages();
  const isSeen = pages.up(screen.place, height).some((line) => line.entry === entry);
  if (!isSeen) screen.place = pages.around(entry, height);
}

/** The nearest message before or after the place that is seen which fits. */
export function nearestSaid(
  screen: FullScreen,
  from: Entry | undefined,
  step: 1 | -1,
  fits: (said: Said) => boolean,
): Said | undefined {
  const { entries } = screen.buffers.current;
  const start = from === undefined ? entries.length : entries.lastIndexOf(from);
  for (let at = start + step; at >= 0 && at < entries.length; at += step) {
    const entry = entries[at];
    if (entry?.kind === "said" && fits(entry)) return entry;
  }
  return undefined;
}

/** Ctrl-S: in what is loaded of the current buffer, upwards. */
export function findHere(screen: FullScreen): void {
  let found: Said | undefined;
  const seek = (text: string, from: Said | undefined) => {
    if (text === "") return;
    const next = nearestSaid(screen, from, -1, (said) => says(said, text));
    screen.hint = next ? undefined : screen.texts.notFound(text);
    if (!next) return;
    found = next;
    lookAt(screen, next);
  };
  screen.mode = {
    kind: "asking",
    question: screen.texts.findHere,
    editor: new Editor(),
    found: () => found,
    changed: (text) => seek(text, undefined),
    again: (text) => seek(text, found),
    entered() {
      screen.mode = found ? { kind: "selecting", entry: found } : TYPING;
    },
  };
}

/** Ctrl-R: in the lines that were entered, newest first. */
export function findTyped(screen: FullScreen): void {
  const { editor, enteredAnywhere } = screen;
  let at = enteredAnywhere.length;
  const seek = (text: string, from: number) => {
    const next = enteredAnywhere.findLastIndex((line, i) => i < from && line.includes(text));
    screen.hint = next < 0 ? screen.texts.notFound(text) : enteredAnywhere[next];
    if (next >= 0) at = next;
  };
  screen.mode = {
    kind: "asking",
    question: screen.texts.findTyped,
    editor: new Editor(),
    changed: (text) => seek(text, enteredAnywhere.length),
    again: (text) => seek(text, at),
    entered() {
      screen.mode = TYPING;
      editor.putAside();
      editor.text = enteredAnywhere[at] ?? editor.text;
    },
  };
}

/** Ctrl-K: to a buffer whose name has these letters in it. */
export function findBuffer(screen: FullScreen): void {
  const { buffers, texts } = screen;
  const fitting = (text: string) => {
    const wanted = text.toLowerCase().replace(/^#/, "");
    const named = buffers.list.filter(({ name }) => name.toLowerCase().includes(wanted));
    return named.sort((a, b) => rank(a.name, wanted) - rank(b.name, wanted));
  };
  screen.mode = {
    kind: "asking",
    question: texts.goTo,
    editor: new Editor(),
    offers: (text) => fitting(text).map(({ name }) => name),
    changed(text) {
      screen.hint = fitting(text).slice(0, 10).map(({ name }) => name).join("  ");
    },
    entered(text) {
      const [buffer] = fitting(text);
      if (buffer) screen.show(buffer);
      else screen.hint = texts.noBuffer(text);
    },
  };
}

function rank(name: string, wanted: string): number {
  return name.toLowerCase().replace(/^#/, "").startsWith(wanted) ? 0 : 1;
}
