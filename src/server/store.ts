/**
 * What the server needs of a store. `src/store/` implements it on PostgreSQL; the tests have one in
 * memory. Only types stand here, so that the server's core knows no database.
 */
import type { Tags } from "../irc/message.ts";

/** One side of a private conversation. */
export interface Party {
  /** Who it really is: `a:<account id>` for an account, `g:<random>` for a guest's one stay. */
  readonly id: string;
  /** The nick at that moment. */
  readonly nick: string;
}

/** A channel by its folded name, or the private conversation of two parties (the same one, for a note to oneself). */
export type Target =
  | { readonly kind: "channel"; readonly key: string; readonly name: string }
  | { readonly kind: "direct"; readonly from: Party; readonly to: Party };

/** What is kept. JOIN and the like are there for `draft/event-playback`. */
export type StoredKind =
  | "PRIVMSG"
  | "NOTICE"
  | "TAGMSG"
  | "JOIN"
  | "PART"
  | "QUIT"
  | "KICK"
  | "NICK"
  | "TOPIC"
  | "MODE";

/** A message on its way into the store. */
export interface NewMessage {
  readonly target: Target;
  readonly kind: StoredKind;
  /** Unique; made by the server. */
  readonly msgid: string;
  /** Milliseconds since 1970, as in the `time` tag. */
  readonly time: number;
  /** `nick!user@host` as it was when the message was accepted. */
  readonly source: string;
  readonly sender: Party;
  /** The sender's account name, if logged in. */
  readonly account: string | undefined;
  /** The last parameter; the lines of a multiline message are joined by "\n". */
  readonly text: string;
  /** The target as the sender wrote it: a channel (with its STATUSMSG prefix) or a nick. */
  readonly addressed: string;
  /** Client-only tags, with their `+`. */
  readonly tags: Tags;
  /** The sender's own id for this message: a second one with the same id is the same message. */
  readonly clientId: string | undefined;
}

/** A message that is committed. `seq` counts 1, 2, 3… within its target, without gaps. */
export interface StoredMessage extends NewMessage {
  readonly seq: number;
}

/**
 * How an `append` ended. `duplicate`: the sender's id was there already, `message` is the first one,
 * and nothing was written. `failed`: nothing was written; `reason` is one sentence for the sender.
 */
export type Outcome =
  | { readonly kind: "stored" | "duplicate"; readonly message: StoredMessage }
  | { readonly kind: "failed"; readonly reason: string };

/** Keeps messages. */
export interface MessageStore {
  /**
   * Queues a message. `done` is called exactly once and never before `append` has returned; calls
   * come in the order of `seq` within each target. The queue is limited: over it, `failed`.
   */
  append(message: NewMessage, done: (outcome: Outcome) => void): void;
  /** `undefined` while there is room; near the limit a promise that resolves when there is again. */
  room(): Promise<void> | undefined;
}

/** A place in a target's history; bounds are exclusive. */
export type Bound = { readonly msgid: string } | { readonly time: number } | {
  readonly seq: number;
};

/** A page of one target's history. */
export interface PageQuery {
  readonly target: TargetKey;
  readonly after?: Bound | undefined;
  readonly before?: Bound | undefined;
  /** Which end the limit counts from. The answer is oldest first in any case. */
  readonly from: "oldest" | "newest";
  readonly limit: number;
  /** Without events only PRIVMSG and NOTICE come. */
  readonly events: boolean;
}

/** Names a target for reading: a channel's folded name, or the ids of two parties. */
export type TargetKey =
  | { readonly kind: "channel"; readonly key: string }
  | { readonly kind: "direct"; readonly parties: readonly [string, string] };

/** Reads what was kept. Every method rejects when the database cannot answer. */
export interface History {
  page(query: PageQuery): Promise<StoredMessage[]>;
}

/** What the server is given. */
export interface Store extends MessageStore, History {
  /** Resolves when everything queued has ended and the connections are closed. */
  close(): Promise<void>;
}
