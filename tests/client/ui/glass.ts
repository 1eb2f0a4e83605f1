/** A terminal of endless height that understands what the line screen sends, and nothing else. */
import assert from "node:assert/strict";
import stringWidth from "string-width";
import type { Paper } from "../../../src/client/ui/lines.ts";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

export class Glass implements Paper {
  readonly colors = false;
  closed = false;
  /** How often something was written. */
  writes = 0;
  #rows: string[][] = [[]];
  #row = 0;
  #column = 0;

  constructor(public width = 40) {}

  columns(): number {
    return this.width;
  }

  close(): void {
    this.closed = true;
  }

  write(text: string): void {
    this.writes++;
    // deno-lint-ignore no-control-regex
    for (const [piece] of text.matchAll(/\x1b\[\d*[A-Z]|[\r\n]|[^\x1b\r\n]+/g)) this.#take(piece);
  }

  /** What can be seen, with ‸ where the cursor is. */
  drawn(): string {
    return this.#rows.map((row, at) => {
      const cells = [...row];
      if (at === this.#row) {
        while (cells.length < this.#column) cells.push(" ");
        cells.splice(this.#column, 0, "‸");
      }
      return cells.join("").trimEnd();
    }).join("\n");
  }

  #take(piece: string): void {
    if (piece === "\r") this.#column = 0;
    else if (piece === "\n") this.#down();
    else if (piece === "\x1b[J") this.#eraseBelow();
    else if (/^.\[\d+C$/.test(piece)) this.#column += Number(piece.slice(2, -1));
    else if (piece === "\x1b[2J") this.#rows = this.#rows.map(() => []);
    else if (piece === "\x1b[3J") this.#rows = this.#rows.slice(this.#row);
    else if (piece === "\x1b[H") this.#row = this.#column = 0;
    else {
      assert.ok(
        !piece.startsWith("\x1b"),
        `a sequence that nobody knows: ${JSON.stringify(piece)}`,
      );
      for (const { segment } of graphemes.segment(piece)) this.#put(segment);
    }
    assert.ok(this.#column < this.width, "the cursor never stands behind the last column");
  }

  /** A wide character takes two cells, the second of them empty. */
  #put(character: string): void {
    const cells = stringWidth(character);
    if (this.#column + cells > this.width) {
      this.#down();
      this.#column = 0;
    }
    const row = this.#rows[this.#row] ?? [];
    while (row.length < this.#column) row.push(" ");
    row.splice(this.#column, cells, character, ...Array(Math.max(0, cells - 1)).fill(""));
    this.#column += cells;
  }

  #down(): void {
    this.#row++;
    if (!this.#rows[this.#row]) this.#rows[this.#row] = [];
  }

  #eraseBelow(): void {
    this.#rows[this.#row] = this.#rows[this.#row]?.slice(0, this.#column) ?? [];
    this.#rows.length = this.#row + 1;
  }
}
