/** The table of keys: what each of them does. Those that are not here are the line editor's. */

import { parseCtcp } from "../ctcp.ts";
import type { Entry } from "../entry.ts";
import { Editor } from "../ui/editor.ts";
import type { Key } from "../ui/keys.ts";
import { complete, nextOf } from "../ui/full/completion.ts";
import { react, redact, submit } from "./deeds.ts";
import { editElsewhere } from "./external_editor.ts";
import { findBuffer, findHere, findTyped, goTo, lookAt, nearestSaid } from "./finding.ts";
import type { FullScreen } from "./full_screen.ts";
import { type Mode, TYPING } from "./mode.ts";

type Action = (screen: FullScreen) => void;

/** Rows of a turn of the wheel, and of Alt-PgUp. */
const FEW = 3;

/** Keys that only look elsewhere: they end no question and no selection. */
const SCROLLING: Readonly<Record<string, Action>> = {
  pageup: (screen) => screen.scroll(-page(screen)),
  pagedown: (screen) => screen.scroll(page(screen)),
  "alt-pageup": (screen) => screen.scroll(-FEW),
  "alt-pagedown": (screen) => screen.scroll(FEW),
  "wheel-up": (screen) => screen.scroll(-FEW),
  "wheel-down": (screen) => screen.scroll(FEW),
  "alt-home"(screen) {
    const first = screen.buffers.current.entries[0];
    if (first) screen.place = screen.pages().pages.around(first, screen.pages().height * 2 - 2);
  },
  "alt-end"(screen) {
    screen.place = undefined;
  },
};

const ACTIONS: Readonly<Record<string, Action>> = {
  return: submit,
  enter: submit,
  "alt-return": newLine,
  "alt-enter": newLine,
  tab: (screen) => tab(screen, 1),
  "shift-tab": (screen) => tab(screen, -1),
  escape(screen) {
    // What was being corrected would go out once more.
    if (screen.answering?.kind === "correct") screen.editor.text = "";
    screen.answering = undefined;
  },

  "ctrl-n": (screen) => step(screen, 1),
  "ctrl-p": (screen) => step(screen, -1),
  "alt-right": (screen) => step(screen, 1),
  "alt-left": (screen) => step(screen, -1),
  f6: (screen) => step(screen, 1),
  f5: (screen) => step(screen, -1),
  "alt-a": (screen) => nextActive(screen, 1),
  "shift-right": (screen) => nextActive(screen, 1),
  "shift-left": (screen) => nextActive(screen, -1),
  "alt-/": (screen) => screen.show(screen.buffers.before),
  ...Object.fromEntries(
    Array.from({ length: 10 }, (_, i): [string, Action] => [
      `alt-${(i + 1) % 10}`,
      (screen) => {
        const buffer = screen.buffers.list[i];
        if (buffer) screen.show(buffer);
      },
    ]),
  ),

  "alt-u"(screen) {
    const { line, entries } = screen.buffers.current;
    const first = line === undefined ? undefined : entries.find(({ time }) => time > line);
    if (first) screen.place = screen.pages().pages.around(first, screen.pages().height);
  },
  "alt-p": (screen) => mention(screen, -1),
  "alt-n": (screen) => mention(screen, 1),
  "alt-up": (screen) => select(screen, undefined, -1),

  f7: toggleBuffers,
  "alt-shift-b": toggleBuffers,
  f8: toggleNicks,
  "alt-shift-n": toggleNicks,

  "ctrl-up": (screen) => recallAnywhere(screen, -1),
  "ctrl-down": (screen) => recallAnywhere(screen, 1),
  "ctrl-r": findTyped,
  "ctrl-s": findHere,
  "ctrl-f"({ editor }) {
    if (!editor.text.startsWith("/search ")) editor.text = `/search ${editor.text}`;
  },
  "ctrl-x": editElsewhere,
  "ctrl-k"(screen) {
    if (screen.editor.text === "") findBuffer(screen);
    else screen.editor.press({ kind: "key", name: "ctrl-k" });
  },
  "ctrl-d"(screen) {
    if (screen.editor.text === "") void screen.leave("chao");
    else screen.editor.press({ kind: "key", name: "ctrl-d" });
  },
};

