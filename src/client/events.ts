/** What a session tells: everything that happens on the server and concerns us. */

import type { Tags } from "../irc/message.ts";

/** Something said, in a channel or in private. */
export interface ChatMessage {
  readonly id: string | undefined;
  /** Milliseconds since 1970: the server's time where it tells it, else that of arrival. */
  readonly time: number;
  /** The conversation: a channel's name, or the nick of the other person. */
  readonly target: string;
  readonly isPrivate: boolean;
  /** As on the wire: `@#tea` reaches only the operators of `#tea`. */
  readonly addressed: string;
  readonly from: string;
  readonly account: string | undefined;
  readonly command: "PRIVMSG" | "NOTICE";
  /** As on the wire, CTCP included. */
  readonly text: string;
  readonly tags: Tags;
  /** Said by us, here or in another of our clients. */
  readonly own: boolean;
  /** Not said now: the server repeats what it keeps. */
  readonly replayed: boolean;
}

/** A message of ours whose fate is not known yet. */
export interface PendingMessage {
  readonly label: string;
  /** By which the server knows it again when it is sent twice; `undefined`: it was sent without. */
  readonly id?: string;
  readonly target: string;
  readonly command: "PRIVMSG" | "NOTICE";
  /** As on the wire. */
  readonly text: string;
}

/** What happened. */
export type Happening =
  /** We are in, under this nick. `network` is how the network calls itself. */
  | { readonly kind: "registered"; readonly nick: string; readonly network: string | undefined }
  /** `confirms`: the message of ours of which this is the echo. */
  | {
    readonly kind: "message";
    readonly message: ChatMessage;
    readonly confirms: PendingMessage | undefined;
  }
  /** The server took our message, of which no echo comes, or one that was told already. */
  | {
    readonly kind: "accepted";
    readonly pending: PendingMessage;
    readonly id: string | undefined;
  }
  /** Our message was not delivered. `again`: the same may work later. `reason` is a sentence. */
  | {
    readonly kind: "failed";
    readonly pending: PendingMessage;
    readonly reason: string;
    readonly again: boolean;
  }
  | {
    readonly kind: "join";
    readonly channel: string;
    readonly nick: string;
    readonly own: boolean;
  }
  | {
    readonly kind: "part";
    readonly channel: string;
    readonly nick: string;
    readonly own: boolean;
    readonly reason: string;
  }
  | {
    readonly kind: "kick";
    readonly channel: string;
    readonly nick: string;
    readonly own: boolean;
    readonly by: string;
    readonly reason: string;
  }
  /** `channels`: ours that they were in. */
  | {
    readonly kind: "quit";
    readonly nick: string;
    readonly reason: string;
    readonly channels: readonly string[];
  }
  | { readonly kind: "nick"; readonly from: string; readonly to: string; readonly own: boolean }
  /** `by` is `undefined` where the topic was there before us. */
  | {
    readonly kind: "topic";
    readonly channel: string;
    readonly topic: string;
    readonly by: string | undefined;
  }
  | {
    readonly kind: "mode";
    readonly channel: string;
    readonly by: string;
    readonly change: string;
  }
  /** Who is in a channel, with prefixes: `@ann`. */
  | { readonly kind: "names"; readonly channel: string; readonly names: readonly string[] }
  | { readonly kind: "invite"; readonly channel: string; readonly by: string }
  /** Somebody is typing there, pauses, or has stopped. https://ircv3.net/specs/client-tags/typing */
  | {
    readonly kind: "typing";
    readonly target: string;
    readonly nick: string;
    readonly state: "active" | "paused" | "done";
  }
  /** Somebody reacts to the message `id`, or takes the reaction back. https://ircv3.net/specs/client-tags/react */
  | {
    readonly kind: "reaction";
    readonly target: string;
    readonly id: string;
    readonly nick: string;
    readonly reaction: string;
    readonly change: "added" | "removed";
  }
  /** The message `id` was taken back. */
  | {
    readonly kind: "redacted";
    readonly target: string;
    readonly id: string;
    readonly by: string;
    readonly reason: string;
  }
  /** We have read a conversation, here or in another client of ours, up to `upTo` (ms since 1970). */
  | { readonly kind: "read"; readonly target: string; readonly upTo: number }
  /** Something was said there while we were away; `newest` is when (ms since 1970). */
  | { readonly kind: "conversation"; readonly target: string; readonly newest: number }
  /** What a search has found, oldest first. */
  | { readonly kind: "found"; readonly messages: readonly ChatMessage[] }
  /** A channel does not let us in. */
  | { readonly kind: "refused-channel"; readonly channel: string; readonly reason: string }
  | { readonly kind: "motd"; readonly text: string }
  /** Something that the person should know about the connection that was just made. */
  | { readonly kind: "connection"; readonly text: string }
  /** The server answers or announces. */
  | { readonly kind: "info"; readonly text: string }
  /** The server refuses. `code` is the numeric or FAIL's code. */
  | { readonly kind: "error"; readonly text: string; readonly code: string }
  /** The link is down. The next attempt comes after `seconds`; `undefined`: there is none. */
  | { readonly kind: "lost"; readonly reason: string; readonly seconds: number | undefined };

/** What happened, and when (milliseconds since 1970). */
export type Event = Happening & { readonly time: number };
