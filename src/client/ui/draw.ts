/** What happened, as lines to read: one for each event, and one where a new day begins. */

import { parseCtcp } from "../ctcp.ts";
import type { ChatMessage, Event } from "../events.ts";
import type { Look, Span } from "./style.ts";
import { texts } from "../texts/index.ts";

/** A line. `chat` is the conversation, `notes` are about the client itself, `banner` is decoration. */
export interface Row {
  readonly to: "chat" | "notes" | "banner";
  readonly spans: readonly Span[];
}

/** What lines depend on beside the event. */
export interface View {
  /** Whether a line says which conversation it belongs to, when it is this one. */
  shows(target: string): boolean;
  /** How the server is called where it is spoken of. */
  readonly server: string;
}

/** On joining, more names than this are only counted. */
const NAMES_SHOWN = 40;

const span = (text: string, look: Look = "plain"): Span => ({ text, look });

export class Drawing {
  readonly #time: Intl.DateTimeFormat;
  readonly #day: Intl.DateTimeFormat;
  #today = "";

  /** `timeZone`: `undefined` for this machine's. */
  constructor(timeZone?: string) {
    const zone = timeZone === undefined ? {} : { timeZone };
    this.#time = new Intl.DateTimeFormat("en-GB", {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      ...zone,
    });
    this.#day = new Intl.DateTimeFormat(texts.locale, {
      weekday: "long",
      day: "numeric",
      month: "long",
      year: "numeric",
      ...zone,
    });
  }

  /** The lines of an event; none for those that are not worth one. */
  draw(event: Event, view: View): Row[] {
    if (event.kind === "found") return event.messages.flatMap((found) => this.#found(found, view));
    const row = rowOf(event, view);
    if (!row) return [];
    const at = new Date(event.time);
    const stamped = { ...row, spans: [span(`${this.#time.format(at)} `, "dim"), ...row.spans] };
    // A note is about this moment, and must not look like a change of day between two old messages.
    if (row.to !== "chat") return [stamped];
    const day = this.#dayOf(at);
    const isNew = day !== this.#today;
    this.#today = day;
    return isNew ? [{ to: "chat", spans: [span(`-- ${day}`, "dim")] }, stamped] : [stamped];
  }

  /** What a search has found lies far apart, so each line has its date. */
  #found(message: ChatMessage, view: View): Row[] {
    const at = new Date(message.time);
    const stamp = `${this.#dayOf(at)} ${this.#time.format(at)} `;
    const where = { ...view, shows: () => true };
    return [{ to: "chat", spans: [span(stamp, "dim"), ...messageSpans(message, where)] }];
  }

  /** "Friday 1 May 2026". Only the words: what stands between them differs from version to version. */
  #dayOf(at: Date): string {
    const words = this.#day.formatToParts(at).filter(({ type }) => type !== "literal");
    return words.map(({ value }) => value).join(" ");
  }
}

function rowOf(event: Event, view: View): Row | undefined {
  switch (event.kind) {
    case "message":
      return { to: "chat", spans: messageSpans(event.message, view) };
    case "registered": {
      const network = event.network === undefined
        ? view.server
        : `${event.network}, ${view.server}`;
      return note(texts.lineConnected(network, event.nick));
    }
    case "lost":
      if (event.seconds === undefined) return undefined;
      return problem(texts.lineAgain(event.reason, Math.ceil(event.seconds)));
    case "failed":
      return problem(
        texts.lineFailed(event.pending.target, spoken(event.pending.text), event.reason),
      );
    case "refused-channel":
      return problem(texts.refusedChannel(event.channel, event.reason));
    case "error":
      return problem(event.text);
    case "motd":
      return { to: "banner", spans: [span(`-- ${event.text}`, "dim")] };
    case "connection":
      return note(event.text);
    case "info":
      return { to: "chat", spans: [span(`-- ${event.text}`)] };
    case "accepted":
    case "conversation":
    case "found":
    case "typing":
    case "reaction":
    case "redacted":
    case "read":
      return undefined;
    default:
      return { to: "chat", spans: [span(`-- ${changeText(event)}`, "dim")] };
  }
}

/** Joins, topics and so on. */
function changeText(event: Exclude<Event, { kind: Drawn }>): string {
  switch (event.kind) {
    case "join":
      return event.own
        ? texts.lineYouJoined(event.channel)
        : texts.lineJoined(event.nick, event.channel);
    case "part":
      return event.own
        ? texts.lineYouLeft(event.channel, event.reason)
        : texts.lineLeft(event.nick, event.channel, event.reason);
    case "kick":
      return event.own
        ? texts.youWereKicked(event.by, event.channel, event.reason)
        : texts.lineKicked(event.by, event.nick, event.channel, event.reason);
    case "quit":
      return texts.lineQuit(event.nick, event.reason);
    case "nick":
      return event.own ? texts.youAre(event.to) : texts.renamed(event.from, event.to);
    case "topic":
      if (event.by === undefined) return texts.lineTopicIs(event.channel, event.topic);
      return event.topic === ""
        ? texts.lineTopicRemoved(event.by, event.channel)
        : texts.lineTopicSet(event.by, event.channel, event.topic);
    case "mode":
      return texts.lineModeSet(event.by, event.change, event.channel);
    case "names": {
      const { length } = event.names;
      const named = length > NAMES_SHOWN
        ? texts.tooManyNames
        : [...event.names].sort(byName).join(", ") || texts.nobody;
      return texts.lineMembers(event.channel, length, named);
    }
    case "invite":
      return texts.invited(event.by, event.channel);
  }
}

/** The events that `rowOf` words itself. */
type Drawn =
  | "message"
  | "registered"
  | "lost"
  | "failed"
  | "refused-channel"
  | "error"
  | "motd"
  | "connection"
  | "info"
  | "accepted"
  | "conversation"
  | "found"
  | "typing"
  | "reaction"
  | "redacted"
  | "read";

function messageSpans(message: ChatMessage, view: View): Span[] {
  const ctcp = parseCtcp(message.text);
  const who = span(message.from, message.own ? "own" : "nick");
  const notice = message.command === "NOTICE" ? ` (${texts.notice})` : "";
  const said = ctcp === undefined
    ? [who, span(`${notice}: ${message.text}`)]
    : ctcp.command === "ACTION"
    ? [span("* "), who, span(` ${ctcp.text}`)]
    : [span(texts.asksProgram(message.from, `${ctcp.command} ${ctcp.text}`.trim()))];
  return [...place(message, view), ...said];
}

/** Private messages always say so, and with whom. */
function place({ isPrivate, target, addressed, own }: ChatMessage, view: View): Span[] {
  if (isPrivate) return [span(own ? texts.linePrivateTo(target) : texts.linePrivate, "private")];
  if (addressed !== target) return [span(`${addressed} `, "private")];
  return view.shows(target) ? [span(`${target} `, "dim")] : [];
}

/** A message's text as somebody would say it. */
function spoken(text: string): string {
  const ctcp = parseCtcp(text);
  return ctcp === undefined ? text : ctcp.text;
}

/** By nick, whatever the prefix. */
function byName(a: string, b: string): number {
  const bare = (name: string) => name.replace(/^[^\p{L}\p{N}[\]\\`_^{|}]+/u, "").toLowerCase();
  return bare(a) < bare(b) ? -1 : 1;
}

function note(text: string): Row {
  return { to: "notes", spans: [span(`-- ${text}`, "dim")] };
}

function problem(text: string): Row {
  return { to: "notes", spans: [span(`-- ${text}`, "error")] };
}
