import assert from "node:assert/strict";
import { formatted } from "../../../../src/client/ui/full/format.ts";
import { Painter } from "../../../../src/client/ui/full/painter.ts";
import {
  piece,
  plainText,
  rowWidth,
  shorten,
  wrap,
} from "../../../../src/client/ui/full/pieces.ts";

const rows = (text: string, width: number) =>
  wrap([piece(text)], width).map((row) => plainText(row).trimEnd());

Deno.test("text is broken between words, and a word that is too long between graphemes", () => {
  assert.deepEqual(rows("tea and biscuits", 8), ["tea and", "biscuits"]);
  assert.deepEqual(rows("abcdefghij", 4), ["abcd", "efgh", "ij"]);
  assert.deepEqual(rows("one\n  two", 20), ["one", "  two"]);
});

Deno.test("wide characters, emoji sequences and combining marks are never cut, and fit", () => {
  const family = "👩‍👩‍👧";
  const all = rows(`日本語日本語${family}${family}ééé`, 5);
  assert.deepEqual(all, ["日本", "語日", "本語", `${family}${family}é`, "éé"]);
  for (const row of all) assert.ok(rowWidth([piece(row)]) <= 5, row);
  assert.equal(shorten("日本語", 5), "日本…");
});

Deno.test("formatting codes are looks, links are underlined, calls stand out, the rest is harmless", () => {
  const looks = (text: string, calls?: RegExp) =>
    formatted(text, "", calls).map(({ text, look }) => `${text}<${look}>`);
  assert.deepEqual(looks("a \x02bold\x02 \x1di\x0fx"), ["a <>", "bold<1>", " <>", "i<3>", "x<>"]);
  assert.deepEqual(looks("\x034,2red\x03!"), ["red<38;5;1;48;5;4>", "!<>"]);
  assert.deepEqual(looks("see https://a.b/c?d=1, ann", /ann/g), [
    "see <>",
    "https://a.b/c?d=1<4>",
    ", <>",
    "ann<1;33>",
  ]);
  assert.deepEqual(looks("\x1b[2Jx"), ["␛[2Jx<>"]);
});

Deno.test("only the rows that changed are painted, in one synchronized update", () => {
  const painter = new Painter(true);
  const picture = (...texts: string[]) => ({
    rows: texts.map((text) => [{ column: 0, row: [piece(text)] }]),
    cursor: { row: 1, column: 2 },
  });
  painter.paint(picture("one", "two"));
  assert.equal(
    painter.paint(picture("one", "2")),
    "\x1b[?2026h\x1b[?25l\x1b[2;1H\x1b[2K2\x1b[2;3H\x1b[?25h\x1b[?2026l",
  );
  assert.equal(painter.paint(picture("one", "2")), "");
  painter.forget();
  assert.match(painter.paint(picture("one", "2")), /one.*2/);
});

Deno.test("without colours, bold, dim and reversed stay", () => {
  const painter = new Painter(false);
  const row = [piece("a", "1;33"), piece("b", "31"), piece("c", "38;5;1;48;5;4;7")];
  const painted = painter.paint({
    rows: [[{ column: 0, row }]],
    cursor: { row: 0, column: 0 },
  });
  assert.ok(painted.includes("\x1b[1ma\x1b[0mb\x1b[7mc\x1b[0m"), JSON.stringify(painted));
});
