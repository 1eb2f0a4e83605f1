/** One conversation as it is kept in memory: what was said there, and how much of it was read. */

import type { Coming, Entry, Outgoing, Said } from "./entry.ts";

export type BufferKind = "server" | "channel" | "private" | "search";

/** More than this is forgotten, oldest first; the server may still have it. */
const MAX_ENTRIES = 100_000;
/** So many are forgotten at once. */
const FORGOTTEN = 5_000;
/** Comings and goings that are named in one row. */
const MAX_FOLDED = 20;
/** How long, in milliseconds, a typing notice holds that is not renewed. */
const TYPING_HOLDS = { active: 6_000, paused: 30_000 };

export class Buffer {
  /** In the order in which the server has them. */
  readonly entries: Entry[] = [];
  /** Below all others: what the server has not confirmed. */
  readonly outgoing: Outgoing[] = [];
  unread = 0;
  /** What is said here calls nobody. */
  muted = false;
  mentions = 0;
  /** The time of the newest message that was read; 0: that is not known. */
  readUpTo = 0;
  /** Messages after this time are below the unread line; `undefined`: there is none. */
  line: number | undefined;
  /** Whether the server may have what came before. */
  older: "unknown" | "loading" | "none" | "cleared" = "unknown";
  /** The msgid before which to ask for more; `undefined`: that of the oldest message here. */
  askedTo: string | undefined;
  /** By nick: when they last said something; how names are completed. */
  readonly spoke = new Map<string, number>();
  readonly #typing = new Map<string, number>();
  readonly #byId = new Map<string, Said>();
  /** Where the next older message goes while a page is loading. */
  #loadedTo = 0;

  constructor(public name: string, readonly kind: BufferKind) {}

  find(id: string): Said | undefined {
    return this.#byId.get(id);
  }

  /** The oldest or newest message with an id, from where history can be asked on. */
  end(which: "oldest" | "newest"): Said | undefined {
    const isKept = (entry: Entry): entry is Said => entry.kind === "said" && entry.id !== undefined;
    return which === "oldest" ? this.entries.find(isKept) : this.entries.findLast(isKept);
  }

  /** From now on, what is older than everything here goes on top, in order. */
  loadsOlder(): void {
    this.older = "loading";
    this.#loadedTo = 0;
  }

  /** Puts something in its place. False: it is there already. */
  insert(entry: Entry, replayed = false): boolean {
    if (entry.kind === "said") {
      if (entry.id !== undefined && this.#byId.has(entry.id)) return false;
      if (entry.id !== undefined) this.#byId.set(entry.id, entry);
      if ((this.spoke.get(entry.from) ?? 0) < entry.time) this.spoke.set(entry.from, entry.time);
    }
    const first = this.entries[this.#loadedTo];
    if (replayed && this.older === "loading" && first && entry.time <= first.time) {
      this.entries.splice(this.#loadedTo++, 0, entry);
      return true;
    }
    let at = this.entries.length;
    while (at > 0 && (this.entries[at - 1]?.time ?? 0) > entry.time) at--;
    if (at === this.entries.length) this.entries.push(entry);
    else this.entries.splice(at, 0, entry);
    if (this.entries.length > MAX_ENTRIES) this.#forget();
    return true;
  }

  /** Somebody comes or goes; neighbours are folded together. */
  came(coming: Coming, time: number): void {
    const last = this.entries.at(-1);
    if (last?.kind !== "comings" || time - last.time > 3_600_000) {
      this.insert({ kind: "comings", time, all: [coming], more: 0, version: 0 });
      return;
    }
    if (last.all.length < MAX_FOLDED) last.all.push(coming);
    else last.more++;
    last.version++;
  }

  /** Somebody reacts to a message, or does not any more. */
  react(id: string, reaction: string, nick: string, change: "added" | "removed"): void {
    const said = this.#byId.get(id);
    if (!said) return;
    said.reactions ??= new Map();
    const nicks = (said.reactions.get(reaction) ?? []).filter((other) => other !== nick);
    if (change === "added") nicks.push(nick);
    if (nicks.length > 0) said.reactions.set(reaction, nicks);
    else said.reactions.delete(reaction);
    said.version++;
  }

  redact(id: string, by: string, reason: string): void {
    const said = this.#byId.get(id);
    if (!said) return;
    said.redacted = { by, reason };
    said.version++;
  }

  types(nick: string, state: "active" | "paused" | "done", now: number): void {
    if (state === "done") this.#typing.delete(nick);
    else this.#typing.set(nick, now + TYPING_HOLDS[state]);
  }

  /** Who is typing. */
  typing(now: number): string[] {
    return [...this.#typing].filter(([, until]) => until > now).map(([nick]) => nick);
  }

  /** Everything here has been read: the time of the newest message. */
  read(): number {
    const newest = this.entries.findLast(({ kind }) => kind === "said");
    this.unread = this.mentions = 0;
    return this.readUpTo = Math.max(this.readUpTo, newest?.time ?? 0);
  }

  /** Counts again what is unread, when it has turned out how much was read. */
  recount(): void {
    this.unread = this.mentions = 0;
    for (let at = this.entries.length - 1; at >= 0; at--) {
      const entry = this.entries[at];
      if (!entry || entry.time <= this.readUpTo) break;
      if (entry.kind !== "said" || entry.own) continue;
      this.unread++;
      if (entry.mentions) this.mentions++;
    }
    if (this.unread > 0) this.line ??= this.readUpTo;
  }

  clear(): void {
    this.entries.length = 0;
    this.#byId.clear();
    this.older = "cleared";
  }

  #forget(): void {
    for (const entry of this.entries.splice(0, FORGOTTEN)) {
      if (entry.kind === "said" && entry.id !== undefined) this.#byId.delete(entry.id);
    }
    this.older = "unknown";
    this.askedTo = undefined;
  }
}
