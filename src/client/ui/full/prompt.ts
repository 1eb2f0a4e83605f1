/** The line being typed, on as many rows as it needs. */

import { clean } from "../clean.ts";
import { piece, type Row, shorten, widthOf } from "./pieces.ts";
import type { Prompt } from "./view.ts";

/** More rows than this are not shown at once; the cursor's always is. */
const MAX_ROWS = 6;
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

export interface PromptRows {
  readonly rows: readonly Row[];
  /** From 0, within these rows. */
  readonly cursor: { readonly row: number; readonly column: number };
}

export function promptRows({ label, editor }: Prompt, columns: number): PromptRows {
  const name = shorten(clean(label), Math.floor(columns / 2));
  const indent = widthOf(name);
  const width = Math.max(4, columns - indent - 1);
  const rows: string[] = [""];
  let used = 0;
  let cursor = { row: 0, column: 0 };
  const put = (text: string) => {
    for (const { segment } of graphemes.segment(text)) {
      if (segment === "\n" || segment === "\r\n") {
        rows.push("");
        used = 0;
        continue;
      }
      const shown = clean(segment);
      const cells = widthOf(shown);
      if (used + cells > width) {
        rows.push("");
        used = 0;
      }
      rows[rows.length - 1] += shown;
      used += cells;
    }
  };
  put(editor.before);
  cursor = { row: rows.length - 1, column: indent + used };
  put(editor.after);
  const first = Math.max(0, Math.min(cursor.row - MAX_ROWS + 1, rows.length - MAX_ROWS));
  return {
    rows: rows.slice(first, first + MAX_ROWS).map((text, i) =>
      first + i === 0 ? [piece(name, "1"), piece(text)] : [piece(" ".repeat(indent)), piece(text)]
    ),
    cursor: { row: cursor.row - first, column: cursor.column },
  };
}
