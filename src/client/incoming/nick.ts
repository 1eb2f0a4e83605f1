/** NICK, and the numerics that refuse one. */

import { NickRefused } from "../nick_refused.ts";
import type { Hear } from "./index.ts";
import { texts } from "../texts/index.ts";

export const nick: Hear = (session, { from, own, params }) => {
  const to = params[0] ?? "";
  if (own) {
    session.nick = to;
    session.source &&= session.source.replace(/^[^!]*/, to);
  }
  for (const { members } of session.channels.values()) {
    const member = members.get(session.isupport.fold(from));
    if (!member) continue;
    members.delete(session.isupport.fold(from));
    members.set(session.isupport.fold(to), { ...member, nick: to });
  }
  session.tell({ kind: "nick", from, to, own });
};

/** 432 433 436 437 */
export const nickRefused: Hear = (session, { command, params }) => {
  const wanted = params[1] ?? "";
  const text = params.at(-1) ?? "";
  const taken = command === "433" || command === "436";
  const sentence = taken ? texts.nickInUse(wanted) : texts.nickNotAccepted(wanted, text);
  if (session.registered) {
    session.tell({ kind: "error", text: sentence, code: command });
  } else if (session.everRegistered) {
    // Most likely it is our own connection before this one, which the server has not missed yet.
    session.needs.drop(texts.stillThere(wanted));
  } else session.needs.fail(new NickRefused(sentence));
};
