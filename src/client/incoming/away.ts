/** AWAY of others (with away-notify), and our own. https://ircv3.net/specs/extensions/away-notify */

import { texts } from "../texts/index.ts";
import type { Hear } from "./index.ts";

export const away: Hear = (session, { from, params }) => {
  for (const { members } of session.channels.values()) {
    const member = members.get(session.isupport.fold(from));
    if (member) member.away = params.length > 0 && params[0] !== "";
  }
};

/** 305 and 306: the server says how it sees us now. */
export const ownAway: Hear = (session, { command }) => {
  session.away = command === "306";
  session.tell({ kind: "info", text: session.away ? texts.youAreAway : texts.youAreBack });
};
