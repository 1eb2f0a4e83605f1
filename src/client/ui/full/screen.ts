/** The whole screen: a function of what there is to see and of its size. */

import { clean } from "../clean.ts";
import { marked } from "./layout.ts";
import type { Part, Picture } from "./painter.ts";
import { formatted } from "./format.ts";
import {
  LOOK,
  padded,
  type Piece,
  piece,
  plainText,
  type Row,
  rowWidth,
  shortenRow,
  wrap,
} from "./pieces.ts";
import { promptRows } from "./prompt.ts";
import { Pages } from "./scroll.ts";
import { activity, bufferRows, listWidths, nickRows } from "./side_lists.ts";
import type { Size, View } from "./view.ts";

/** What stands above the prompt may take so many rows. */
const HINT_ROWS = 3;

/** How many columns and rows a conversation has, given what stands around it. */
export function roomFor(view: View, { columns, rows }: Size): { width: number; height: number } {
  const lists = listWidths(view, columns);
  const prompt = promptRows(view.prompt, columns).rows.length;
  const around = 2 + prompt + hintRows(view, columns).length + (view.banner === undefined ? 0 : 1);
  return {
    // A column stays free in front of the list of nicks.
    width: Math.max(10, columns - lists.buffers - (lists.nicks > 0 ? lists.nicks + 1 : 0)),
    height: Math.max(1, rows - around),
  };
}

export function screen(view: View, size: Size): Picture {
  const { columns } = size;
  if (columns < 20 || size.rows < 5) {
    const row = shortenRow([piece(view.texts.tooSmall)], columns);
    const rows = Array.from({ length: size.rows }, (_, i) => i === 0 ? [{ column: 0, row }] : []);
    return { rows, cursor: { row: 0, column: 0 } };
  }
  const lists = listWidths(view, columns);
  const { width, height } = roomFor(view, size);
  const prompt = promptRows(view.prompt, columns);
  const whole = (row: Row): Part[] => [{ column: 0, row: shortenRow(row, columns) }];

  const rows: (readonly Part[])[] = [whole(topicRow(view, columns))];
  if (view.banner !== undefined) {
    rows.push(whole(padded([piece(` ${clean(view.banner)}`, "1;7;31")], columns, "7;31")));
  }
  const left = lists.buffers > 0 ? bufferRows(view, lists.buffers, height) : [];
  const right = lists.nicks > 0 ? nickRows(view, lists.nicks - 2, height) : [];
  const middle = conversationRows(view, width, height);
  for (let i = 0; i < height; i++) {
    const parts: Part[] = [];
    if (lists.buffers > 0) {
      const bar = piece("│", LOOK.dim);
      parts.push({ column: 0, row: left[i] ?? [] }, { column: lists.buffers - 1, row: [bar] });
    }
    parts.push({ column: lists.buffers, row: middle[i] ?? [] });
    if (lists.nicks > 0) {
      const bar = piece("│ ", LOOK.dim);
      parts.push({ column: columns - lists.nicks, row: [bar, ...(right[i] ?? [])] });
    }
    rows.push(parts);
  }
  rows.push(...hintRows(view, columns).map(whole));
  rows.push(whole(statusRow(view, columns, width, height)));
  const promptAt = rows.length;
  rows.push(...prompt.rows.map(whole));
  return {
    rows: rows.slice(0, size.rows),
    cursor: { row: promptAt + prompt.cursor.row, column: prompt.cursor.column },
  };
}

/** The screen as text, for tests and pictures: `‸` is not drawn, the cursor stands apart. */
export function asText({ rows }: Picture): string {
  return rows.map((parts) => {
    let line = "";
    for (const { column, row } of parts) {
      line += " ".repeat(Math.max(0, column - rowWidth([piece(line)]))) + plainText(row);
    }
    return line.trimEnd();
  }).join("\n");
}

function hintRows({ prompt: { hint } }: View, columns: number): Row[] {
  if (hint === undefined) return [];
  return wrap([piece(clean(hint.replace(/\n/g, " ")), LOOK.good)], columns).slice(0, HINT_ROWS);
}

function topicRow({ buffers, texts }: View, columns: number): Row {
  const { current, session } = buffers;
  const topic = session.channel(current.name)?.topic ?? "";
  const about: Piece[] = current.kind === "channel"
    ? topic === ""
      ? [piece(texts.noTopic, "7;2")]
      : formatted(topic.replace(/\s+/g, " "), LOOK.reverse, undefined)
    : current.kind === "private"
    ? [piece(texts.privateWith(clean(current.name)), LOOK.reverse)]
    : [piece(session.isupport.network ?? "", LOOK.reverse)];
  const name = piece(` ${clean(current.name)} `, "1;7");
  return padded([name, piece(" ", LOOK.reverse), ...about], columns, LOOK.reverse);
}

function conversationRows(view: View, width: number, height: number): Row[] {
  const { current } = view.buffers;
  const pages = new Pages(current, view.layout, width);
  const lines = pages.up(view.place, height);
  const rows = lines.map(({ entry, text }) => entry === view.selected ? marked(text) : text);
  if (rows.length < height) {
    const top = current.older === "loading"
      ? view.texts.older
      : current.older === "none" && current.kind !== "server" && current.kind !== "search"
      ? view.texts.beginning
      : "";
    if (top !== "") rows.unshift([piece(`      ${top}`, LOOK.dim)]);
  } else if (current.older === "loading" && lines[0]?.entry === pages.at(0)) {
    rows[0] = [piece(`      ${view.texts.older}`, LOOK.dim)];
  }
  // What there is stands at the bottom, above the line being typed.
  return [...Array<Row>(Math.max(0, height - rows.length)).fill([]), ...rows];
}

function statusRow(view: View, columns: number, width: number, height: number): Row {
  const { buffers, texts, layout, now, place } = view;
  const { session, current, list } = buffers;
  const bar = LOOK.reverse;
  const members = session.channel(current.name)?.members.size;
  const count = members === undefined ? "" : ` (${texts.memberCount(members)})`;
  const state = session.phase !== "in"
    ? `, ${texts.offline}`
    : session.away
    ? `, ${texts.away}`
    : "";
  const typing = current.typing(now).map(clean);
  const left: Piece[] = [
    piece(` ${layout.timeOf(now)} `, bar),
    piece(`${clean(session.nick)}${state}`, `${bar};1`),
    piece(` ${list.indexOf(current) + 1}:${clean(current.name)}${count} `, bar),
    ...(typing.length > 0 ? [piece(` ${texts.typing(typing)} `, `${bar};3`)] : []),
    ...activity(view).map(({ text, look }) => piece(text, look === "" ? bar : `${look};${bar}`)),
  ];
  const pages = new Pages(current, layout, width);
  const below = height > 0 ? pages.below(place) : 0;
  if (below === 0) return padded(left, columns, bar);
  const right = piece(` ↓ ${texts.below(below)} `, `${bar};1`);
  return [...padded(left, columns - rowWidth([right]), bar), right];
}
