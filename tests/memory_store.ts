/** A store in memory with the manners of the real one, and switches to make it slow or fail. */
import { NO_TAGS } from "../src/irc/message.ts";
import { nickOf } from "../src/irc/names.ts";
import type {
  ActiveTarget,
  Bound,
  ChannelRenames,
  End,
  FoundMessage,
  NewMessage,
  Outcome,
  PageQuery,
  Party,
  Redaction,
  Renaming,
  SearchQuery,
  Store,
  StoredMessage,
  Target,
  TargetKey,
  TargetsQuery,
} from "../src/server/store.ts";

export class MemoryStore implements Store, ChannelRenames {
  readonly messages: StoredMessage[] = [];
  readonly redactions = new Map<string, Redaction>();
  readonly #markers = new Map<string, Map<string, number>>();
  readonly #lastSeq = new Map<string, number>();
  /** While set, messages wait for `commit()`. */
  held = false;
  /** While set, messages fail with this reason. */
  down: string | undefined;
  /** While set, there is hardly any room left. */
  isShort = false;
  #waiting: (() => void)[] = [];

  append(message: NewMessage, done: (outcome: Outcome) => void): void {
    if (this.#waiting.length === 0 && !this.held) queueMicrotask(() => this.commit());
    this.#waiting.push(() => done(this.#keep(message)));
  }

  /** Commits everything that waits. */
  commit(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const next of waiting) next();
  }

  #keep(message: NewMessage): Outcome {
    if (this.down !== undefined) return { kind: "failed", reason: this.down };
    const first = message.clientId === undefined
      ? undefined
      : this.messages.find((other) =>
        other.clientId === message.clientId && other.sender.id === message.sender.id
      );
    if (first) return { kind: "duplicate", message: first };
    const key = keyOf(message.target);
    const seq = 1 + (this.#lastSeq.get(key) ?? 0);
    this.#lastSeq.set(key, seq);
    const stored = { ...message, seq };
    this.messages.push(stored);
    return { kind: "stored", message: stored };
  }

  room(): Promise<void> | undefined {
    return this.isShort ? Promise.resolve() : undefined;
  }

