/**
 * What the client knows of the server now, and how that changes by the lines that come. Touches no
 * socket and no screen: it is given where to send lines and whom to tell what happened.
 */

import { format, type Message, parse } from "../irc/message.ts";
import { nickOf } from "../irc/names.ts";
import type { Problem } from "../problem.ts";
import { type OpenBatch, placeInBatches } from "./incoming/batch.ts";
import { INCOMING } from "./incoming/index.ts";
import { numeric } from "./incoming/numeric.ts";
import type { Channel, Member } from "./channel.ts";
import { action } from "./ctcp.ts";
import type { Event, Happening, PendingMessage } from "./events.ts";
import { Isupport } from "./isupport.ts";
import { Pending } from "./pending.ts";
import { byteLength, split } from "./split.ts";

/** Who we want to be. */
export interface Identity {
  readonly nick: string;
  readonly username: string;
  readonly realname: string;
  /** The server's password (PASS). */
  readonly password: string | undefined;
}

export interface ChannelToJoin {
  readonly name: string;
  readonly key: string | undefined;
}

/** What a session is given. */
export interface SessionNeeds {
  readonly identity: Identity;
  /** Channels to be in, as soon as we are registered, and again after each reconnect. */
  readonly join: readonly ChannelToJoin[];
  /** How many of a channel's last messages to ask for on joining, where there is chathistory. */
  readonly historyOnJoin: number;
  send(line: string): void;
  tell(event: Event): void;
  /** The server let us in. */
  accepted(): void;
  /** Closes the connection, which is then tried anew. */
  drop(reason: string): void;
  /** There is no use in trying again. */
  fail(problem: Problem): void;
  now(): number;
}

/** A message that came, with what follows from its tags and batches. */
export interface Heard extends Message {
  readonly time: number;
  /** The nick (or server name) that it comes from; "" for none. */
  readonly from: string;
  /** It comes from us. */
  readonly own: boolean;
  /** The label of the command of ours that it answers. */
  readonly label: string | undefined;
  /** It is a piece of history. */
  readonly replayed: boolean;
}

/** How many messages are remembered, so that none is told twice. */
const REMEMBERED = 5000;

/** Where we are with the server: not there, at the door, reading the welcome, in. */
export type Phase = "offline" | "registering" | "welcomed" | "in";

export class Session {
  phase: Phase = "offline";
  /** Whether the server has let us in at least once. */
  everRegistered = false;
  nick: string;
  /** `nick!user@host`, as others see us; `undefined` until the server has shown it. */
  source: string | undefined;
  server = "";
  isupport = new Isupport();
  /** Capabilities that are on. */
  readonly caps = new Set<string>();
  /** By folded name. */
  readonly channels = new Map<string, Channel>();
  /** Channels to be in after a reconnect. */
  toJoin: readonly ChannelToJoin[];
  /** By folded name of the channel: who the lines of a NAMES answer have named; 366 ends it. */
  readonly arriving = new Map<string, Member[]>();
  readonly batches = new Map<string, OpenBatch>();
  readonly pending = new Pending();
  /** By folded name of the conversation: its newest message that has an id. */
  readonly newest = new Map<string, string>();
  /** Capabilities that were asked for, each request on its own. */
  capRequests = 0;
  /** What CAP LS has named so far. */
  capsOffered: string[] = [];
  readonly #seen = new Set<string>();
  /** Why the connection was lost, as it was told; "" while there is one. */
  #lostReason = "";
  readonly #rounds = new Map<string, (answered: boolean) => void>();
  #roundCount = 0;

  constructor(readonly needs: SessionNeeds) {
    this.nick = needs.identity.nick;
    this.toJoin = needs.join;
  }

  /** 001: the server has let us in. */
  welcomed(nick: string, server: string): void {
    this.phase = "welcomed";
    this.everRegistered = true;
    this.#lostReason = "";
    this.nick = nick;
    this.server = server;
    this.needs.accepted();
  }

  /** A connection is there: begins the registration. */
  opened(): void {
    const { username, realname, password } = this.needs.identity;
    this.phase = "registering";
    this.nick = this.needs.identity.nick;
    this.capsOffered = [];
    this.capRequests = 0;
    this.send("CAP", "LS", "302");
    if (password !== undefined) this.send("PASS", password);
    this.send("NICK", this.nick);
    this.send("USER", username, "0", "*", realname);
  }

  /** A line has come. Lines that are none are passed over. */
  heard(line: string): void {
    const message = parse(line);
    if (!message) return;
    const heard = this.#understand(message);
    // Events of the past change nothing now.
    if (heard.replayed && !["PRIVMSG", "NOTICE", "BATCH"].includes(heard.command)) return;
    const hear = INCOMING.get(heard.command) ?? numeric;
    hear(this, heard);
  }

