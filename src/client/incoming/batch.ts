/**
 * BATCH: lines that belong together. They are heard one by one as they come; the batch only says what
 * they are. Those of a message of several lines wait until it is complete.
 * https://ircv3.net/specs/extensions/batch, https://ircv3.net/specs/extensions/multiline
 */

import type { Message } from "../../irc/message.ts";
import type { ChatMessage } from "../events.ts";
import type { Heard, Session } from "../session.ts";
import type { Hear } from "./index.ts";
import { message } from "./message.ts";
import { texts } from "../texts/index.ts";

export interface OpenBatch {
  readonly type: string;
  /** The answer to which command of ours. */
  readonly label: string | undefined;
  /** Its lines are history. */
  readonly replayed: boolean;
  /** The line that opened it. */
  readonly heard: Heard;
  /** Of a message of several lines: what has come of it. */
  readonly lines: Heard[];
  /** Of a search: what it has found. */
  readonly found: ChatMessage[];
  /** Of history: how much has come, and the msgids of its ends. */
  count: number;
  oldest: string | undefined;
  newest: string | undefined;
}

/** A server with more open batches than this is not worth following. */
const MAX_OPEN = 100;
/** Lines of one message; what comes beyond is left out. */
const MAX_LINES = 1000;
/** Batches whose lines happened earlier. */
const REPLAYS = ["chathistory", "znc.in/playback", "soju.im/search"];
const MULTILINE = "draft/multiline";
/** https://codeberg.org/emersion/soju/src/branch/master/doc/ext/search.md */
const SEARCH = "soju.im/search";

/** What a message's tags say of it, by the batches that it stands in. */
export function placeInBatches(
  batches: ReadonlyMap<string, OpenBatch>,
  { tags }: Message,
): { label: string | undefined; replayed: boolean } {
  const batch = batches.get(tags.get("batch") ?? "");
  return { label: tags.get("label") ?? batch?.label, replayed: batch?.replayed ?? false };
}

/** Counts a piece of history, so that it is known from where to ask on. */
export function noteReplayed(batches: ReadonlyMap<string, OpenBatch>, { tags }: Message): void {
  const batch = batches.get(tags.get("batch") ?? "");
  const id = tags.get("msgid");
  if (!batch || batch.type === MULTILINE || id === undefined) return;
  batch.count++;
  batch.oldest ??= id;
  batch.newest = id;
}

/** Whether a line is one of several of a message, which is heard as a whole, later. */
export function isPiece(batches: ReadonlyMap<string, OpenBatch>, heard: Heard): boolean {
  const batch = batches.get(heard.tags.get("batch") ?? "");
  if (batch?.type !== MULTILINE) return false;
  if (batch.lines.length < MAX_LINES) batch.lines.push(heard);
  return true;
}

/** The search that a message is found by; it is told with the others then, and has been read or not. */
export function searchOf(
  batches: ReadonlyMap<string, OpenBatch>,
  { tags }: Message,
): OpenBatch | undefined {
  const batch = batches.get(tags.get("batch") ?? "");
  return batch?.type === SEARCH ? batch : undefined;
}

export const batch: Hear = (session, heard) => {
  const [reference = "", type = ""] = heard.params;
  const name = reference.slice(1);
  if (reference.startsWith("+")) {
    if (session.batches.size >= MAX_OPEN) session.batches.clear();
    const replayed = heard.replayed || REPLAYS.includes(type);
    session.batches.set(name, {
      type,
      label: heard.label,
      replayed,
      heard,
      lines: [],
      found: [],
      count: 0,
      oldest: undefined,
      newest: undefined,
    });
    return;
  }
  const ended = session.batches.get(name);
  if (!ended) return;
  session.batches.delete(name);
  if (ended.type === MULTILINE) whole(session, ended);
  else if (ended.type === SEARCH) session.tell({ kind: "found", messages: ended.found });
  else if (ended.type === "chathistory") historyCame(session, ended);
  else if (ended.type === "labeled-response") unanswered(session, ended.label);
};

/** A message of several lines is complete. Its tags are those of the line that opened the batch. */
function whole(session: Session, { heard, lines }: OpenBatch): void {
  const [first] = lines;
  if (!first) return;
  let text = "";
  lines.forEach(({ tags, params }, i) => {
    text += `${i === 0 || tags.has("draft/multiline-concat") ? "" : "\n"}${params[1] ?? ""}`;
  });
  const { source, from, own, command, params } = first;
  message(session, { ...heard, source, from, own, command, params: [params[0] ?? "", text] });
}

function historyCame(session: Session, { heard, count, oldest, newest }: OpenBatch): void {
  const target = heard.params[2] ?? "";
  const at = session.historyAsks.findIndex((ask) => session.isSame(ask.target, target));
  const [ask] = at < 0 ? [] : session.historyAsks.splice(at, 1);
  ask?.answer({ count, oldest, newest });
}

/** ACK: the whole answer to a labelled command is that there is none. */
export const ack: Hear = (session, { label }) => unanswered(session, label);

/** The answer to a message of ours is over, and the echo was not in it. */
function unanswered(session: Session, label: string | undefined): void {
  const pending = label === undefined ? undefined : session.pending.get(label);
  if (!pending) return;
  if (session.caps.has("echo-message")) {
    session.failed(pending, texts.noReason, false);
  } else {
    session.pending.settle(pending);
    session.tell({ kind: "accepted", pending, id: undefined });
  }
}
