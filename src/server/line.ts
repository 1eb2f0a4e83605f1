/**
 * What leaves the server: lines and batches of lines, written out once for all sessions that read
 * them alike. Which tags a session gets depends on its capabilities alone.
 */
import { concat } from "../irc/bytes.ts";
import { format, formatTags, type Tags } from "../irc/message.ts";

/** The kinds of reader, as bits: which of these capabilities a session has. */
export const READS = { time: 1, tags: 2, account: 4, batch: 8 } as const;

/** A set of `READS` bits. */
export type ReaderKind = number;

/** Tags that a line carries, before it is known who reads it. */
export interface LineTags {
  /** Milliseconds since 1970. */
  readonly time?: number;
  readonly msgid?: string;
  readonly account?: string | undefined;
  readonly bot?: boolean;
  /** Client-only tags, with their `+`. */
  readonly client?: Tags;
}

/** Tags that tie a line to the question of one session. */
export interface ReplyTags {
  readonly label?: string | undefined;
  readonly batch?: string | undefined;
}

/** Something that can be sent to a session. */
export interface Sendable {
  /** The bytes for a kind of reader, CRLF included; without `tie` they are made only once. */
  encode(kind: ReaderKind, tie?: ReplyTags): Uint8Array;
}

const utf8 = new TextEncoder();

/** One line. */
export class Line implements Sendable {
  readonly #text: string;
  readonly #encoded: Uint8Array[] = [];

  constructor(
    source: string | undefined,
    readonly command: string,
    params: readonly string[],
    readonly tags: LineTags = {},
  ) {
    this.#text = format({ source, command, params });
  }

  encode(kind: ReaderKind, tie?: ReplyTags): Uint8Array {
    if (tie) return this.#write(kind, tie);
    return this.#encoded[kind] ??= this.#write(kind, {});
  }

  #write(kind: ReaderKind, tie: ReplyTags): Uint8Array {
    const tags = tagText(this.tags, kind, tie);
    return utf8.encode(tags === "" ? `${this.#text}\r\n` : `@${tags} ${this.#text}\r\n`);
  }
}

/**
 * Lines that belong together. A reader without the batch capability gets them one by one.
 * https://ircv3.net/specs/extensions/batch
 */
export class Batch implements Sendable {
  readonly #encoded: Uint8Array[] = [];

  /** `id` must be different from that of every other batch open on the same connection. */
  constructor(
    readonly source: string,
    readonly id: string,
    readonly type: string,
    readonly params: readonly string[],
    readonly items: readonly Sendable[],
    readonly tags: LineTags = {},
  ) {}

  encode(kind: ReaderKind, tie?: ReplyTags): Uint8Array {
    if (tie) return this.#write(kind, tie);
    return this.#encoded[kind] ??= this.#write(kind);
  }

  #write(kind: ReaderKind, tie?: ReplyTags): Uint8Array {
    if (!(kind & READS.batch)) return concat(this.items.map((item) => item.encode(kind)));
    const { source, id, type, params, items, tags } = this;
    return concat([
      new Line(source, "BATCH", [`+${id}`, type, ...params], tags).encode(kind, tie),
      ...items.map((item) => item.encode(kind, { batch: id })),
      new Line(source, "BATCH", [`-${id}`]).encode(kind),
    ]);
  }
}

/** The tags of a line for a kind of reader, as text; "" for none. */
function tagText(tags: LineTags, kind: ReaderKind, { label, batch }: ReplyTags): string {
  const shown = new Map<string, string>();
  if (label !== undefined) shown.set("label", label);
  if (batch !== undefined) shown.set("batch", batch);
  if (kind & READS.time && tags.time !== undefined) shown.set("time", timestamp(tags.time));
  if (kind & READS.account && tags.account !== undefined) shown.set("account", tags.account);
  if (kind & READS.tags) {
    if (tags.msgid !== undefined) shown.set("msgid", tags.msgid);
    if (tags.bot) shown.set("bot", "");
    for (const [key, value] of tags.client ?? []) shown.set(key, value);
  }
  return formatTags(shown);
}

/** `YYYY-MM-DDThh:mm:ss.sssZ`. https://ircv3.net/specs/extensions/server-time */
export function timestamp(time: number): string {
  return new Date(time).toISOString();
}
