/** All buffers, and what happens in them. Pure: events come in, buffers are looked at. */

import { Buffer, type BufferKind } from "./buffer.ts";
import { parseCtcp } from "./ctcp.ts";
import type { Coming, Outgoing, Said, Term, Tone } from "./entry.ts";
import type { ChatMessage, Event } from "./events.ts";
import type { Session } from "./session.ts";
import type { Texts } from "./texts/index.ts";

/** More open buffers than this, and those with strangers are refused a new one: they go to the server's. */
const MAX_BUFFERS = 500;

/** Nicks whose text is shared between messages. */
const MAX_NICKS = 10_000;

export interface BuffersNeeds {
  readonly texts: Texts;
  /** How the server is called where it is spoken of. */
  readonly server: string;
  /** Words that call us, beside our nick. */
  highlights(): readonly string[];
  /** Whether somebody looks at the end of the current buffer now. */
  watching(): boolean;
  /** A conversation has been read up to this time. */
  marked(buffer: Buffer, upTo: number): void;
  /** Something came that somebody may want to be called for. */
  called(buffer: Buffer, said: Said): void;
  now(): number;
}

export class Buffers {
  readonly server: Buffer;
  readonly list: Buffer[];
  current: Buffer;
  /** The one that was looked at before. */
  before: Buffer;
  /** By folded nick: whose messages are not shown. */
  readonly ignored = new Map<string, string>();
  /** By folded name: channels whose names somebody asked for. */
  readonly namesWanted = new Set<string>();
  readonly #byName = new Map<string, Buffer>();
  readonly #nicks = new Map<string, string>();

  constructor(readonly session: Session, readonly needs: BuffersNeeds) {
    this.server = new Buffer(needs.texts.server, "server");
    this.list = [this.server];
    this.current = this.before = this.server;
  }

  get(name: string): Buffer | undefined {
    return this.#byName.get(this.session.isupport.fold(name));
  }

  /** The buffer of a conversation; makes it if there is none. */
  open(name: string, kind: BufferKind = this.#kindOf(name)): Buffer {
    const known = this.get(name);
    if (known) return known;
    const buffer = new Buffer(name, kind);
    this.#byName.set(this.session.isupport.fold(name), buffer);
    this.list.push(buffer);
    return buffer;
  }

  /** Looks at another buffer. */
  show(buffer: Buffer): void {
    if (buffer === this.current) return;
    this.current.line = undefined;
    this.before = this.current;
    this.current = buffer;
    this.seen();
  }

  /** The end of the current buffer is looked at: everything in it has been read. */
  seen(): void {
    const { current } = this;
    if (current.unread > 0) current.line ??= current.readUpTo;
    const before = current.readUpTo;
    const upTo = current.read();
    if (upTo > before && isConversation(current)) this.needs.marked(current, upTo);
  }

  close(buffer: Buffer): void {
    if (buffer === this.server) return;
    const at = this.list.indexOf(buffer);
    this.list.splice(at, 1);
    this.#byName.delete(this.session.isupport.fold(buffer.name));
    if (this.before === buffer) this.before = this.server;
    if (this.current === buffer) this.show(this.list[at - 1] ?? this.server);
  }

  note(buffer: Buffer, text: string, tone: Tone = "event", time = this.session.now()): void {
    buffer.insert({ kind: "note", time, text, tone, version: 0 });
  }

  /** A note that explains something. */
  explain(buffer: Buffer, term: Term, text: string): void {
    const time = this.session.now();
    buffer.insert({ kind: "note", time, text, tone: "answer", term, version: 0 });
  }

