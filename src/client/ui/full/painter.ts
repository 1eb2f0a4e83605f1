/** Writes a screen to a terminal: only the rows that changed, and all of them at once. */

import { clean } from "../clean.ts";
import type { Row } from "./pieces.ts";

/** A part of a row that begins in a certain column, whatever stands before it is wide. From 0. */
export interface Part {
  readonly column: number;
  readonly row: Row;
}

/** A whole screen. The cursor's row and column count from 0. */
export interface Picture {
  readonly rows: readonly (readonly Part[])[];
  readonly cursor: { readonly row: number; readonly column: number };
}

// https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036
const BEGIN = "\x1b[?2026h\x1b[?25l";
const END = "\x1b[?25h\x1b[?2026l";

export class Painter {
  #before: string[] = [];
  #cursor = "";

  constructor(readonly colors: boolean) {}

  /** What to write so that the terminal shows this; "" if it does already. */
  paint({ rows, cursor }: Picture): string {
    let changes = "";
    const now = rows.map((parts) => this.#row(parts));
    now.forEach((row, i) => {
      if (row !== this.#before[i]) changes += `\x1b[${i + 1};1H\x1b[2K${row}`;
    });
    const to = `\x1b[${cursor.row + 1};${cursor.column + 1}H`;
    const isSame = changes === "" && to === this.#cursor;
    this.#before = now;
    this.#cursor = to;
    return isSame ? "" : `${BEGIN}${changes}${to}${END}`;
  }

  /** The terminal shows something else: the next picture is painted as a whole. */
  forget(): void {
    this.#before = [];
    this.#cursor = "";
  }

  #row(parts: readonly Part[]): string {
    // A column is named, since terminals do not agree about how wide some emoji are.
    return parts.map(({ column, row }) =>
      (column === 0 ? "" : `\x1b[${column + 1}G`) + row.map((piece) => this.#piece(piece)).join("")
    ).join("");
  }

  #piece({ text: foreign, look }: Row[number]): string {
    // Most of it is clean already, for the sake of its width; nothing may pass that is not.
    const text = clean(foreign);
    const code = this.colors ? look : withoutColors(look);
    return code === "" ? text : `\x1b[${code}m${text}\x1b[0m`;
  }
}

/** https://no-color.org is about colours: bold, dim and reversed stay. */
function withoutColors(look: string): string {
  return look.replace(/\b[34]8;5;\d+/g, "").split(";")
    .filter((code) => code !== "" && Number(code) < 30).join(";");
}
