/** What was kept, as it was first seen: the lines of history. */
import type { EventKind } from "./announce.ts";
import { Line, type LineTags, type Sendable } from "./line.ts";
import { fitsOneLine, Multiline, splitLines } from "./multiline.ts";
import type { NewMessage, StoredKind } from "./store.ts";

/** The lines of a message or event, each at most `limit` bytes long; only a PRIVMSG or NOTICE can have several. */
export function lineOf(message: NewMessage, limit: number): Sendable {
  const { msgid, source, kind, addressed, text } = message;
  if (kind !== "PRIVMSG" && kind !== "NOTICE") return oneLine(message);
  const saying = { source, command: kind, addressed };
  if (fitsOneLine(text, saying, limit)) return oneLine(message);
  return new Multiline(msgid, saying, splitLines(text, saying, limit), tagsOf(message));
}

/** A message or event that is known to have a single line. `bot`: its sender is one. */
export function oneLine(message: NewMessage, bot = false): Line {
  const { source, kind, addressed, text } = message;
  return new Line(source, kind, paramsOf(kind, addressed, text), tagsOf(message, bot));
}

export function tagsOf({ time, msgid, account, tags }: NewMessage, bot = false): LineTags {
  return { time, msgid, account, bot, client: tags };
}

function paramsOf(kind: StoredKind, addressed: string, text: string): string[] {
  switch (kind) {
    case "PRIVMSG":
    case "NOTICE":
    case "TOPIC":
      return [addressed, text];
    case "TAGMSG":
      return [addressed];
    case "QUIT":
    case "NICK":
      return [text];
    case "MODE":
      return [addressed, ...text.split(" ")];
    case "KICK":
    case "REDACT":
      return [addressed, ...halves(text)];
    case "JOIN":
    case "PART":
      return text === "" ? [addressed] : [addressed, text];
  }
}

/** "bob you know why" is "bob" and "you know why". */
function halves(text: string): string[] {
  const space = text.indexOf(" ");
  return space < 0 ? [text] : [text.slice(0, space), text.slice(space + 1)];
}

/** How the parameters of an event are kept: all but the channel, as one text. */
export function eventText(kind: EventKind, params: readonly string[]): string {
  // QUIT and NICK do not name the channel: what they tell is true in all of the user's channels.
  return params.slice(kind === "QUIT" || kind === "NICK" ? 0 : 1).join(" ");
}