  page(
    { target, after, before, from, limit, events, prefixes }: PageQuery,
  ): Promise<StoredMessage[]> {
    return this.#answer(() => {
      const all = this.#visible(target, prefixes).filter((message) =>
        (events || isMessage(message)) && (!after || this.#compare(message, after) > 0) &&
        (!before || this.#compare(message, before) < 0)
      );
      return take(all, from, limit);
    });
  }

  find(target: TargetKey, msgid: string): Promise<FoundMessage | undefined> {
    return this.#answer(() => {
      const found = this.#of(target).find((message) => message.msgid === msgid);
      return found && { ...found, redacted: this.redactions.has(msgid) };
    });
  }

  targets({ channels, party, after, before, from, limit }: TargetsQuery): Promise<ActiveTarget[]> {
    return this.#answer(() => {
      const latest = new Map<string, ActiveTarget>();
      const shown = this.messages.filter((message) =>
        isMessage(message) && this.#isVisible(message, "")
      );
      for (const { target, time } of shown) {
        const other = target.kind === "direct" ? otherThan(party, target) : undefined;
        if (target.kind === "channel" && channels.includes(target.key)) {
          const { key, name } = target;
          latest.set(keyOf(target), { kind: "channel", key, name, latest: time });
        } else if (other) {
          latest.set(keyOf(target), { kind: "direct", other, latest: time });
        }
      }
      const inside = [...latest.values()].filter(({ latest }) => latest > after && latest < before);
      return take(inside.sort((a, b) => a.latest - b.latest), from, limit);
    });
  }

  search(query: SearchQuery): Promise<StoredMessage[]> {
    const { channels, direct, text, nick, after, before, from, limit } = query;
    return this.#answer(() => {
      const wanted = text === undefined ? [] : words(text);
      if (text !== undefined && wanted.length === 0) return [];
      const isInside = (message: StoredMessage) => {
        const { target } = message;
        if (target.kind === "channel") {
          const channel = channels.find(({ key }) => key === target.key);
          return channel !== undefined && this.#isVisible(message, channel.prefixes);
        }
        const other = direct && otherThan(direct.reader, target);
        if (!direct || !other || !this.#isVisible(message, "")) return false;
        return direct.other === undefined || direct.other === other.id;
      };
      const fits = (message: StoredMessage) => {
        const its = words(message.text);
        return isMessage(message) && isInside(message) &&
          wanted.every((word) => its.some((other) => other.startsWith(word))) &&
          (nick === undefined || nickOf(message.source).toLowerCase() === nick) &&
          (after === undefined || message.time >= after) &&
          (before === undefined || message.time <= before);
      };
      return take(this.messages.filter(fits), from, limit);
    });
  }

  redact(redaction: Redaction): Promise<boolean> {
    return this.#answer(() => {
      const { target, msgid, event, by, time, reason } = redaction;
      const at = this.messages.findIndex((message) =>
        message.msgid === msgid && keyOf(message.target) === keyOfKey(target)
      );
      const message = this.messages[at];
      if (!message || this.redactions.has(msgid)) return false;
      this.messages[at] = { ...message, text: "", tags: NO_TAGS };
      this.redactions.set(msgid, redaction);
      if (event) {
        this.#keep({
          target: seenBy(event.sender, message.target),
          kind: "REDACT",
          time,
          source: by,
          text: reason === undefined ? msgid : `${msgid} ${reason}`,
          tags: NO_TAGS,
          clientId: undefined,
          ...event,
        });
      }
      return true;
    });
  }

  prepareRename(renaming: Renaming): Promise<(() => Promise<string | undefined>) | undefined> {
    const { from, key } = renaming;
    return this.#answer(() => {
      const isUsed = from !== key &&
        this.messages.some((message) =>
          keyOf(message.target) === key && (isMessage(message) || message.kind === "TAGMSG")
        );
      return isUsed ? undefined : () => this.#answer(() => void this.#rename(renaming));
    });
  }

  #rename({ from, key, name }: Renaming): void {
    // It may have been done before.
    if (!this.messages.some(({ target }) => keyOf(target) === from)) return;
    if (from !== key) this.#move(key, `${key} aside`, name);
    this.#move(from, key, name);
    if (from === key) return;
    for (const markers of this.#markers.values()) {
      const time = markers.get(from);
      if (time !== undefined) markers.set(key, Math.max(time, markers.get(key) ?? time));
      markers.delete(from);
    }
  }

  #move(from: string, key: string, name: string): void {
    this.messages.forEach((message, i) => {
      if (keyOf(message.target) !== from) return;
      const rank = message.addressed.slice(0, message.addressed.indexOf("#"));
      const target = { kind: "channel", key, name } as const;
      this.messages[i] = { ...message, target, addressed: rank + name };
    });
    const last = this.#lastSeq.get(from);
    this.#lastSeq.delete(from);
    if (last !== undefined) this.#lastSeq.set(key, last);
  }

  readMarkers(reader: string): Promise<Map<string, number>> {
    return this.#answer(() => new Map(this.#markers.get(reader)));
  }

  async markAllRead(readers: readonly string[], target: string, time: number): Promise<void> {
    for (const reader of readers) await this.markRead(reader, target, time);
  }

  markRead(reader: string, target: string, time: number): Promise<number> {
    return this.#answer(() => {
      const markers = this.#markers.get(reader) ?? new Map<string, number>();
      const kept = Math.max(markers.get(target) ?? time, time);
      this.#markers.set(reader, markers.set(target, kept));
      return kept;
    });
  }

  /** Answers as a database does: later, and not at all while it is away. */
  #answer<T>(work: () => T): Promise<T> {
    if (this.down !== undefined) return Promise.reject(new Error(this.down));
    return Promise.resolve().then(work);
  }

  #of(target: TargetKey): StoredMessage[] {
    return this.messages.filter((message) => keyOf(message.target) === keyOfKey(target));
  }

  #visible(target: TargetKey, prefixes: string | undefined): StoredMessage[] {
    return this.#of(target).filter((message) => this.#isVisible(message, prefixes));
  }

  #isVisible({ msgid, addressed, target }: StoredMessage, prefixes?: string): boolean {
    if (this.redactions.has(msgid)) return false;
    if (target.kind === "direct" || prefixes === undefined) return true;
    const rank = addressed.slice(0, addressed.indexOf("#"));
    return rank === "" || [...rank].some((prefix) => prefixes.includes(prefix));
  }

  /** Where a message stands to a bound: before (< 0), at (0) or after it (> 0). */
  #compare(message: StoredMessage, bound: Bound): number {
    if ("time" in bound) return message.time - bound.time;
    if ("seq" in bound) return message.seq - bound.seq;
    const named = this.messages.find(({ msgid }) => msgid === bound.msgid);
    const isHere = named && keyOf(named.target) === keyOf(message.target);
    return isHere ? message.seq - named.seq : NaN;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function isMessage({ kind }: StoredMessage): boolean {
  return kind === "PRIVMSG" || kind === "NOTICE";
}

/** A private conversation as that of somebody in it with the other. */
function seenBy(sender: Party, target: Target): Target {
  if (target.kind === "channel") return target;
  const { from, to } = target;
  return { kind: "direct", from: sender, to: from.id === sender.id ? to : from };
}

function take<T>(all: readonly T[], from: End, limit: number): T[] {
  return from === "newest" ? all.slice(Math.max(0, all.length - limit)) : all.slice(0, limit);
}

/** With whom this party talks there; `undefined` if it is not its conversation. */
function otherThan(party: string, { from, to }: Target & { kind: "direct" }): Party | undefined {
  if (from.id === party) return to;
  return to.id === party ? from : undefined;
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function keyOf(target: Target): string {
  if (target.kind === "channel") return target.key;
  return keyOfKey({ kind: "direct", parties: [target.from.id, target.to.id] });
}

function keyOfKey(target: TargetKey): string {
  return target.kind === "channel" ? target.key : [...target.parties].sort().join(" ");
}
