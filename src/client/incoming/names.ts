/** RPL_NAMREPLY and its end. https://modern.ircdocs.horse/#rplnamreply-353 */

import { nickOf } from "../../irc/names.ts";
import type { Channel, Member } from "../channel.ts";
import type { Session } from "../session.ts";
import type { Hear } from "./index.ts";

/** 353 */
export const names: Hear = (session, { params }) => {
  const key = session.isupport.fold(params[2] ?? "");
  const arrived = session.arriving.get(key) ?? [];
  session.arriving.set(key, arrived);
  for (const word of (params[3] ?? "").split(" ")) {
    if (word !== "") arrived.push(member(word, session.isupport.prefix.symbols));
  }
};

/** 366 */
export const endOfNames: Hear = (session, { params }) => {
  const name = params[1] ?? "";
  const key = session.isupport.fold(name);
  const arrived = session.arriving.get(key) ?? [];
  session.arriving.delete(key);
  const channel = session.channels.get(key);
  if (channel) replaceMembers(session, channel, arrived);
  session.tell({
    kind: "names",
    channel: channel?.name ?? name,
    names: arrived.map(({ prefixes, nick }) => prefixes.slice(0, 1) + nick),
  });
};

/** NAMES does not tell who is away, so what we know of that stays. */
function replaceMembers(session: Session, { members }: Channel, arrived: readonly Member[]): void {
  const before = new Map(members);
  members.clear();
  for (const member of arrived) {
    const key = session.isupport.fold(member.nick);
    members.set(key, { ...member, away: before.get(key)?.away ?? false });
  }
}

/** `@+ann!ann@example.org` */
function member(word: string, symbols: string): Member {
  let at = 0;
  while (symbols.includes(word.charAt(at)) && at < word.length) at++;
  return { nick: nickOf(word.slice(at)), prefixes: word.slice(0, at), away: false };
}
