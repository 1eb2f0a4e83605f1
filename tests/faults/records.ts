/** What is on record when a run under faults is over: what was sent, what was seen, what was kept. */

/** A channel's name, or the nicks of the two who talk in private, sorted, with a space in between. */
export type Conversation = string;

export function privately(one: string, other: string): Conversation {
  return [one, other].sort().join(" ");
}

/** How one attempt to send ended. `unknown`: the connection ended before an answer came. */
export type Ending =
  | { readonly kind: "acknowledged"; readonly msgid: string }
  | { readonly kind: "failed"; readonly code: string; readonly text: string }
  | { readonly kind: "unknown" };

export interface Attempt {
  /** Milliseconds of `performance.now()`. */
  readonly startedAt: number;
  endedAt: number | undefined;
  /** `undefined` while nothing is known yet. */
  ending: Ending | undefined;
}

/** A message that somebody wanted to send. Its text is like no other: it begins with its id. */
export interface Sent {
  readonly id: string;
  readonly sender: string;
  readonly conversation: Conversation;
  readonly text: string;
  /** The first one, and those with the same id that followed until it was known how it ended. */
  readonly attempts: Attempt[];
}

/** A message as it came to somebody. */
export interface Seen {
  readonly conversation: Conversation;
  readonly msgid: string;
  readonly text: string;
  /** As in the `time` tag. */
  readonly time: string;
  /** It is the answer to a further attempt, so that it may be an old message. */
  readonly resent: boolean;
}

/** What came on one connection, in order. */
export interface Stretch {
  readonly seen: Seen[];
  /** Whether it lasted until after everything was acknowledged, so that the newest message came too. */
  untilEnd: boolean;
}

/** Somebody who reads. */
export interface Watch {
  readonly nick: string;
  readonly channels: readonly string[];
  /** One for each connection, the oldest first. */
  readonly stretches: Stretch[];
}

/** A row of the table. */
export interface Row {
  readonly conversation: Conversation;
  readonly seq: number;
  readonly msgid: string;
  /** `PRIVMSG`, or an event such as `JOIN`. */
  readonly kind: string;
  readonly text: string;
  /** As in the `time` tag. */
  readonly time: string;
}

export interface Records {
  readonly sent: readonly Sent[];
  readonly watches: readonly Watch[];
  readonly rows: readonly Row[];
}
