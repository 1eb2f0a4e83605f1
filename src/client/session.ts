/**
 * What the client knows of the server now, and how that changes by the lines that come. Touches no
 * socket and no screen: it is given where to send lines and whom to tell what happened.
 */

import { format, formatTags, type Message, NO_TAGS, parse, type Tags } from "../irc/message.ts";
import { nickOf } from "../irc/names.ts";
import type { MechanismName } from "../irc/sasl.ts";
import type { Problem } from "../problem.ts";
import { noteReplayed, type OpenBatch, placeInBatches } from "./incoming/batch.ts";
import { INCOMING } from "./incoming/index.ts";
import { numeric } from "./incoming/numeric.ts";
import type { Channel, Member } from "./channel.ts";
import { action } from "./ctcp.ts";
import type { Event, Happening, PendingMessage } from "./events.ts";
import { Isupport } from "./isupport.ts";
import { Pending } from "./pending.ts";
import { byteLength, split } from "./split.ts";
import { texts } from "./texts/index.ts";

/** Who we want to be. */
export interface Identity {
  readonly nick: string;
  readonly username: string;
  readonly realname: string;
  /** The server's password (PASS). */
  readonly password: string | undefined;
  /** The account to log in to (SASL); without one we are just a nick. */
  readonly account?: Account;
}

export interface Account {
  readonly name: string;
  /** Left out: a certificate stands for it. */
  readonly password?: string;
  /** The code with which it is yet to be made. */
  readonly invitation?: string;
}

export interface ChannelToJoin {
  readonly name: string;
  readonly key: string | undefined;
}

/** What a session is given. */
export interface SessionNeeds {
  readonly identity: Identity;
  /** The SHA-256 of the certificate that we show; left out: none. */
  readonly certificate?: string;
  /** Channels to be in, as soon as we are registered, and again after each reconnect. */
  readonly join: readonly ChannelToJoin[];
  /** How many of a channel's last messages to ask for on joining, where there is chathistory. */
  readonly historyOnJoin: number;
  /** Capabilities to ask for beyond those that every part of the client uses. */
  readonly caps?: readonly string[];
  send(line: string): void;
  tell(event: Event): void;
  /** The server let us in. */
  accepted(): void;
  /** Closes the connection, which is then tried anew. */
  drop(reason: string): void;
  /** The server has a policy on TLS. True: this connection is given up for another one. */
  sts?(policy: string): boolean;
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

/** What may come as a piece of history. */
const SAID = ["PRIVMSG", "NOTICE", "TAGMSG", "REDACT", "BATCH"];

/** Bytes of one line of a message of several: what others see in front of it has to fit as well. */
const LINE_IN_BATCH = 350;

/** A question for history; `undefined` as the answer: the server gives none. */
export interface HistoryAsk {
  readonly target: string;
  answer(page: HistoryPage | undefined): void;
}

/** What came of history at once: how much of everything, and the msgids of its ends. */
export interface HistoryPage {
  readonly count: number;
  readonly oldest: string | undefined;
  readonly newest: string | undefined;
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
  isupport = new Isupport();
  /** The server sees us as away. */
  away = false;
  /** Capabilities that are on. */
  readonly caps = new Set<string>();
  /** By capability: what the server says of it. */
  readonly capValues = new Map<string, string>();
  /** By folded name. */
  readonly channels = new Map<string, Channel>();
  /** Channels to be in after a reconnect. */
  toJoin: readonly ChannelToJoin[];
  /** By folded name of the channel: who the lines of a NAMES answer have named; 366 ends it. */
  readonly arriving = new Map<string, Member[]>();
  readonly batches = new Map<string, OpenBatch>();
  readonly pending = new Pending();
  /** Questions for history that have no answer yet, oldest first. */
  readonly historyAsks: HistoryAsk[] = [];
  /** By folded name of the conversation: its newest message that has an id. */
  readonly newest = new Map<string, string>();
  /** Capabilities that were asked for, each request on its own. */
  capRequests = 0;
  /** The code with which our account is made, until it is. */
  invitation: string | undefined;
  /** What CAP LS has named so far. */
  capsOffered: string[] = [];
  /** How we log in on this connection; `undefined`: not, or that is not known yet. */
  mechanism: MechanismName | undefined;
  /** What of us this connection has been told: PASS, and NICK and USER. */
  #greeted = false;
  #introduced = false;
  /** Everybody on the way can read along. */
  #inTheClear = false;
  readonly #seen = new Set<string>();
  /** Why the connection was lost, as it was told; "" while there is one. */
  #lostReason = "";
  readonly #rounds = new Map<string, (answered: boolean) => void>();
  #roundCount = 0;
  /** How far, in milliseconds, the server's clock is ahead of ours. */
  #ahead = 0;
  #batchCount = 0;

