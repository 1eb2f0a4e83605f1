/** MODE. https://modern.ircdocs.horse/#mode-message */

import { parseModeChanges } from "../../irc/modes.ts";
import type { Session } from "../session.ts";
import type { Hear } from "./index.ts";
import { texts } from "../texts/index.ts";

export const mode: Hear = (session, { from, params, time }) => {
  const [target = "", ...changes] = params;
  const channel = session.channel(target);
  if (!channel) {
    if (!session.isMe(target)) return;
    if (session.phase === "in") {
      session.tell({ kind: "info", text: texts.yourModes(changes.join(" ")) });
    }
    return;
  }
  const { letters } = session.isupport.prefix;
  const takesParam = (sign: "+" | "-", letter: string) =>
    session.isupport.modeTakesParam(sign, letter);
  for (const { sign, letter, param } of parseModeChanges(changes, takesParam)) {
    if (param === undefined || !letters.includes(letter)) continue;
    const member = channel.members.get(session.isupport.fold(param));
    if (member) member.prefixes = changed(session, member.prefixes, sign, letter);
  }
  session.tell({ kind: "mode", channel: channel.name, by: from, change: changes.join(" ") }, time);
};

/** The prefixes, highest first, after `+o` or `-o`. */
function changed(session: Session, prefixes: string, sign: "+" | "-", letter: string): string {
  const { letters, symbols } = session.isupport.prefix;
  const symbol = symbols.charAt(letters.indexOf(letter));
  return [...symbols]
    .filter((each) => each === symbol ? sign === "+" : prefixes.includes(each))
    .join("");
}
