/** What somebody pastes: a word goes into the line, a whole file does not. */

import type { Paste } from "../ui/keys.ts";
import type { FullScreen } from "./full_screen.ts";
import { submit } from "./deeds.ts";
import { TYPING } from "./mode.ts";

/** Above so many lines we ask. */
const ASK_ABOVE = 5;
/** Where the server says nothing of it, or takes no message of several lines at all. */
const MOST_LINES = 25;
const MOST_BYTES = 4096;

export function takePaste(screen: FullScreen, paste: Paste): void {
  const { texts, session, mode } = screen;
  const text = paste.text.replace(/\n+$/, "");
  if (mode.kind === "asking") {
    mode.editor.press({ kind: "text", text: text.replaceAll("\n", " ") });
    return mode.changed?.(mode.editor.text);
  }
  screen.mode = TYPING;
  const { bytes, lines } = limitsOf(session.capValues.get("draft/multiline"));
  if (paste.lines > lines) {
    screen.hint = texts.pasteTooLong(paste.lines, lines);
  } else if (paste.length > bytes) {
    screen.hint = texts.pasteTooBig(Math.ceil(paste.length / 1024), Math.floor(bytes / 1024));
  } else if (paste.lines <= ASK_ABOVE) {
    screen.editor.press({ kind: "text", text });
  } else {
    screen.mode = {
      kind: "confirming",
      question: texts.paste(paste.lines),
      answered(key) {
        screen.mode = TYPING;
        if (key === "return" || key === "enter") {
          screen.editor.press({ kind: "text", text });
          submit(screen);
        } else if (key === "e") screen.editor.press({ kind: "text", text });
      },
    };
  }
}

/** `max-bytes=16384,max-lines=100` */
function limitsOf(value = ""): { readonly bytes: number; readonly lines: number } {
  const number = (name: string) => Number(new RegExp(`${name}=(\\d+)`).exec(value)?.[1] ?? NaN);
  const bytes = number("max-bytes");
  const lines = number("max-lines");
  return {
    bytes: Number.isNaN(bytes) ? MOST_BYTES : bytes,
    lines: Number.isNaN(lines) ? MOST_LINES : lines,
  };
}