  constructor(readonly needs: SessionNeeds) {
    this.nick = needs.identity.nick;
    this.toJoin = needs.join;
    this.invitation = needs.identity.account?.invitation;
  }

  /** 001: the server has let us in. */
  welcomed(nick: string): void {
    this.phase = "welcomed";
    this.everRegistered = true;
    this.#lostReason = "";
    this.nick = nick;
    this.needs.accepted();
  }

  /**
   * A connection is there: begins the registration. Where everybody on the way reads along, nothing of us
   * is said before the server has: it may want TLS.
   */
  opened(inTheClear = false): void {
    this.phase = "registering";
    this.away = false;
    this.capsOffered = [];
    this.capRequests = 0;
    this.mechanism = undefined;
    this.#greeted = this.#introduced = false;
    this.#inTheClear = inTheClear;
    this.send("CAP", "LS", "302");
    if (!inTheClear) this.greet();
  }

  /** Says what a server wants to know at first, if it is not said yet. */
  greet(): void {
    if (this.#greeted || this.phase !== "registering") return;
    this.#greeted = true;
    const { identity: { password, account }, certificate } = this.needs;
    const isSecret = password !== undefined || account?.password !== undefined;
    if (isSecret && this.#inTheClear && !this.everRegistered) {
      this.tell({ kind: "connection", text: texts.passwordInTheClear });
    }
    if (password !== undefined) this.send("PASS", password);
    // A nick may be kept for those who are logged in to its account, so that comes first.
    const logsIn = account !== undefined || certificate !== undefined;
    if (!logsIn || this.invitation !== undefined) this.introduce();
  }

  /** Says who we are, if it is not said yet. */
  introduce(): void {
    if (this.#introduced) return;
    this.#introduced = true;
    const { username, realname } = this.needs.identity;
    this.send("NICK", this.nick);
    this.send("USER", username, "0", "*", realname);
  }

  /** Capabilities are settled, and we are logged in if we want to be: ends the registration. */
  comeIn(): void {
    this.introduce();
    this.send("CAP", "END");
  }

  /** A line has come. Lines that are none are passed over. */
  heard(line: string): void {
    const message = parse(line);
    if (!message) return;
    const heard = this.#understand(message);
    if (heard.replayed) noteReplayed(this.batches, heard);
    // Events of the past change nothing now.
    if (heard.replayed && !SAID.includes(heard.command)) return;
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
      this.failed(pending, texts.lostBeforeConfirmed, true);
    }
    for (const done of this.#rounds.values()) done(false);
    this.#rounds.clear();
    for (const ask of this.historyAsks.splice(0)) ask.answer(undefined);
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
    { command = "PRIVMSG", isAction = false, tags = NO_TAGS, id }: SayOptions = {},
  ): PendingMessage[] {
    const lines = text.split("\n");
    if (lines.length > 1) {
      if (!isAction && this.caps.has("draft/multiline")) {
        return [this.#sendLines(target, text, command, tags, id)];
      }
      return lines.filter((line) => line.trim() !== "").flatMap((line, i) =>
        this.say(target, line, { command, isAction, tags, id: id && `${id}-${i}` })
      );
    }
    const frame = isAction ? action("") : "";
    const source = this.source ?? `${this.nick}!${"x".repeat(10)}@${"x".repeat(63)}`;
    const around = byteLength(`:${source} ${command} ${target} :${frame}\r\n`);
    // Nothing fits behind a target that is absurdly long; the server may say so.
    return split(text, Math.max(40, 512 - around)).map((piece, i) => {
      const own = id === undefined || i === 0 ? id : `${id}-${i}`;
      return this.#sendMessage(target, isAction ? action(piece) : piece, command, tags, own);
    });
  }

  /** Sends tags without a text, where the server relays them. */
  sendTags(target: string, tags: Tags): void {
    if (!this.registered || !this.caps.has("message-tags")) return;
    this.needs.send(format({ tags, command: "TAGMSG", params: [target] }));
  }

  /** Looks for what was said; what is found is told. False: this server cannot search. */
  search(words: string): boolean {
    if (!this.caps.has("soju.im/search")) return false;
    this.send("SEARCH", formatTags(new Map([["text", words], ["limit", "50"]])));
    return true;
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

  /** Now, by the server's clock: what happens here has its place among what was said. */
  now(): number {
    return this.needs.now() + this.#ahead;
  }

  tell(happening: Happening, time = this.now()): void {
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

  #sendMessage(
    target: string,
    text: string,
    command: "PRIVMSG" | "NOTICE",
    tags: Tags,
    id: string | undefined,
  ): PendingMessage {
    return this.#sendAs({ ...named(id), target, text, command }, (label) => {
      const all = new Map([...label, ...this.#clientTags(tags, id)]);
      this.needs.send(format({ tags: all, command, params: [target, text] }));
    });
  }

  /** A message of several lines. https://ircv3.net/specs/extensions/multiline */
  #sendLines(
    target: string,
    text: string,
    command: "PRIVMSG" | "NOTICE",
    tags: Tags,
    id: string | undefined,
  ): PendingMessage {
    return this.#sendAs({ ...named(id), target, text, command }, (label) => {
      const name = `lines${++this.#batchCount}`;
      const opening = new Map([...label, ...this.#clientTags(tags, id)]);
      const params = [`+${name}`, "draft/multiline", target];
      this.needs.send(format({ tags: opening, command: "BATCH", params }));
      for (const line of text.split("\n")) {
        const pieces = line === "" ? [""] : split(line, LINE_IN_BATCH);
        pieces.forEach((piece, i) => {
          const inBatch = new Map([["batch", name]]);
          if (i > 0) inBatch.set("draft/multiline-concat", "");
          this.needs.send(format({ tags: inBatch, command, params: [target, piece] }));
        });
      }
      this.send("BATCH", `-${name}`);
    });
  }

  /** The tags for other clients, and the one by which the server knows a message that comes twice. */
  #clientTags(tags: Tags, id: string | undefined): Tags {
    if (!this.caps.has("message-tags")) return NO_TAGS;
    return id === undefined ? tags : new Map([...tags, ["+chat/id", id]]);
  }

  #sendAs(
    message: Omit<PendingMessage, "label">,
    send: (label: [string, string][]) => void,
  ): PendingMessage {
    const labels = this.caps.has("labeled-response");
    const { target, text, command } = message;
    const pending = this.pending.add(message);
    if (!this.registered) {
      this.failed(pending, texts.noConnection, true);
      return pending;
    }
    send(labels ? [["label", pending.label]] : []);
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
        time: this.now(),
      };
      this.tell({ kind: "message", message, confirms: undefined });
      if (!labels) this.pending.settle(pending);
    }
    return pending;
  }

  #understand(message: Message): Heard {
    const from = message.source === undefined ? "" : nickOf(message.source);
    const stamp = Date.parse(message.tags.get("time") ?? "");
    const own = message.source !== undefined && this.isMe(from);
    const place = placeInBatches(this.batches, message);
    // What is said may be of another day, but that we come in is of this moment.
    if (message.command === "JOIN" && own && !place.replayed && !Number.isNaN(stamp)) {
      this.#ahead = stamp - this.needs.now();
    }
    return {
      ...message,
      ...place,
      from,
      own,
      time: Number.isNaN(stamp) ? this.now() : stamp,
    };
  }
}

interface SayOptions {
  readonly command?: "PRIVMSG" | "NOTICE";
  readonly isAction?: boolean;
  /** Tags that only clients look at, such as `+draft/reply`. */
  readonly tags?: Tags;
  /** How the server is to know the message again when it is sent twice. */
  readonly id?: string | undefined;
}

function named(id: string | undefined): { readonly id?: string } {
  return id === undefined ? {} : { id };
}
