/** What was said before: asked for where there is chathistory, else what the server repeats by itself. */

import type { ChatMessage } from "./events.ts";
import type { Session } from "./session.ts";
import { texts } from "./texts/index.ts";

/** Where in the past to begin. `time`: milliseconds since 1970, itself included; `id`: itself excluded. */
export type From =
  | { readonly kind: "newest" }
  | { readonly kind: "since"; readonly time: number }
  | { readonly kind: "after"; readonly id: string };

export interface Wanted {
  readonly from: From;
  /** The first so many after the place, or the last so many of all. `undefined`: see `DEFAULT_COUNT`. */
  readonly count: number | undefined;
}

/** Of a conversation without a place to begin at. */
const DEFAULT_COUNT = 10;
/** The most messages to ask for at once, where the server does not name a limit itself. */
const PAGE = 100;

/**
 * Fills `coming`, which the session's messages of this conversation go into, with the past, and returns what
 * is wanted of it, oldest first, and all that was said meanwhile.
 */
export async function past(
  session: Session,
  target: string,
  wanted: Wanted,
  coming: readonly ChatMessage[],
  note: (text: string) => void,
): Promise<ChatMessage[]> {
  if (session.caps.has("draft/chathistory")) {
    await askForPages(session, target, wanted, coming);
    const [old, fresh] = divide(coming, ({ replayed }) => replayed);
    return [...chosen(old, wanted), ...fresh];
  }
  // What a server repeats by itself comes with our joining, so before the answer to a PING.
  await session.round();
  return chosen(repeated([...coming], wanted.from, note), wanted);
}

async function askForPages(
  session: Session,
  target: string,
  { from, count = from.kind === "newest" ? DEFAULT_COUNT : Infinity }: Wanted,
  coming: readonly ChatMessage[],
): Promise<void> {
  const limit = session.isupport.number("CHATHISTORY") || PAGE;
  const forward = from.kind !== "newest";
  let place = from.kind === "newest" ? "*" : from.kind === "after"
    ? `msgid=${from.id}`
    // History begins after the time that is named, but we want what was said at that time as well.
    : `timestamp=${new Date(from.time - 1).toISOString()}`;
  for (let missing = count; missing > 0;) {
    const size = Math.min(limit, missing);
    const known = coming.length;
    const subcommand = forward ? "AFTER" : place === "*" ? "LATEST" : "BEFORE";
    session.send("CHATHISTORY", subcommand, target, place, `${size}`);
    if (!await session.round()) return;
    const page = coming.slice(known).filter(({ replayed }) => replayed);
    if (page.length < size) return;
    missing -= page.length;
    const edge = forward ? page.at(-1) : page[0];
    if (edge?.id === undefined) return;
    place = `msgid=${edge.id}`;
  }
}

/** Of what a server repeats by itself, what lies in the wanted time. */
function repeated(
  messages: ChatMessage[],
  from: From,
  note: (text: string) => void,
): ChatMessage[] {
  switch (from.kind) {
    case "newest":
      return messages;
    case "since":
      return messages.filter(({ time }) => time >= from.time);
    case "after": {
      const at = messages.findIndex(({ id }) => id === from.id);
      if (at < 0) {
        note(texts.notRepeated(from.id));
      }
      return messages.slice(at + 1);
    }
  }
}

function chosen(
  messages: readonly ChatMessage[],
  { from, count = from.kind === "newest" ? DEFAULT_COUNT : Infinity }: Wanted,
): ChatMessage[] {
  const ordered = [...messages].sort((a, b) => a.time - b.time);
  if (from.kind !== "newest") return ordered.slice(0, count);
  return count === 0 ? [] : ordered.slice(-count);
}

function divide<T>(all: readonly T[], first: (one: T) => boolean): [T[], T[]] {
  return [all.filter(first), all.filter((one) => !first(one))];
}