  /** The connection is gone. */
  lost(reason: string, seconds: number | undefined): void {
    this.phase = "offline";
    this.caps.clear();
    this.batches.clear();
    this.channels.clear();
    this.arriving.clear();
    for (const pending of this.pending.all()) {
      this.failed(pending, "The connection was lost before the server confirmed it.", true);
    }
    for (const done of this.#rounds.values()) done(false);
    this.#rounds.clear();
    // Attempt after attempt may fail for the same reason; one line about it is enough.
    if (reason !== this.#lostReason) this.tell({ kind: "lost", reason, seconds });
    this.#lostReason = reason;
  }

  /** Sends a command. No parameter but the last may hold a space. */
  send(command: string, ...params: string[]): void {
    this.needs.send(format({ command, params }));
  }

  /**
   * Sends a text, in several messages if it is long. What becomes of each is told as `message` or
   * `failed`; the server confirms nothing if neither echo-message nor labeled-response is on.
   */
  say(
    target: string,
    text: string,
    { command = "PRIVMSG", isAction = false }: SayOptions = {},
  ): PendingMessage[] {
    const frame = isAction ? action("") : "";
    const source = this.source ?? `${this.nick}!${"x".repeat(10)}@${"x".repeat(63)}`;
    const around = byteLength(`:${source} ${command} ${target} :${frame}\r\n`);
    return split(text, 512 - around).map((piece) =>
      this.#sendMessage(target, isAction ? action(piece) : piece, command)
    );
  }

  join(channel: string, key?: string): void {
    this.wantChannel(channel, key);
    this.send("JOIN", channel, ...(key === undefined ? [] : [key]));
  }

  /** The channel is joined again after a reconnect. A key that is known stays known. */
  wantChannel(name: string, key?: string): void {
    const wanted = this.toJoin.find((channel) => this.isSame(channel.name, name));
    this.unwantChannel(name);
    this.toJoin = [...this.toJoin, { name, key: key ?? wanted?.key }];
  }

  unwantChannel(name: string): void {
    this.toJoin = this.toJoin.filter((channel) => !this.isSame(channel.name, name));
  }

  /** Resolves when the server has answered everything up to now: `false` if it never will. */
  round(): Promise<boolean> {
    if (!this.registered) return Promise.resolve(false);
    const token = `round-${++this.#roundCount}`;
    return new Promise((resolve) => {
      this.#rounds.set(token, resolve);
      this.send("PING", token);
    });
  }

  /** A PONG has come. */
  roundEnded(token: string): void {
    this.#rounds.get(token)?.(true);
    this.#rounds.delete(token);
  }

  tell(happening: Happening, time = this.needs.now()): void {
    this.needs.tell({ ...happening, time });
  }

  failed(pending: PendingMessage, reason: string, again: boolean): void {
    this.pending.settle(pending);
    this.tell({ kind: "failed", pending, reason, again });
  }

  get registered(): boolean {
    return this.phase === "welcomed" || this.phase === "in";
  }

  isSame(name: string, other: string): boolean {
    return this.isupport.fold(name) === this.isupport.fold(other);
  }

  isMe(nick: string): boolean {
    return this.isSame(nick, this.nick);
  }

  /** Which message of ours an answer is about: by its label, or else the oldest one that fits. */
  pendingFor(
    label: string | undefined,
    fits: (message: PendingMessage) => boolean,
  ): PendingMessage | undefined {
    if (label !== undefined) return this.pending.get(label);
    return this.caps.has("labeled-response") ? undefined : this.pending.find(fits);
  }

  channel(name: string): Channel | undefined {
    return this.channels.get(this.isupport.fold(name));
  }

  /** Whether a message was told already; remembers it. */
  seenBefore(id: string): boolean {
    if (this.#seen.has(id)) return true;
    this.#seen.add(id);
    if (this.#seen.size > REMEMBERED) {
      for (const oldest of this.#seen) {
        this.#seen.delete(oldest);
        break;
      }
    }
    return false;
  }

  #sendMessage(target: string, text: string, command: "PRIVMSG" | "NOTICE"): PendingMessage {
    const labels = this.caps.has("labeled-response");
    const pending = this.pending.add({ target, text, command });
    if (!this.registered) {
      this.failed(pending, "There is no connection.", true);
      return pending;
    }
    const tags = new Map(labels ? [["label", pending.label]] : []);
    this.needs.send(format({ tags, command, params: [target, text] }));
    if (!this.caps.has("echo-message")) {
      // Nobody will tell us of our own message, so we do.
      const message = {
        id: undefined,
        target,
        isPrivate: !this.isupport.channelOf(target),
        addressed: target,
        from: this.nick,
        account: undefined,
        command,
        text,
        tags: new Map(),
        own: true,
        replayed: false,
        time: this.needs.now(),
      };
      this.tell({ kind: "message", message, confirms: undefined });
      if (!labels) this.pending.settle(pending);
    }
    return pending;
  }

  #understand(message: Message): Heard {
    const from = message.source === undefined ? "" : nickOf(message.source);
    const stamp = Date.parse(message.tags.get("time") ?? "");
    return {
      ...message,
      ...placeInBatches(this.batches, message),
      from,
      own: message.source !== undefined && this.isMe(from),
      time: Number.isNaN(stamp) ? this.needs.now() : stamp,
    };
  }
}

interface SayOptions {
  readonly command?: "PRIVMSG" | "NOTICE";
  readonly isAction?: boolean;
}
