/**
 * Makes docs/chat.svg, the picture in the README: the client's own screen after a short conversation, drawn
 * without a terminal.
 *
 *     deno task picture
 */
import { Buffers } from "../src/client/buffers.ts";
import { Session } from "../src/client/session.ts";
import { texts } from "../src/client/texts/index.ts";
import { Editor } from "../src/client/ui/editor.ts";
import { Layout } from "../src/client/ui/full/layout.ts";
import type { Part } from "../src/client/ui/full/painter.ts";
import { widthOf } from "../src/client/ui/full/pieces.ts";
import { screen } from "../src/client/ui/full/screen.ts";

const COLUMNS = 104;
const ROWS = 22;
const DAY = Date.UTC(2026, 10, 24);

/** What the server says; each line has its minute of the day. */
const CONVERSATION: readonly [minute: number, line: string][] = [
  [440, ":ann!ann@host JOIN #general"],
  [440, ":s 353 ann = #general :ann @bob eve kim"],
  [440, ":s 366 ann #general :End"],
  [440, ":s 332 ann #general :Kitchen and everything else"],
  [441, ":ann!ann@host JOIN #builds"],
  [442, "@msgid=1 :bob!b@h PRIVMSG #general :Good morning! Who is in today?"],
  [443, "@msgid=2 :eve!e@h PRIVMSG #general :me, with \x02fresh\x02 croissants 🥐"],
  [444, ":lee!l@h JOIN #general"],
  [445, ":max!m@h JOIN #general"],
  [446, "@msgid=3 :kim!k@h PRIVMSG #general :日本からおはよう"],
  [447, "@msgid=4 :ann!ann@host PRIVMSG #general :Tea is ready"],
  [447, "@+draft/react=❤️;+draft/reply=4 :eve!e@h TAGMSG #general"],
  [448, "@msgid=5;+draft/reply=4 :bob!b@h PRIVMSG #general :On my way!"],
  [449, ":max!m@h QUIT :bye"],
  [450, ":ci!c@h PRIVMSG #builds :build 1204 is green"],
  [451, ":kim!k@h PRIVMSG ann :can you look at https://example.org/42 with me?"],
  [452, "@msgid=6 :bob!b@h PRIVMSG #general :ann: the kettle again? https://example.org/kettle"],
  [453, "@+typing=active :eve!e@h TAGMSG #general"],
];

let now = DAY;
const session = new Session({
  identity: { nick: "ann", username: "ann", realname: "Ann", password: undefined },
  join: [],
  historyOnJoin: 0,
  send() {},
  tell: (event) => buffers.happened(event),
  accepted() {},
  drop() {},
  fail() {},
  now: () => now,
});
const buffers: Buffers = new Buffers(session, {
  texts,
  server: "127.0.0.1:5555",
  highlights: () => [],
  watching: () => true,
  marked() {},
  called() {},
  now: () => now,
});
session.opened();
session.heard(":s CAP * ACK :message-tags");
session.heard(":s 001 ann :Welcome");
session.heard(":s 005 ann NETWORK=chat CASEMAPPING=ascii PREFIX=(ov)@+ :are supported");
session.heard(":s 422 ann :none");
for (const [minute, line] of CONVERSATION) {
  now = DAY + minute * 60_000;
  session.heard(line);
  const general = buffers.get("#general");
  if (general && buffers.current !== general) buffers.show(general);
}
buffers.current.older = "none";

const layout = new Layout(texts, (id) => buffers.current.find(id), "UTC");
layout.callsBy(["ann"]);
const editor = new Editor();
editor.text = "I only boil it once a day";
const picture = screen({
  buffers,
  texts,
  layout,
  now,
  place: undefined,
  selected: undefined,
  prompt: { label: "[ann #general] ", editor, hint: undefined },
  banner: undefined,
  lists: { buffers: "auto", nicks: "auto" },
}, { columns: COLUMNS, rows: ROWS });

const CELL = { width: 8.4, height: 18 };
const BACKGROUND = "#1d2129";
const FOREGROUND = "#d8dee9";
const COLORS: Readonly<Record<string, string>> = {
  31: "#e06c75",
  32: "#98c379",
  33: "#e5c07b",
  34: "#61afef",
  35: "#c678dd",
  36: "#56b6c2",
  92: "#b5e890",
  94: "#82c4ff",
  96: "#7fe0ea",
};

/** A row's pieces as rectangles and texts. */
function drawn(parts: readonly Part[], row: number): string {
  return parts.flatMap(({ column, row: pieces }) => {
    let at = column;
    return pieces.map(({ text, look }) => {
      const width = widthOf(text);
      const x = (at * CELL.width).toFixed(1);
      at += width;
      return piece(text, look.split(";"), x, row, width);
    });
  }).join("");
}

function piece(text: string, codes: string[], x: string, row: number, width: number): string {
  const color = codes.map((code) => COLORS[code]).find((known) => known) ?? FOREGROUND;
  const isReversed = codes.includes("7");
  const size = (width * CELL.width).toFixed(1);
  const box = isReversed
    ? `<rect x="${x}" y="${
      row * CELL.height
    }" width="${size}" height="${CELL.height}" fill="${color}"/>`
    : "";
  if (text.trim() === "") return box;
  const styles = [
    `fill="${isReversed ? BACKGROUND : color}"`,
    codes.includes("1") ? `font-weight="bold"` : "",
    codes.includes("2") ? `opacity="0.55"` : "",
    codes.includes("3") ? `font-style="italic"` : "",
    codes.includes("4") ? `text-decoration="underline"` : "",
    // Whatever font there is, each piece is as wide as its cells.
    `textLength="${size}" lengthAdjust="spacingAndGlyphs"`,
  ].filter((style) => style !== "").join(" ");
  const y = row * CELL.height + 13;
  return `${box}<text x="${x}" y="${y}" ${styles} xml:space="preserve">${escaped(text)}</text>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const width = COLUMNS * CELL.width + 16;
const height = ROWS * CELL.height + 16;
const cursorX = (picture.cursor.column * CELL.width).toFixed(1);
const cursorY = picture.cursor.row * CELL.height + 2;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 -8 ${width} ${height}" role="img"
  font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14">
<title>chat connect: a conversation in #general</title>
<rect x="-8" y="-8" width="${width}" height="${height}" rx="8" fill="${BACKGROUND}"/>
${picture.rows.map(drawn).join("\n")}
<rect x="${cursorX}" y="${cursorY}" width="${CELL.width}" height="14" fill="${FOREGROUND}"/>
</svg>
`;
await Deno.writeTextFile(new URL("chat.svg", import.meta.url), svg);
