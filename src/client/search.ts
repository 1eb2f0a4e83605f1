/** `chat search`: what was said, found by its words. */

import { formatTags, type Tags } from "../irc/message.ts";
import { EXIT, Problem } from "../problem.ts";
import { enter } from "./enter.ts";
import type { ChatMessage } from "./events.ts";
import { Chat, GROUND, type Ground, type Opening } from "./open.ts";
import { shownAddress } from "./wire.ts";
import { texts } from "./texts/index.ts";

export interface Searching {
  readonly opening: Omit<Opening, "join" | "historyOnJoin" | "again">;
  /** The channel or the nick to look in; `undefined`: wherever we may read. */
  readonly target: string | undefined;
  /** Other attributes of SEARCH, such as `text` and `limit`. */
  readonly attributes: Tags;
}

/** What is found, oldest first; what people should know goes to `note`. Throws a `Problem` if the server cannot search, or does not want to. */
export async function search(
  { opening, target, attributes }: Searching,
  note: (text: string) => void,
  ground: Ground = GROUND,
): Promise<readonly ChatMessage[]> {
  const caps = ["draft/multiline"];
  const chat = new Chat({ ...opening, join: [], historyOnJoin: 0, again: false, caps }, ground);
  chat.listen((event) => {
    if (event.kind === "connection") note(event.text);
  });
  await chat.registered();
  try {
    const { session } = chat;
    if (!session.caps.has("soju.im/search")) {
      throw new Problem(texts.searchUnknown(shownAddress(opening.server)), EXIT.protocol);
    }
    // A channel's messages are for those who are in it.
    if (target !== undefined && session.isupport.isChannel(target)) await enter(chat, target);
    const all = target === undefined ? attributes : new Map([["in", target], ...attributes]);
    const found = chat.next((event) => {
      if (event.kind === "found") return event.messages;
      if (event.kind !== "error") return undefined;
      const isPassing = event.code === "INTERNAL_ERROR";
      return new Problem(event.text, isPassing ? EXIT.tryAgain : EXIT.refused);
    });
    session.send("SEARCH", formatTags(all));
    const answer = await found;
    if (answer instanceof Problem) throw answer;
    return answer;
  } finally {
    await chat.leave();
  }
}
