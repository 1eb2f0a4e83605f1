/** TAGMSG: typing notices and reactions. https://ircv3.net/specs/extensions/message-tags */

import type { Hear } from "./index.ts";

export const tagmsg: Hear = (session, { from, own, params, tags, time, replayed }) => {
  const addressed = params[0] ?? "";
  const target = session.isupport.channelOf(addressed) ?? (own ? addressed : from);
  const state = tags.get("+typing");
  if (!own && !replayed && (state === "active" || state === "paused" || state === "done")) {
    session.tell({ kind: "typing", target, nick: from, state }, time);
  }
  const id = tags.get("+draft/reply");
  if (id === undefined) return;
  const told = { kind: "reaction", target, id, nick: from } as const;
  const reaction = tags.get("+draft/react");
  if (reaction) session.tell({ ...told, reaction, change: "added" }, time);
  const back = tags.get("+draft/unreact");
  if (back) session.tell({ ...told, reaction: back, change: "removed" }, time);
};
