/**
 * What leaves the server: lines and batches of lines, written out once for all sessions that read
 * them alike. Which tags a session gets depends on its capabilities alone.
 */
import { cutToLine, format, formatTag, LINE_BYTES, type Tags } from "../irc/message.ts";
import type { Numeric } from "../irc/numerics.ts";

/** The kinds of reader, as bits: which of these capabilities a session has. */
export const READS = { time: 1, tags: 2, account: 4, batch: 8, multiline: 16, relay: 32 } as const;

/** A set of `READS` bits. */
export type ReaderKind = number;

/** Tags that a line carries, before it is known who reads it. */
export interface LineTags {
  /** Milliseconds since 1970. */
  readonly time?: number;
  readonly msgid?: string;
  readonly account?: string | undefined;
  readonly bot?: boolean;
  /** The text goes on where the line before it ended. https://ircv3.net/specs/extensions/multiline */
  readonly concat?: boolean;
  /** Client-only tags, with their `+`; among them `RELAYED_BY`. */
  readonly client?: Tags;
}

/** The tag that names who has said something for somebody else. https://ircv3.net/specs/extensions/relaymsg */
export const RELAYED_BY = "draft/relaymsg";

/** Tags that tie a line to the question of one session. */
export interface ReplyTags {
  readonly label?: string | undefined;
  readonly batch?: string | undefined;
}

const NO_TIE: ReplyTags = {};

/** Something that can be sent to a session. */
export interface Sendable {
  /** The text for a kind of reader, CRLF included; without `tie` it is made only once. */
  encode(kind: ReaderKind, tie?: ReplyTags): string;
}

/** One line. */
export class Line implements Sendable {
  readonly #text: string;
  // What was made, by kind of reader. The first one stands apart: mostly there is no other.
  #firstKind: ReaderKind | undefined;
  #first = "";
  #others: string[] | undefined;

  constructor(
    source: string | undefined,
    readonly command: string,
    params: readonly string[],
    readonly tags: LineTags = {},
  ) {
    this.#text = format({ source, command, params });
  }

  encode(kind: ReaderKind, tie?: ReplyTags): string {
    if (tie) return this.#write(kind, tie);
    // A line that stands alone looks the same whatever its reader knows of batches.
    const alone = kind & (READS.time | READS.tags | READS.account | READS.relay);
    if (this.#firstKind === alone) return this.#first;
    if (this.#firstKind !== undefined) {
      return (this.#others ??= [])[alone] ??= this.#write(alone, NO_TIE);
    }
    this.#firstKind = alone;
    return this.#first = this.#write(alone, NO_TIE);
  }

  #write(kind: ReaderKind, tie: ReplyTags): string {
    const tags = tagText(this.tags, kind, tie);
    return tags === "" ? `${this.#text}\r\n` : `@${tags} ${this.#text}\r\n`;
  }
}

/**
 * Lines that belong together. A reader without the batch capability gets them one by one.
 * https://ircv3.net/specs/extensions/batch
 */
export class Batch implements Sendable {
  readonly #encoded: string[] = [];

  /** `id` must be different from that of every other batch open on the same connection. */
  constructor(
    readonly source: string,
    readonly id: string,
    readonly type: string,
    readonly params: readonly string[],
    readonly items: readonly Sendable[],
    readonly tags: LineTags = {},
  ) {}

  encode(kind: ReaderKind, tie?: ReplyTags): string {
    if (tie) return this.#write(kind, tie);
    return this.#encoded[kind] ??= this.#write(kind);
  }

  #write(kind: ReaderKind, tie?: ReplyTags): string {
    if (!(kind & READS.batch)) return this.items.map((item) => item.encode(kind)).join("");
    const { source, id, type, params, items, tags } = this;
    return [
      new Line(source, "BATCH", [`+${id}`, type, ...params], tags).encode(kind, tie),
      ...items.map((item) => item.encode(kind, { batch: id })),
      new Line(source, "BATCH", [`-${id}`]).encode(kind, tie && { batch: tie.batch }),
    ].join("");
  }
}

/** The tags of a line for a kind of reader, as text; "" for none. */
function tagText(tags: LineTags, kind: ReaderKind, tie: ReplyTags): string {
  if (kind === 0 && tie === NO_TIE) return "";
  const { label, batch } = tie;
  const shown: string[] = [];
  if (label !== undefined) shown.push(formatTag("label", label));
  if (batch !== undefined) shown.push(formatTag("batch", batch));
  if (kind & READS.time && tags.time !== undefined) shown.push(`time=${timestamp(tags.time)}`);
  if (kind & READS.account && tags.account !== undefined) {
    shown.push(formatTag("account", tags.account));
  }
  if (kind & READS.multiline && tags.concat) shown.push("draft/multiline-concat");
  if (kind & READS.tags) {
    if (tags.msgid !== undefined) shown.push(`msgid=${tags.msgid}`);
    if (tags.bot) shown.push("bot");
  }
  for (const [key, value] of tags.client ?? []) {
    if (kind & (key === RELAYED_BY ? READS.relay : READS.tags)) shown.push(formatTag(key, value));
  }
  return shown.join(";");
}

/**
 * A numeric for the client that `nick` addresses; the numeric's own text becomes its last parameter.
 * https://modern.ircdocs.horse/#numeric-replies
 */
export function numericLine(
  server: string,
  nick: string,
  { code, text }: Numeric,
  ...params: readonly (string | number)[]
): Line {
  const all = [nick, ...params.map(String)];
  if (text !== undefined) all.push(text);
  return serverLine(server, code, all);
}

/**
 * A line of the server's own. What a client sent and is quoted in it may be unfit to stand in the middle
 * of a line; then `*` stands there for it. It may also be too long, and is cut.
 */
export function serverLine(server: string, command: string, params: readonly string[]): Line {
  const last = params.length - 1;
  const fit = params.map((param, i) => i === last || MIDDLE.test(param) ? param : "*");
  const quoted = { source: server, command, params: fit };
  return new Line(server, command, cutToLine(quoted, LINE_BYTES));
}

const MIDDLE = /^[^ :][^ ]*$/;

/** `YYYY-MM-DDThh:mm:ss.sssZ`. https://ircv3.net/specs/extensions/server-time */
export function timestamp(time: number): string {
  return new Date(time).toISOString();
}
