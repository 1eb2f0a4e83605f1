/** A screen without any glass: somebody types here, and looks at what was printed. */
import assert from "node:assert/strict";
import type { Row } from "../../src/client/ui/draw.ts";
import type { Input, Screen } from "../../src/client/ui/screen.ts";
import { paint } from "../../src/client/ui/style.ts";
import { settled } from "./fake_clock.ts";

export class Desk implements Screen {
  prompted = "";
  cleared = 0;
  /** What whoever is asked will answer. */
  readonly answers: string[] = [];
  readonly asked: string[] = [];
  #input: Input | undefined;
  #printed: string[] = [];

  constructor(readonly interactive: boolean) {}

  print(rows: readonly Row[]): void {
    for (const { spans } of rows) this.#printed.push(paint(spans, false));
  }

  prompt(text: string): void {
    this.prompted = text;
  }

  ask(question: string): Promise<string | undefined> {
    this.asked.push(question);
    return Promise.resolve(this.answers.shift());
  }

  listen(input: Input): Promise<void> {
    this.#input = input;
    return Promise.resolve();
  }

  clear(): void {
    this.cleared++;
  }

  close(): void {}

  /** Resolves when it is known whether the line is taken. */
  async typing(text: string): Promise<boolean> {
    return await this.#input?.line(text) ?? false;
  }

  /** `false`: the line is not taken. `waiting`: that is not known yet. */
  async types(text: string): Promise<boolean | "waiting"> {
    let outcome: boolean | "waiting" = "waiting";
    this.#input?.line(text).then((taken) => outcome = taken);
    await settled();
    await settled();
    return outcome;
  }

  ends(): void {
    this.#input?.end();
  }

  interrupts(): void {
    this.#input?.interrupt();
  }

  /** Exactly these lines were printed since the last look. */
  async shows(...lines: string[]): Promise<void> {
    await settled();
    assert.deepEqual(this.#printed, lines);
    this.#printed = [];
  }

  /** Waits until a line that ends like this is printed, at most five seconds; wipes all up to it. */
  async until(ending: string): Promise<void> {
    for (let waited = 0; waited < 5000; waited += 10) {
      const at = this.#printed.findIndex((line) => line.endsWith(ending));
      if (at >= 0) return void this.#printed.splice(0, at + 1);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.fail(`"${ending}" never came:\n${this.#printed.join("\n")}`);
  }
}
