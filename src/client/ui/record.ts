/** A message as one line of `chat tail`. */

import { parseCtcp } from "../ctcp.ts";
import type { ChatMessage } from "../events.ts";
import { clean } from "./clean.ts";
import { texts } from "../texts/index.ts";

/**
 * JSON with the keys id, time, target, from, account, text and tags, always all of them, in this order. `id`
 * and `account` may be null; `time` is in UTC with milliseconds; `text` is as on the wire.
 */
export function asJson(message: ChatMessage): string {
  const { id = null, time, target, from, account = null, text, tags } = message;
  const json = JSON.stringify({
    id,
    time: new Date(time).toISOString(),
    target,
    from,
    account,
    text,
    tags: Object.fromEntries(tags),
  });
  // JSON lets them stand as they are, but a terminal may take them for commands.
  return json.replace(
    /[\x7f-\x9f]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * id, time, target, from and text between tabs, as `cut -f` takes them apart; `time` as in JSON. A tab, an end
 * of line and a backslash in the text are written `\\t`, `\\n` and `\\\\`.
 */
export function asTsv({ id = "", time, target, from, text }: ChatMessage): string {
  const escaped = text.replace(/[\\\t\n]/g, (sign) => ESCAPES[sign] ?? sign);
  return [id, new Date(time).toISOString(), target, from, escaped]
    .map(clean).join("\t");
}

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n" };

/**
 * `2026-05-01 12:30:00 ann: hello`, in this machine's time zone unless another one is named; a message of
 * several lines as so many.
 */
export function asText(message: ChatMessage, timeZone?: string): string {
  const { time, from, text, command } = message;
  const ctcp = parseCtcp(text);
  const [who, said] = ctcp?.command === "ACTION"
    ? [`* ${from}`, ctcp.text]
    : [`${from}${command === "NOTICE" ? ` (${texts.notice})` : ""}:`, text];
  const at = dateTime(new Date(time), timeZone);
  return said.split("\n").map((line) => clean(`${at} ${who} ${line}`)).join("\n");
}

/** Sweden writes dates as ISO 8601 does. */
function dateTime(at: Date, timeZone: string | undefined): string {
  return at.toLocaleString("sv-SE", timeZone === undefined ? {} : { timeZone });
}
