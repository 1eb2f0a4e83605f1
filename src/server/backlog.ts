/**
 * The lines that wait for somebody. All who wait for the very same ones, as the members of a channel mostly do,
 * have one backlog together: it grows once for all of them, and becomes bytes once
 * (bench/micro/server.bench.ts: "a message to a channel of 100").
 */
import type { ReaderKind } from "./line.ts";

export class Backlog {
  static readonly #empty: Backlog[] = [];

  /** UTF-16 code units in it. */
  readonly length: number;
  /** The text in UTF-8, while it is written to those who waited for it (`Flush`). */
  bytes: Uint8Array | undefined;
  /** The one that was made last out of this one; it stays, with all that follows it, until there is another. */
  #longer: Backlog | undefined;

  private constructor(readonly before?: Backlog, readonly lines = "") {
    this.length = before === undefined ? 0 : before.length + lines.length;
  }

  /** Nothing, from which all go on who read alike: the others would get different lines. */
  static empty(kind: ReaderKind): Backlog {
    return this.#empty[kind] ??= new Backlog();
  }

  /** This and more lines, whole ones, with their endings: the same for all who ask for it one after the other. */
  with(lines: string): Backlog {
    const longer = this.#longer;
    if (longer !== undefined && longer.lines === lines) return longer;
    return this.#longer = new Backlog(this, lines);
  }

  get text(): string {
    if (this.before?.length === 0) return this.lines;
    const parts = [this.lines];
    for (let { before } = this; before; before = before.before) parts.push(before.lines);
    return parts.reverse().join("");
  }
}