  /** What an event means for the buffers. */
  happened(event: Event): void {
    const { texts, server } = this.needs;
    const { time } = event;
    switch (event.kind) {
      case "registered": {
        const network = event.network === undefined ? server : `${event.network}, ${server}`;
        return this.note(this.server, texts.connected(network, event.nick));
      }
      case "message":
        return this.#said(event.message, event.confirms?.label);
      case "accepted":
        return this.#accepted(event.pending.target, event.pending.label, event.id, time);
      case "failed":
        return this.#failed(event.pending.target, event.pending.label, event.reason);
      case "join":
        if (event.own) this.#joined(event.channel, time);
        else this.#came(event.channel, { what: "join", nick: event.nick, reason: "" }, time);
        return;
      case "part":
        if (!event.own) return this.#came(event.channel, { what: "part", ...event }, time);
        return this.note(this.open(event.channel), texts.youLeft(event.channel), "event", time);
      case "kick":
        return this.note(
          this.open(event.channel),
          event.own
            ? texts.youWereKicked(event.by, event.channel, event.reason)
            : texts.kicked(event.by, event.nick, event.reason),
          event.own ? "problem" : "event",
          time,
        );
      case "quit":
        return this.#quit(event, time);
      case "nick":
        return this.#renamed(event, time);
      case "topic": {
        const { by, topic } = event;
        const text = by === undefined
          ? texts.topicIs(topic)
          : topic === ""
          ? texts.topicRemoved(by)
          : texts.topicSet(by, topic);
        return this.note(this.open(event.channel), text, "event", time);
      }
      case "mode": {
        const text = texts.modeSet(event.by, event.change);
        return this.note(this.open(event.channel), text, "event", time);
      }
      case "names":
        return this.#names(event.channel, event.names);
      case "invite":
        return this.note(this.current, texts.invited(event.by, event.channel), "answer");
      case "refused-channel":
        return this.note(
          this.current,
          texts.refusedChannel(event.channel, event.reason),
          "problem",
        );
      case "typing":
        this.get(event.target)?.types(event.nick, event.state, this.needs.now());
        return;
      case "reaction":
        this.get(event.target)?.react(event.id, event.reaction, event.nick, event.change);
        return;
      case "redacted":
        this.get(event.target)?.redact(event.id, event.by, event.reason);
        return;
      case "read":
        return this.#readElsewhere(event.target, event.upTo);
      case "motd":
        return this.note(this.server, event.text);
      case "connection":
        return this.note(this.server, event.text, "answer");
      case "info":
        return this.note(
          this.session.phase === "in" ? this.current : this.server,
          event.text,
          "answer",
        );
      case "error":
        return this.note(this.current, event.text, "problem");
      case "lost":
      case "found":
      case "conversation":
        return;
    }
  }

