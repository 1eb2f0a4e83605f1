/** What a terminal sends, as keys. https://invisible-island.net/xterm/ctlseqs/ctlseqs.html */

/** Typed text, or a key such as `left`, `ctrl-c`, `alt-b`, `alt-shift-n`, `wheel-up`, `focus`. */
export type Key =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "key"; readonly name: string };

/** What was pasted, where the terminal marks it. */
export interface Paste {
  /** With `\n` between its lines; "" if it was longer than anybody wants to send. */
  readonly text: string;
  readonly lines: number;
  /** UTF-16 units. */
  readonly length: number;
}

/** Longer pastes are only counted. */
const MAX_PASTE = 1024 * 1024;
/** An escape character that nothing follows for so many milliseconds is the Esc key. */
const ESCAPE_DELAY = 40;
/** A sequence that has not ended after so many characters is none. */
const MAX_SEQUENCE = 64;

const PASTE_BEGINS = "\x1b[200~";
const PASTE_ENDS = "\x1b[201~";

/** The wheel, as xterm tells it (SGR) and as it did before. */
// deno-lint-ignore no-control-regex
const WHEEL_UP = /^\x1b\[(?:<64;\d+;\d+M$|M`)/;
// deno-lint-ignore no-control-regex
const WHEEL_DOWN = /^\x1b\[(?:<65;\d+;\d+M$|Ma)/;

const LETTERS: Readonly<Record<string, string>> = {
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  F: "end",
  H: "home",
  I: "focus",
  O: "blur",
  P: "f1",
  Q: "f2",
  R: "f3",
  S: "f4",
  Z: "shift-tab",
};
const NUMBERS: Readonly<Record<string, string>> = {
  1: "home",
  2: "insert",
  3: "delete",
  4: "end",
  5: "pageup",
  6: "pagedown",
  7: "home",
  8: "end",
  11: "f1",
  12: "f2",
  13: "f3",
  14: "f4",
  15: "f5",
  17: "f6",
  18: "f7",
  19: "f8",
  20: "f9",
  21: "f10",
  23: "f11",
  24: "f12",
};
const CONTROLS: Readonly<Record<string, string>> = {
  "\r": "return",
  "\n": "enter",
  "\t": "tab",
  "\b": "backspace",
  "\x7f": "backspace",
  "\x1b": "escape",
};

/** Gives each key in the bytes that `push` is fed to `pressed`, and what is pasted to `pasted`. */
export function decodeKeys(
  pressed: (key: Key) => void,
  pasted: (paste: Paste) => void = () => {},
): { push(bytes: Uint8Array): void } {
  const decoder = new TextDecoder();
  let rest = "";
  let pasting: Pasting | undefined;
  let escape: ReturnType<typeof setTimeout> | undefined;

  function take(): void {
    while (rest !== "") {
      if (pasting) {
        const end = pasting.take(rest);
        rest = end.rest;
        if (!end.over) return;
        pasted(pasting.paste());
        pasting = undefined;
      } else if (rest.startsWith(PASTE_BEGINS)) {
        pasting = new Pasting();
        rest = rest.slice(PASTE_BEGINS.length);
      } else {
        const length = sequenceLength(rest);
        if (length === 0) return;
        const key = keyOf(rest.slice(0, length));
        rest = rest.slice(length);
        if (key) pressed(key);
      }
    }
  }

  return {
    push(bytes) {
      clearTimeout(escape);
      rest += decoder.decode(bytes, { stream: true });
      take();
      if (rest !== "\x1b" || pasting) return;
      escape = setTimeout(() => {
        rest = "";
        pressed({ kind: "key", name: "escape" });
      }, ESCAPE_DELAY);
    },
  };
}

class Pasting {
  #text = "";
  #length = 0;
  #lines = 1;

  /** Takes what belongs to the paste; `rest` is what has to be looked at again with what follows. */
  take(text: string): { readonly over: boolean; readonly rest: string } {
    const end = text.indexOf(PASTE_ENDS);
    if (end >= 0) {
      this.#add(text.slice(0, end));
      return { over: true, rest: text.slice(end + PASTE_ENDS.length) };
    }
    // The end may have come in part.
    const cut = text.lastIndexOf("\x1b");
    const whole = cut < 0 || cut < text.length - PASTE_ENDS.length ? text.length : cut;
    this.#add(text.slice(0, whole));
    return { over: false, rest: text.slice(whole) };
  }

  paste(): Paste {
    const lines = this.#lines - (this.#text.endsWith("\n") ? 1 : 0);
    return { text: this.#text, lines, length: this.#length };
  }

  #add(text: string): void {
    const lines = text.replace(/\r\n?/g, "\n");
    this.#length += lines.length;
    for (let at = lines.indexOf("\n"); at >= 0; at = lines.indexOf("\n", at + 1)) this.#lines++;
    this.#text = this.#length > MAX_PASTE ? "" : this.#text + lines;
  }
}

/** How many characters the first key takes; 0: it has not come as a whole. */
function sequenceLength(text: string): number {
  if (text[0] !== "\x1b") return String.fromCodePoint(text.codePointAt(0) ?? 0).length;
  if (text.length === 1) return 0;
  // Some terminals send Alt with an arrow as Esc in front of its sequence.
  const start = text.startsWith("\x1b\x1b[") || text.startsWith("\x1b\x1bO") ? 1 : 0;
  const introducer = text[start + 1];
  if (introducer === "O") return text.length > start + 2 ? start + 3 : 0;
  if (introducer !== "[") {
    return 1 + String.fromCodePoint(text.codePointAt(1) ?? 0).length;
  }
  // The mouse as older terminals tell it: three characters follow.
  if (text.startsWith("\x1b[M")) return text.length < 6 ? 0 : 6;
  for (let at = start + 2; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Linux's console writes F1 as ESC [ [ A.
    if (code >= 0x40 && code <= 0x7e && !(at === start + 2 && text[at] === "[")) return at + 1;
    if (at - start > MAX_SEQUENCE) return 1;
  }
  return 0;
}

function keyOf(sequence: string): Key | undefined {
  const name = nameOf(sequence);
  if (name !== undefined) return { kind: "key", name };
  return sequence.startsWith("\x1b") ? undefined : { kind: "text", text: sequence };
}

/** `undefined`: it is text, or nobody knows it. */
function nameOf(sequence: string): string | undefined {
  if (WHEEL_UP.test(sequence)) return "wheel-up";
  if (WHEEL_DOWN.test(sequence)) return "wheel-down";
  const [, escaped, first, modifiers, letter] =
    // deno-lint-ignore no-control-regex
    /^\x1b(\x1b?)[[O]\[?(\d*)(?:;(\d+))?([A-Za-z~])$/.exec(sequence) ?? [];
  if (letter !== undefined) {
    const name = letter === "~" ? NUMBERS[first ?? ""] : LETTERS[letter];
    if (name === undefined) return undefined;
    return modified(name, Math.max(0, Number(modifiers ?? 1) - 1) | (escaped ? 2 : 0));
  }
  // A click, or a key that nobody knows.
  if (sequence.startsWith("\x1b[")) return undefined;
  if (sequence.length > 1 && sequence.startsWith("\x1b")) {
    const key = sequence.slice(1);
    const name = controlName(key);
    if (name !== undefined) return `alt-${name}`;
    return /^[A-Z]$/.test(key) ? `alt-shift-${key.toLowerCase()}` : `alt-${key}`;
  }
  return controlName(sequence);
}

function controlName(character: string): string | undefined {
  const name = CONTROLS[character];
  if (name !== undefined) return name;
  const code = character.charCodeAt(0);
  if (code < 0x20) return `ctrl-${String.fromCharCode(code + 0x60)}`;
  return code >= 0x80 && code < 0xa0 ? `c1-${code.toString(16)}` : undefined;
}

/** By xterm's bits: 1 shift, 2 alt, 4 ctrl. */
function modified(name: string, bits: number): string {
  return `${bits & 4 ? "ctrl-" : ""}${bits & 2 ? "alt-" : ""}${bits & 1 ? "shift-" : ""}${name}`;
}
