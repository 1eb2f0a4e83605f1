/**
 * The line-oriented screen: what happens runs up the terminal like on paper, and the line being typed
 * stays whole below it. It takes one row, whatever its length, so it can always be wiped and redrawn.
 */

import { clean } from "./clean.ts";
import type { Row } from "./draw.ts";
import { Editor, head, widthOf } from "./editor.ts";
import type { Key } from "./keys.ts";
import type { Input, Screen } from "./screen.ts";
import { paint } from "./style.ts";
import { texts } from "../texts/index.ts";

/** The terminal's side: text goes to it as it is. */
export interface Paper {
  readonly colors: boolean;
  write(text: string): void;
  columns(): number;
  close(): void;
}

/** Lines entered faster than they can be taken, in the client or before it listens. */
const MAX_EARLY = 1000;

export class LineScreen implements Screen {
  readonly interactive = true;
  readonly #editor = new Editor();
  #prompt = "";
  #input: Input | undefined;
  #question: { readonly text: string; answer(line: string | undefined): void } | undefined;
  #early: string[] = [];
  #taking = false;
  #out: string[] = [];
  #warned = false;
  #closed = false;

  constructor(readonly paper: Paper) {}

  print(rows: readonly Row[]): void {
    if (this.#closed || rows.length === 0) return;
    for (const { spans } of rows) this.#out.push(paint(spans, this.paper.colors));
    // Everything that comes in one turn is written at once.
    if (this.#out.length === rows.length) queueMicrotask(() => this.#flush());
  }

  prompt(text: string): void {
    if (text === this.#prompt) return;
    this.#prompt = text;
    this.redraw();
  }

  ask(question: string): Promise<string | undefined> {
    return new Promise((answer) => {
      this.#question = { text: question, answer };
      this.redraw();
    });
  }

  listen(input: Input): Promise<void> {
    this.#input = input;
    return this.#take();
  }

  clear(): void {
    this.paper.write("\x1b[2J\x1b[3J\x1b[H");
    this.redraw();
  }

  /** The line being typed, again: after a resize, or when another program wrote on the terminal. */
  redraw(): void {
    if (!this.#closed) this.paper.write(this.#line());
  }

  close(): void {
    if (this.#closed) return;
    this.#flush();
    this.#closed = true;
    this.paper.write("\r\x1b[J");
    this.paper.close();
  }

  press(key: Key): void {
    if (this.#closed) return;
    const pressed = this.#editor.press(key);
    if (pressed.kind !== "interrupt") this.#warned = false;
    switch (pressed.kind) {
      case "line":
        this.#entered(pressed.text);
        break;
      case "interrupt":
        this.#interrupted(pressed.cleared);
        break;
      case "end":
        this.#ended();
        break;
    }
    if (pressed.kind !== "unknown") this.redraw();
  }

  /** The terminal is gone, or somebody asks the program to end. */
  hangUp(): void {
    this.#unanswered();
    this.#input?.interrupt();
  }

  #unanswered(): void {
    const question = this.#question;
    this.#question = undefined;
    question?.answer(undefined);
  }

  #entered(text: string): void {
    if (this.#question) {
      const { text: question, answer } = this.#question;
      this.#question = undefined;
      // The answer stays on the paper, as in any dialogue.
      this.paper.write(`\r\x1b[J${question}${text}\r\n`);
      answer(text);
    } else if (this.#early.length < MAX_EARLY) {
      this.#early.push(text);
      this.#take();
    }
  }

  async #take(): Promise<void> {
    if (this.#taking || !this.#input) return;
    this.#taking = true;
    for (let text = this.#early.shift(); text !== undefined; text = this.#early.shift()) {
      if (await this.#input.line(text) || this.#editor.text !== "") continue;
      this.#editor.text = text;
      this.redraw();
    }
    this.#taking = false;
  }

  #interrupted(cleared: boolean): void {
    if (cleared) {
      this.#warned = false;
    } else if (this.#warned || this.#question || !this.#input) {
      this.hangUp();
    } else {
      this.#warned = true;
      this.print([{
        to: "notes",
        spans: [{ text: `-- ${texts.leaveHint}`, look: "plain" }],
      }]);
    }
  }

  #ended(): void {
    if (this.#question) this.#unanswered();
    else this.#input?.end();
  }

  #flush(): void {
    if (this.#closed || this.#out.length === 0) return;
    const lines = this.#out.map((line) => `${line}\r\n`).join("");
    this.#out = [];
    this.paper.write(`\r\x1b[J${lines}${this.#line()}`);
  }

  /** The row of the line being typed, drawn from the left edge, with the cursor in its place. */
  #line(): string {
    const columns = Math.max(10, this.paper.columns());
    // Our nick is in it, and that is what the server says it is.
    const shown = clean(this.#question?.text ?? this.#prompt);
    const prompt = shortened(shown, Math.floor(columns / 2));
    // The last column stays empty: a cursor behind it would be on the next row on some terminals.
    const { text, cursor } = this.#editor.window(columns - widthOf(prompt) - 1);
    const right = widthOf(prompt) + cursor;
    return `\r\x1b[J${prompt}${text}\r${right > 0 ? `\x1b[${right}C` : ""}`;
  }
}

function shortened(prompt: string, width: number): string {
  return widthOf(prompt) <= width ? prompt : `${head(prompt, width - 2)}> `;
}
