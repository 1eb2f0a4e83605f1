/** The line being typed, with the keys of readline. Pure: keys go in, the line is looked at. */

import stringWidth from "string-width";
import type { Key } from "./keys.ts";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const MAX_HISTORY = 500;
/** UTF-16 units. Nobody types this much; what is pasted beyond it is dropped. */
const MAX_TYPED = 8000;

/** What a key was to the editor. */
export type Pressed =
  | { readonly kind: "edited" }
  | { readonly kind: "line"; readonly text: string }
  /** Ctrl-C; `cleared`: there was a line. */
  | { readonly kind: "interrupt"; readonly cleared: boolean }
  /** Ctrl-D on an empty line. */
  | { readonly kind: "end" }
  | { readonly kind: "unknown" };

const EDITED: Pressed = { kind: "edited" };

export class Editor {
  /** The text before and after the cursor. */
  #before = "";
  #after = "";
  #killed = "";
  /** Lines entered before, oldest first, and where in them the arrow keys are. */
  readonly #history: string[] = [];
  #at = 0;
  #draft = "";

  /** `most`: UTF-16 units that the line may have; what is typed or pasted beyond it is dropped. */
  constructor(readonly most = MAX_TYPED) {}

  /** The text before the cursor. */
  get before(): string {
    return this.#before;
  }

  set before(text: string) {
    this.#before = text;
  }

  get after(): string {
    return this.#after;
  }

  /** Lines entered before, oldest first. */
  get entered(): readonly string[] {
    return this.#history;
  }

  get text(): string {
    return this.#before + this.#after;
  }

  /** Puts a text there, the cursor at its end. */
  set text(text: string) {
    this.#before = text;
    this.#after = "";
  }

  /** Another text will stand here; this one comes back with the arrow keys. */
  putAside(): void {
    this.#remember(this.text);
  }

  press(key: Key): Pressed {
    if (key.kind === "text") {
      const room = this.most - this.text.length;
      this.#before += key.text.slice(0, Math.max(0, room));
      return EDITED;
    }
    if (key.name === "return" || key.name === "enter") return this.#enter();
    if (key.name === "ctrl-c") {
      const cleared = this.text !== "";
      this.text = "";
      this.#at = this.#history.length;
      return { kind: "interrupt", cleared };
    }
    if (key.name === "ctrl-d" && this.text === "") return { kind: "end" };
    const edit = this.#edits[key.name];
    if (!edit) return { kind: "unknown" };
    edit();
    return EDITED;
  }

  /** The part of the line that fits `width` columns, and the column of the cursor in it. */
  window(width: number): { readonly text: string; readonly cursor: number } {
    const before = widthOf(this.#before) < width ? this.#before : tail(this.#before, width - 1);
    const cursor = widthOf(before);
    return { text: before + head(this.#after, width - cursor), cursor };
  }

  readonly #edits: Readonly<Record<string, () => void>> = {
    left: () => this.#move(lastGrapheme(this.#before).length),
    "ctrl-b": () => this.#move(lastGrapheme(this.#before).length),
    right: () => this.#move(-firstGrapheme(this.#after).length),
    "ctrl-f": () => this.#move(-firstGrapheme(this.#after).length),
    home: () => this.#move(this.#before.length),
    "ctrl-a": () => this.#move(this.#before.length),
    end: () => this.#move(-this.#after.length),
    "ctrl-e": () => this.#move(-this.#after.length),
    "alt-b": () => this.#move(wordBefore(this.#before).length),
    "ctrl-left": () => this.#move(wordBefore(this.#before).length),
    "alt-f": () => this.#move(-wordAfter(this.#after).length),
    "ctrl-right": () => this.#move(-wordAfter(this.#after).length),
    backspace: () => this.#erase(lastGrapheme(this.#before).length),
    "ctrl-h": () => this.#erase(lastGrapheme(this.#before).length),
    delete: () => this.#eraseAfter(firstGrapheme(this.#after).length),
    "ctrl-d": () => this.#eraseAfter(firstGrapheme(this.#after).length),
    "ctrl-w": () => this.#kill(/\S*\s*$/.exec(this.#before)?.[0].length ?? 0),
    "alt-backspace": () => this.#kill(wordBefore(this.#before).length),
    "alt-d": () => this.#killAfter(wordAfter(this.#after).length),
    "ctrl-u": () => this.#kill(this.#before.length),
    "ctrl-k": () => this.#killAfter(this.#after.length),
    "ctrl-y": () => void (this.#before += this.#killed),
    "ctrl-t": () => this.#transpose(),
    up: () => this.#vertical(-1),
    "ctrl-p": () => this.#recall(-1),
    down: () => this.#vertical(1),
    "ctrl-n": () => this.#recall(1),
  };

  #enter(): Pressed {
    const { text } = this;
    this.text = "";
    this.#remember(text);
    return { kind: "line", text };
  }

  #remember(text: string): void {
    if (text.trim() !== "" && text !== this.#history.at(-1)) this.#history.push(text);
    if (this.#history.length > MAX_HISTORY) this.#history.shift();
    this.#at = this.#history.length;
  }

  /** Moves the cursor back by so many UTF-16 units, forward if negative. */
  #move(back: number): void {
    const { text } = this;
    const at = this.#before.length - back;
    this.#before = text.slice(0, at);
    this.#after = text.slice(at);
  }

  #erase(count: number): void {
    this.#before = this.#before.slice(0, this.#before.length - count);
  }

  #eraseAfter(count: number): void {
    this.#after = this.#after.slice(count);
  }