/** A key was pressed. */
export function press(screen: FullScreen, key: Key): void {
  const { mode } = screen;
  const scroll = key.kind === "key" ? SCROLLING[key.name] : undefined;
  if (scroll) return scroll(screen);
  screen.hint = mode.kind === "asking" ? screen.hint : undefined;
  switch (mode.kind) {
    case "confirming":
      screen.mode = TYPING;
      return mode.answered(key.kind === "text" ? key.text.toLowerCase() : key.name);
    case "selecting":
      return selected(screen, mode.entry, key);
    case "asking":
      return asked(screen, mode, key);
    case "typing":
      return typed(screen, key);
  }
}

function typed(screen: FullScreen, key: Key): void {
  const { editor, buffers } = screen;
  const { current } = buffers;
  const before = editor.text;
  if (key.kind === "key") {
    if (key.name !== "tab" && key.name !== "shift-tab") screen.completion = undefined;
    if (key.name === "ctrl-c" && before === "") return askToLeave(screen);
    const action = ACTIONS[key.name];
    if (action) action(screen);
    else editor.press(key);
  } else {
    screen.completion = undefined;
    editor.press(key);
  }
  const isEntered = key.kind === "key" && (key.name === "return" || key.name === "enter");
  // Sending a message says by itself that its typing is over.
  if (current === buffers.current && editor.text !== before && !isEntered) {
    screen.talking.types(current, editor.text);
  }
}

function askToLeave(screen: FullScreen): void {
  screen.mode = {
    kind: "confirming",
    question: screen.texts.leave,
    answered(key) {
      if (key === "ctrl-c" || key === "y" || key === "s") void screen.leave("chao");
    },
  };
}

function asked(screen: FullScreen, mode: Mode & { kind: "asking" }, key: Key): void {
  const { editor } = mode;
  const name = key.kind === "key" ? key.name : "";
  if (name === "escape" || name === "ctrl-c" || name === "ctrl-g") {
    screen.mode = TYPING;
    screen.hint = undefined;
  } else if (name === "return" || name === "enter") {
    screen.mode = TYPING;
    screen.hint = undefined;
    mode.entered(editor.text);
  } else if (["ctrl-r", "ctrl-s", "up"].includes(name)) {
    mode.again?.(editor.text);
  } else if (name === "tab") {
    const [first] = mode.offers?.(editor.text) ?? [];
    if (first !== undefined) editor.text = first;
  } else if (editor.press(key).kind === "edited") {
    mode.changed?.(editor.text);
  }
}

/** Keys that do something with a message; with one that was found, they do it where it stands. */
const FOR_MESSAGES: readonly string[] = ["r", "=", "e", "backspace", "delete"];

/** The keys for a selected message. */
function selected(screen: FullScreen, entry: Entry, key: Key): void {
  const { talking, buffers } = screen;
  const name = key.kind === "key" ? key.name : key.text;
  if (name === "up" || name === "alt-up" || name === "k") return select(screen, entry, -1);
  if (name === "down" || name === "alt-down" || name === "j") return select(screen, entry, 1);
  screen.mode = TYPING;
  if (entry.kind === "outgoing") {
    if (name === "return") talking.sayAgain(entry);
    if (
      (name === "backspace" || name === "delete" || name === "e") && entry.state.kind === "failed"
    ) {
      const { outgoing } = buffers.current;
      outgoing.splice(outgoing.indexOf(entry), 1);
      if (name === "e") typeInstead(screen, asTyped(entry.text));
    }
    return;
  }
  if (entry.kind !== "said") return;
  if (entry.place !== undefined && FOR_MESSAGES.includes(name)) {
    return void goTo(screen, entry).then(() => {
      if (screen.mode.kind === "selecting") selected(screen, screen.mode.entry, key);
      screen.changed();
    });
  }
  switch (name) {
    case "r":
      screen.answering = { kind: "reply", said: entry };
      break;
    case "=":
      screen.mode = {
        kind: "asking",
        question: screen.texts.reactWith,
        editor: new Editor(),
        entered: (text) => text.trim() === "" ? undefined : react(screen, entry, text),
      };
      break;
    case "e":
      if (!entry.own) {
        screen.hint = screen.texts.notYours;
        break;
      }
      if (entry.id === undefined || !screen.session.caps.has("draft/message-redaction")) {
        screen.hint = screen.texts.cannotRedact;
        break;
      }
      screen.answering = { kind: "correct", said: entry };
      typeInstead(screen, asTyped(entry.text));
      break;
    case "backspace":
    case "delete":
      redact(screen, entry, "");
      break;
    case "return":
      void goTo(screen, entry);
      break;
  }
}

