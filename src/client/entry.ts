/** What stands in a buffer, one under the other. */

/** Something that was said. */
export interface Said {
  readonly kind: "said";
  readonly id: string | undefined;
  /** Milliseconds since 1970, like all times here. */
  readonly time: number;
  readonly from: string;
  readonly command: "PRIVMSG" | "NOTICE";
  /** As on the wire, CTCP included; several lines are parted by `\n`. */
  readonly text: string;
  readonly own: boolean;
  /** It calls us. */
  readonly mentions: boolean;
  /** The message that it answers. */
  readonly replyTo: string | undefined;
  /** By reaction: who reacted so. */
  reactions: Map<string, string[]> | undefined;
  redacted: { readonly by: string; readonly reason: string } | undefined;
  /** Grows when something about it changes, so that it is drawn anew. */
  version: number;
  /** Where it was said, if that is not where it stands: a search's result. */
  readonly place?: string;
}

/** A message of ours that is not confirmed. */
export interface Outgoing {
  readonly kind: "outgoing";
  /** The same when it is sent again, so that no double can come of it. */
  readonly id: string;
  /** That of its latest sending. */
  label: string;
  readonly time: number;
  readonly target: string;
  readonly command: "PRIVMSG" | "NOTICE";
  readonly text: string;
  readonly replyTo: string | undefined;
  state: { readonly kind: "sending" } | { readonly kind: "failed"; readonly reason: string };
  version: number;
}

/** Somebody comes or goes. */
export interface Coming {
  readonly what: "join" | "part" | "quit";
  readonly nick: string;
  readonly reason: string;
}

/** People who came and went one after the other, folded into one row. */
export interface Comings {
  readonly kind: "comings";
  readonly time: number;
  readonly all: Coming[];
  /** How many more there were. */
  more: number;
  version: number;
}

/** How a note is meant. */
export type Tone = "event" | "answer" | "problem";

export interface Term {
  readonly text: string;
  readonly columns: number;
}

/** Everything else, as words. */
export interface Note {
  readonly kind: "note";
  readonly time: number;
  readonly text: string;
  readonly tone: Tone;
  /** What the text explains, and how many columns such things have in front of it. */
  readonly term?: Term | undefined;
  readonly version: number;
}

export type Entry = Said | Outgoing | Comings | Note;
