/** A window without any glass: keys are typed here, and the screen is looked at as text. */
import assert from "node:assert/strict";
import { decodeKeys } from "../../../src/client/ui/keys.ts";
import type { Picture } from "../../../src/client/ui/full/painter.ts";
import { asText } from "../../../src/client/ui/full/screen.ts";
import type { Size } from "../../../src/client/ui/full/view.ts";
import type { Listener, Window } from "../../../src/client/ui/full/window.ts";

export class Pane implements Window {
  picture: Picture = { rows: [], cursor: { row: 0, column: 0 } };
  /** How often something was painted. */
  paints = 0;
  /** Calls for attention, as "title: text". */
  readonly calls: string[] = [];
  hasWheel = true;
  #listener: Listener | undefined;
  readonly #keys = decodeKeys(
    (key) => this.#listener?.pressed(key),
    (paste) => this.#listener?.pasted(paste),
  );

  constructor(public columns = 60, public rows = 12) {}

  size(): Size {
    return { columns: this.columns, rows: this.rows };
  }

  listen(listener: Listener): void {
    this.#listener = listener;
    listener.resized();
  }

  show(picture: Picture): void {
    this.paints++;
    this.picture = picture;
  }

  forget(): void {}

  call(title: string, text: string): void {
    this.calls.push(`${title}: ${text}`);
  }

  wheel(isOn: boolean): void {
    this.hasWheel = isOn;
  }

  lend<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  close(): void {}

  get text(): string {
    return asText(this.picture);
  }

  /** Types keys as a terminal sends them, and waits until the screen has answered. */
  async types(keys: string): Promise<void> {
    this.#keys.push(new TextEncoder().encode(keys));
    // A single escape character waits for what may follow it.
    await new Promise((resolve) => setTimeout(resolve, keys.endsWith("\x1b") ? 60 : 0));
  }

  /** Types a line and enters it. */
  line(text: string): Promise<void> {
    return this.types(`${text}\r`);
  }

  async resize(columns: number, rows: number): Promise<void> {
    this.columns = columns;
    this.rows = rows;
    this.#listener?.resized();
    await new Promise((resolve) => setTimeout(resolve, 0));
  }

  hangUp(): void {
    this.#listener?.hungUp();
  }

  /** Waits until the screen shows something, at most five seconds. */
  async until(expected: string | RegExp): Promise<void> {
    const isThere = () =>
      typeof expected === "string" ? this.text.includes(expected) : expected.test(this.text);
    for (let waited = 0; !isThere(); waited += 10) {
      if (waited > 5000) assert.fail(`${expected} never came:\n${this.text}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Waits until the screen does not show something any more. */
  async untilGone(unexpected: string): Promise<void> {
    for (let waited = 0; this.text.includes(unexpected); waited += 10) {
      if (waited > 5000) assert.fail(`"${unexpected}" is still there:\n${this.text}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** The screen is exactly this, but for the time in the status line. */
  shows(expected: string): void {
    const text = (screen: string) => screen.replace(/^\n|\n *$/g, "").replace(/ +$/gm, "");
    assert.equal(text(this.text), text(expected));
  }
}
