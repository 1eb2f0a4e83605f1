/**
 * One IRC message: the text of a line taken apart, and put together again.
 * https://modern.ircdocs.horse/#message-format, https://ircv3.net/specs/extensions/message-tags
 */
import { byteLength, cutBytes } from "./text.ts";

/** Message tags by key. A tag without a value has the value `""`. */
export type Tags = ReadonlyMap<string, string>;

/** A line, taken apart. `command` is upper case; `source` is the part after the `:` in front. */
export interface Message {
  readonly tags: Tags;
  readonly source: string | undefined;
  readonly command: string;
  readonly params: readonly string[];
}

/** Bytes of a line, its ending included and its tags not, that every client and server can read. */
export const LINE_BYTES = 512;

export const NO_TAGS: Tags = new Map();

/** Takes a line (without its line ending) apart; `undefined` if it holds no command. */
export function parse(line: string): Message | undefined {
  let at = skipSpaces(line, 0);
  let tags = NO_TAGS;
  if (line[at] === "@") {
    const end = wordEnd(line, at);
    tags = parseTags(line.slice(at + 1, end));
    at = skipSpaces(line, end);
  }
  let source: string | undefined;
  if (line[at] === ":") {
    const end = wordEnd(line, at);
    source = line.slice(at + 1, end);
    at = skipSpaces(line, end);
  }
  const commandEnd = wordEnd(line, at);
  if (commandEnd === at) return undefined;
  const command = line.slice(at, commandEnd).toUpperCase();
  const params: string[] = [];
  for (at = skipSpaces(line, commandEnd); at < line.length; at = skipSpaces(line, at)) {
    if (line[at] === ":") {
      params.push(line.slice(at + 1));
      break;
    }
    const end = wordEnd(line, at);
    params.push(line.slice(at, end));
    at = end;
  }
  return { tags, source, command, params };
}

/** The text of tags, as it stands between `@` and the space. Later duplicates of a key win. */
export function parseTags(text: string): Tags {
  const tags = new Map<string, string>();
  for (const tag of text.split(";")) {
    if (tag === "") continue;
    const equals = tag.indexOf("=");
    if (equals < 0) tags.set(tag, "");
    else tags.set(tag.slice(0, equals), unescapeTagValue(tag.slice(equals + 1)));
  }
  return tags;
}

/** Puts a message together as a line, without its line ending. */
export function format(
  { tags = NO_TAGS, source, command, params = [] }: Partial<Message> & Pick<Message, "command">,
): string {
  let line = tags.size > 0 ? `@${formatTags(tags)} ` : "";
  if (source !== undefined) line += `:${source} `;
  line += command;
  const last = params.length - 1;
  params.forEach((param, i) => {
    line += i === last && needsColon(param, command) ? ` :${param}` : ` ${param}`;
  });
  return line;
}

/** The parameters, the longest one cut so that the line, its ending included, has at most so many bytes. */
export function cutToLine(
  { source, command, params }: Pick<Message, "source" | "command" | "params">,
  bytes: number,
): readonly string[] {
  const line = format({ source, command, params });
  const excess = line.length * 3 + 2 <= bytes ? 0 : byteLength(line) + 2 - bytes;
  if (excess <= 0) return params;
  const lengths = params.map(byteLength);
  const longest = lengths.indexOf(Math.max(...lengths));
  return params.map((param, i) =>
    i === longest ? cutBytes(param, byteLength(param) - excess) : param
  );
}

export function formatTags(tags: Tags): string {
  const parts: string[] = [];
  for (const [key, value] of tags) parts.push(formatTag(key, value));
  return parts.join(";");
}

export function formatTag(key: string, value: string): string {
  return value === "" ? key : `${key}=${escapeTagValue(value)}`;
}

/** Simple bots look for " :" in front of a text, so messages have it even where it is not needed. */
function needsColon(param: string, command: string): boolean {
  return param === "" || param[0] === ":" || param.includes(" ") ||
    command === "PRIVMSG" || command === "NOTICE";
}

function skipSpaces(line: string, at: number): number {
  while (line[at] === " ") at++;
  return at;
}

function wordEnd(line: string, at: number): number {
  const end = line.indexOf(" ", at);
  return end < 0 ? line.length : end;
}

const ESCAPED: Record<string, string> = {
  ";": "\\:",
  " ": "\\s",
  "\\": "\\\\",
  "\r": "\\r",
  "\n": "\\n",
};
const UNESCAPED: Record<string, string> = { ":": ";", s: " ", "\\": "\\", r: "\r", n: "\n" };

export function escapeTagValue(value: string): string {
  return value.replace(/[; \\\r\n]/g, (character) => ESCAPED[character] ?? character);
}

/** A backslash before any other character means that character; one at the end means nothing. */
export function unescapeTagValue(value: string): string {
  if (!value.includes("\\")) return value;
  return value.replace(/\\(.?)/gs, (_, character: string) => UNESCAPED[character] ?? character);
}
