/** Who comes and goes: JOIN, PART, KICK, QUIT. */

import { Channel } from "../channel.ts";
import type { Session } from "../session.ts";
import type { Hear } from "./index.ts";

export const join: Hear = (session, { source, from, own, params, time }) => {
  const name = params[0] ?? "";
  if (own) {
    session.source = source;
    session.channels.set(session.isupport.fold(name), new Channel(name));
    session.wantChannel(name);
  }
  session.channel(name)?.members.set(session.isupport.fold(from), {
    nick: from,
    prefixes: "",
    away: false,
  });
  session.tell({ kind: "join", channel: name, nick: from, own }, time);
  if (own) askForHistory(session, name);
};

/** What was said before we came, or since we were here last. */
function askForHistory(session: Session, channel: string): void {
  const count = session.needs.historyOnJoin;
  if (count === 0 || !session.caps.has("draft/chathistory")) return;
  const newest = session.newest.get(session.isupport.fold(channel));
  if (newest === undefined) session.send("CHATHISTORY", "LATEST", channel, "*", `${count}`);
  else session.send("CHATHISTORY", "AFTER", channel, `msgid=${newest}`, "100");
}

export const part: Hear = (session, { from, own, params, time }) => {
  const [channel = "", reason = ""] = params;
  gone(session, channel, from, own);
  session.tell({ kind: "part", channel, nick: from, own, reason }, time);
};

export const kick: Hear = (session, { from, params, time }) => {
  const [channel = "", nick = "", reason = ""] = params;
  const own = session.isMe(nick);
  gone(session, channel, nick, own);
  session.tell({ kind: "kick", channel, nick, own, by: from, reason }, time);
};

export const quit: Hear = (session, { from, own, params, time }) => {
  if (own) return;
  const channels: string[] = [];
  for (const { name, members } of session.channels.values()) {
    if (members.delete(session.isupport.fold(from))) channels.push(name);
  }
  // Servers mark a reason that somebody gave, which tells people nothing.
  const reason = (params[0] ?? "").replace(/^Quit:? ?/, "");
  session.tell({ kind: "quit", nick: from, reason, channels }, time);
};

function gone(session: Session, channel: string, nick: string, own: boolean): void {
  session.channel(channel)?.members.delete(session.isupport.fold(nick));
  if (!own) return;
  session.channels.delete(session.isupport.fold(channel));
  session.unwantChannel(channel);
}