  #kindOf(name: string): BufferKind {
    return this.session.isupport.isChannel(name) ? "channel" : "private";
  }

  #said(message: ChatMessage, label: string | undefined): void {
    const { target, own, replayed, time } = message;
    if (!own && this.ignored.has(this.session.isupport.fold(message.from))) return;
    const buffer = this.#bufferFor(message);
    const outgoing = own ? takeOutgoing(buffer, message.tags.get("+chat/id"), label) : undefined;
    const said = this.entryOf(message, outgoing?.replyTo);
    const isNew = buffer.insert(said, replayed);
    if (own) {
      if (!replayed) buffer.line = undefined;
      return;
    }
    buffer.types(message.from, "done", time);
    if (!isNew || replayed || target === "") return;
    const calls = (said.mentions || message.isPrivate) && !buffer.muted;
    if (buffer === this.current && this.needs.watching()) {
      buffer.readUpTo = Math.max(buffer.readUpTo, time);
      if (isConversation(buffer)) this.needs.marked(buffer, time);
    } else {
      buffer.line ??= buffer.readUpTo;
      buffer.unread++;
      if (calls) buffer.mentions++;
    }
    if (calls) this.needs.called(buffer, said);
  }

  /** A message as it stands in a buffer. */
  entryOf(message: ChatMessage, replyTo?: string): Said {
    const { id, time, from, command, text, own, tags } = message;
    return {
      kind: "said",
      id: id === undefined ? undefined : copied(id),
      time,
      from: this.#nick(from),
      command,
      text: copied(text),
      own,
      mentions: !own && this.#calls(text),
      replyTo: replyTo ?? tags.get("+draft/reply"),
      reactions: undefined,
      redacted: undefined,
      version: 0,
    };
  }

  /** The same text for the same nick, however often it comes. */
  #nick(nick: string): string {
    const known = this.#nicks.get(nick);
    if (known !== undefined) return known;
    if (this.#nicks.size > MAX_NICKS) this.#nicks.clear();
    const text = copied(nick);
    this.#nicks.set(text, text);
    return text;
  }

  /** A notice from somebody with whom there is no conversation makes none: services send such. */
  #bufferFor({ target, isPrivate, command, own }: ChatMessage): Buffer {
    const known = this.get(target);
    if (known) return known;
    const isStranger = isPrivate && !own && this.list.length >= MAX_BUFFERS;
    if (target === "" || isStranger || (isPrivate && command === "NOTICE")) return this.server;
    return this.open(target);
  }

  #calls(text: string): boolean {
    const said = (parseCtcp(text)?.text ?? text).toLowerCase();
    return [this.session.nick, ...this.needs.highlights()].some((word) => {
      if (word === "") return false;
      const wanted = word.toLowerCase();
      for (let at = said.indexOf(wanted); at >= 0; at = said.indexOf(wanted, at + 1)) {
        const isWord = (character: string) => /[\p{L}\p{N}_]/u.test(character);
        if (!isWord(said.charAt(at - 1)) && !isWord(said.charAt(at + wanted.length))) return true;
      }
      return false;
    });
  }

  #accepted(target: string, label: string, id: string | undefined, time: number): void {
    const buffer = this.get(target);
    const outgoing = buffer && takeOutgoing(buffer, undefined, label);
    if (!buffer || !outgoing) return;
    buffer.insert({
      ...outgoing,
      kind: "said",
      id,
      time,
      from: this.session.nick,
      own: true,
      mentions: false,
      reactions: undefined,
      redacted: undefined,
    });
  }

  #failed(target: string, label: string, reason: string): void {
    const buffer = this.get(target);
    const outgoing = buffer?.outgoing.find((one) => one.label === label);
    if (!outgoing) return;
    outgoing.state = { kind: "failed", reason };
    outgoing.version++;
    if (buffer === this.current) return;
    const { texts } = this.needs;
    this.note(this.current, texts.lineFailed(target, outgoing.text, reason), "problem");
  }

  /** Coming back after the connection was lost is nothing new. */
  #joined(channel: string, time: number): void {
    const isNew = this.get(channel) === undefined;
    const buffer = this.open(channel);
    if (isNew) this.note(buffer, this.needs.texts.youJoined(channel), "event", time);
  }

  #came(channel: string, { what, nick, reason }: Coming, time: number): void {
    this.get(channel)?.came({ what, nick, reason }, time);
  }

  #quit({ nick, reason, channels }: Event & { kind: "quit" }, time: number): void {
    for (const name of [...channels, nick]) this.#came(name, { what: "quit", nick, reason }, time);
  }

  #renamed({ from, to, own }: Event & { kind: "nick" }, time: number): void {
    const { texts } = this.needs;
    const talk = this.get(from);
    if (talk && !this.get(to)) {
      this.#byName.delete(this.session.isupport.fold(from));
      talk.name = to;
      this.#byName.set(this.session.isupport.fold(to), talk);
    }
    const text = own ? texts.youAre(to) : texts.renamed(from, to);
    for (const buffer of this.list) {
      const member = this.session.channel(buffer.name)?.members.has(this.session.isupport.fold(to));
      if (buffer === talk || member || (own && buffer === this.server)) {
        this.note(buffer, text, "event", time);
      }
    }
  }

  /** Only where somebody asked for them: who is here is also to be seen beside the conversation. */
  #names(channel: string, names: readonly string[]): void {
    const buffer = this.get(channel) ?? this.current;
    if (!this.namesWanted.delete(this.session.isupport.fold(channel))) return;
    const sorted = [...names].sort((a, b) => a.localeCompare(b)).join(", ");
    this.note(buffer, this.needs.texts.members(names.length, sorted), "answer");
  }

  #readElsewhere(target: string, upTo: number): void {
    const buffer = this.get(target);
    if (!buffer || upTo <= buffer.readUpTo) return;
    buffer.readUpTo = upTo;
    buffer.recount();
  }
}

/** Takes a message of ours out of those that wait, now that it has come back. */
function takeOutgoing(
  buffer: Buffer,
  id: string | undefined,
  label: string | undefined,
): Outgoing | undefined {
  const at = buffer.outgoing.findIndex((one) =>
    (id !== undefined && one.id === id) || (label !== undefined && one.label === label)
  );
  return at < 0 ? undefined : buffer.outgoing.splice(at, 1)[0];
}

/** A copy of its own: a piece of what has come would keep all of it in memory. */
function copied(text: string): string {
  return text.length < 13 ? text : JSON.parse(JSON.stringify(text));
}

function isConversation({ kind }: Buffer): boolean {
  return kind === "channel" || kind === "private";
}