/** Another text to type; the one that stood there comes back with the arrow keys. */
function typeInstead({ editor }: FullScreen, text: string): void {
  editor.putAside();
  editor.text = text;
}

/** A message as somebody would type it. */
function asTyped(text: string): string {
  const ctcp = parseCtcp(text);
  if (ctcp) return `/me ${ctcp.text}`;
  return text.startsWith("/") ? `/${text}` : text;
}

/** Selects the next message up or down; below the last one the line is typed again. */
function select(screen: FullScreen, from: Entry | undefined, step: 1 | -1): void {
  const { pages, height } = screen.pages();
  const seen = pages.up(screen.place, height);
  // The first one is the lowest that can be seen.
  const lowest = seen.findLast(({ entry }) => isSelectable(entry))?.entry;
  let next = from === undefined ? lowest : undefined;
  if (from !== undefined) {
    for (let at = pages.indexOf(from) + step; at >= 0 && at < pages.count && !next; at += step) {
      const entry = pages.at(at);
      if (entry && isSelectable(entry)) next = entry;
    }
  }
  if (next) {
    screen.mode = { kind: "selecting", entry: next };
    lookAt(screen, next);
  } else if (step > 0 || from === undefined) {
    screen.mode = TYPING;
    if (from === undefined) screen.hint = screen.texts.nothingSelected;
  }
}

function isSelectable(entry: Entry): boolean {
  return entry.kind === "outgoing" || (entry.kind === "said" && !entry.redacted);
}

function mention(screen: FullScreen, step: 1 | -1): void {
  const { pages, height } = screen.pages();
  const { mode } = screen;
  const seen = pages.up(screen.place, height);
  const from = mode.kind === "selecting"
    ? mode.entry
    : step < 0
    ? seen[0]?.entry
    : seen.at(-1)?.entry;
  const found = nearestSaid(screen, from, step, ({ mentions }) => mentions);
  if (found) {
    screen.mode = { kind: "selecting", entry: found };
    lookAt(screen, found);
  } else if (step > 0) screen.place = undefined;
}

function newLine({ editor }: FullScreen): void {
  editor.press({ kind: "text", text: "\n" });
}

function tab(screen: FullScreen, direction: 1 | -1): void {
  const { editor, completion } = screen;
  const known = completion ?? complete(editor.before, screen.buffers);
  if (!known) return;
  editor.before = nextOf(known, editor.before, completion ? direction : 0);
  screen.completion = known;
}

function step(screen: FullScreen, by: 1 | -1): void {
  const { list, current } = screen.buffers;
  const next = list[(list.indexOf(current) + by + list.length) % list.length];
  if (next) screen.show(next);
}

/** Where we are called comes before where something was merely said. */
function nextActive(screen: FullScreen, by: 1 | -1): void {
  const { list, current } = screen.buffers;
  const at = list.indexOf(current);
  const others = list.map((_, i) => list[(at + by * (i + 1) + list.length * 2) % list.length]);
  const next = others.find((buffer) => buffer && buffer !== current && buffer.mentions > 0) ??
    others.find((buffer) => buffer && buffer !== current && buffer.unread > 0);
  if (next) screen.show(next);
}

function page(screen: FullScreen): number {
  return Math.max(1, screen.pages().height - 2);
}

function toggleBuffers({ settings }: FullScreen): void {
  settings.buffers = settings.buffers === "off" ? "auto" : "off";
}

/** Where the list hides for want of room, the key shows it. */
function toggleNicks({ settings, window }: FullScreen): void {
  const isShown = settings.nicks === "on" ||
    (settings.nicks === "auto" && window.size().columns >= 100);
  settings.nicks = isShown ? "off" : "on";
}

function recallAnywhere(screen: FullScreen, by: 1 | -1): void {
  const { enteredAnywhere, editor } = screen;
  if (screen.anywhereAt === enteredAnywhere.length) editor.putAside();
  const at = Math.max(0, Math.min(enteredAnywhere.length, screen.anywhereAt + by));
  screen.anywhereAt = at;
  editor.text = enteredAnywhere[at] ?? "";
}
