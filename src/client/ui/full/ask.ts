/** Questions on an otherwise empty screen: what has to be known before there is a conversation. */

import { clean } from "../clean.ts";
import { Editor } from "../editor.ts";
import { piece, shortenRow, wrap } from "./pieces.ts";
import { promptRows } from "./prompt.ts";
import type { Window } from "./window.ts";

/** Resolves to what was answered; `undefined`: somebody would rather leave. */
export function askOn(
  window: Window,
  question: string,
  above: readonly string[] = [],
): Promise<string | undefined> {
  const editor = new Editor();
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const paint = () => {
    const { columns, rows } = window.size();
    const prompt = promptRows({ label: question, editor, hint: undefined }, columns);
    const said = above.flatMap((line) => wrap([piece(clean(line))], columns));
    const lines = [shortenRow([piece(" chat", "1")], columns), [], ...said];
    const shown = [...lines, ...prompt.rows];
    window.show({
      rows: Array.from({ length: rows }, (_, i) => [{ column: 0, row: shown[i] ?? [] }]),
      cursor: { row: lines.length + prompt.cursor.row, column: prompt.cursor.column },
    });
  };
  window.listen({
    pressed(key) {
      const pressed = editor.press(key);
      if (pressed.kind === "line") resolve(pressed.text);
      else if (pressed.kind === "end" || (pressed.kind === "interrupt" && !pressed.cleared)) {
        resolve(undefined);
      }
      paint();
    },
    pasted({ text }) {
      editor.press({ kind: "text", text: text.replaceAll("\n", " ").trim() });
      paint();
    },
    resized: paint,
    hungUp: () => resolve(undefined),
  });
  return promise;
}
