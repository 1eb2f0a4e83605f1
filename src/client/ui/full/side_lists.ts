/** The lists beside a conversation: buffers on the left, nicks on the right. */

import type { Buffer } from "../../buffer.ts";
import type { Member } from "../../channel.ts";
import { clean } from "../clean.ts";
import { LOOK, nickLook, padded, piece, type Row, shorten, widthOf } from "./pieces.ts";
import type { View } from "./view.ts";

const BUFFERS_WIDTH = 20;
const NICKS_WIDTH = 16;

/** How wide each list is, 0 where it is not shown. */
export function listWidths(
  { lists, buffers }: View,
  columns: number,
): { readonly buffers: number; readonly nicks: number } {
  const isChannel = buffers.current.kind === "channel";
  const nicks = lists.nicks === "on" ? columns >= 40 : lists.nicks === "auto" && columns >= 100;
  return {
    buffers: lists.buffers === "auto" && columns >= 80 ? BUFFERS_WIDTH : 0,
    nicks: nicks && isChannel ? NICKS_WIDTH : 0,
  };
}

/** One row a buffer: its number, its name, and what is new in it. */
export function bufferRows({ buffers }: View, width: number, height: number): Row[] {
  const { list, current } = buffers;
  const at = list.indexOf(current);
  const first = Math.max(0, Math.min(at - Math.floor(height / 2), list.length - height));
  return list.slice(first, first + height).map((buffer, i) => {
    const look = buffer === current ? LOOK.reverse : newsLook(buffer);
    const news = newsOf(buffer);
    const room = width - 1 - widthOf(news);
    const name = shorten(`${String(first + i + 1).padStart(2)} ${clean(buffer.name)}`, room);
    const space = " ".repeat(Math.max(0, room - widthOf(name)));
    return [piece(`${name}${space}${news}`, look)];
  });
}

/** Buffers in which something is new, for where there is no list: "3:bob(2)". */
export function activity({ buffers }: View): Row {
  return buffers.list.flatMap((buffer, i) =>
    buffer.unread === 0 || buffer === buffers.current
      ? []
      : [piece(` ${i + 1}:${shorten(clean(buffer.name), 16)}(${buffer.unread})`, newsLook(buffer))]
  );
}

function newsOf({ unread, mentions }: Buffer): string {
  if (unread === 0) return "";
  return mentions > 0 ? ` !${unread}` : ` ${unread}`;
}

function newsLook({ unread, mentions }: Buffer): string {
  return mentions > 0 ? LOOK.called : unread > 0 ? LOOK.unread : LOOK.plain;
}

/** Who is here: operators first, then by name; those who are away dim. */
export function nickRows({ buffers, texts }: View, width: number, height: number): Row[] {
  const { session, current } = buffers;
  const channel = session.channel(current.name);
  if (!channel) return [];
  const members = [...channel.members.values()];
  const { symbols } = session.isupport.prefix;
  const keys = new Map(members.map((member) => [member, sortKey(member, symbols)]));
  members.sort((a, b) => (keys.get(a) ?? "") < (keys.get(b) ?? "") ? -1 : 1);
  const title = padded([piece(texts.memberCount(members.length), LOOK.dim)], width);
  const shown = members.length < height ? members : members.slice(0, height - 2);
  const rows = shown.map(({ nick, prefixes, away }): Row => {
    const prefix = prefixes.charAt(0) || " ";
    const look = away ? LOOK.dim : session.isMe(nick) ? LOOK.own : nickLook(nick);
    return [piece(prefix, LOOK.good), piece(shorten(clean(nick), width - 1), look)];
  });
  const more = members.length - shown.length;
  return [title, ...rows, ...(more > 0 ? [[piece(` +${more}`, LOOK.dim)]] : [])];
}

function sortKey({ nick, prefixes }: Member, symbols: string): string {
  const rank = prefixes === "" ? symbols.length : symbols.indexOf(prefixes.charAt(0));
  return String.fromCharCode(65 + rank) + nick.toLowerCase();
}