  #kill(count: number): void {
    if (count === 0) return;
    this.#killed = this.#before.slice(this.#before.length - count);
    this.#erase(count);
  }

  #killAfter(count: number): void {
    if (count === 0) return;
    this.#killed = this.#after.slice(0, count);
    this.#eraseAfter(count);
  }

  /** Exchanges the two characters at the cursor. */
  #transpose(): void {
    const second = firstGrapheme(this.#after) || lastGrapheme(this.#before);
    const rest = this.#after === "" ? this.#before.slice(0, -second.length) : this.#before;
    const first = lastGrapheme(rest);
    if (first === "" || second === "") return;
    this.#before = rest.slice(0, -first.length) + second + first;
    this.#after = this.#after.slice(this.#after === "" ? 0 : second.length);
  }

  /** To the row above or below of a text of several; beyond the first and the last one are other lines. */
  #vertical(step: -1 | 1): void {
    const above = this.#before.split("\n");
    const below = this.#after.split("\n");
    const target = step < 0 ? above.at(-2) : below[1];
    if (target === undefined) return this.#recall(step);
    const column = [...graphemes.segment(above.at(-1) ?? "")].length;
    const place = [...graphemes.segment(target)].slice(0, column)
      .reduce((length, { segment }) => length + segment.length, 0);
    if (step < 0) this.#move((above.at(-1)?.length ?? 0) + 1 + target.length - place);
    else this.#move(-((below[0]?.length ?? 0) + 1 + place));
  }

  /** What was being typed, or made of an older line, is kept while others are looked at. */
  #recall(step: number): void {
    const at = this.#at + step;
    if (at < 0 || at > this.#history.length) return;
    if (this.text !== this.#history[this.#at]) this.#draft = this.text;
    this.#at = at;
    this.text = this.#history[at] ?? this.#draft;
  }
}

export function widthOf(text: string): number {
  return stringWidth(text);
}

/** As much of the beginning as fits `width` columns. */
export function head(text: string, width: number): string {
  let fitting = "";
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += widthOf(segment);
    if (used > width) break;
    fitting += segment;
  }
  return fitting;
}

/** As much of the end as fits `width` columns. */
function tail(text: string, width: number): string {
  const segments = [...graphemes.segment(text)];
  let used = 0;
  let from = text.length;
  for (const { segment, index } of segments.reverse()) {
    used += widthOf(segment);
    if (used > width) break;
    from = index;
  }
  return text.slice(from);
}

function firstGrapheme(text: string): string {
  for (const { segment } of graphemes.segment(text)) return segment;
  return "";
}

function lastGrapheme(text: string): string {
  return [...graphemes.segment(text)].at(-1)?.segment ?? "";
}

/** The last word, and what stands between it and the end. */
function wordBefore(text: string): string {
  return /[\p{L}\p{M}\p{N}_]*[^\p{L}\p{M}\p{N}_]*$/u.exec(text)?.[0] ?? "";
}

function wordAfter(text: string): string {
  return /^[^\p{L}\p{M}\p{N}_]*[\p{L}\p{M}\p{N}_]*/u.exec(text)?.[0] ?? "";
}
