/**
 * BATCH: lines that belong together. They are heard one by one as they come; the batch only says what
 * they are. https://ircv3.net/specs/extensions/batch
 */

import type { Message } from "../../irc/message.ts";
import type { Hear } from "./index.ts";

export interface OpenBatch {
  readonly type: string;
  /** The answer to which command of ours. */
  readonly label: string | undefined;
  /** Its lines are history. */
  readonly replayed: boolean;
}

/** A server with more open batches than this is not worth following. */
const MAX_OPEN = 100;
/** Batches whose lines happened earlier. */
const REPLAYS = ["chathistory", "znc.in/playback"];

/** What a message's tags say of it, by the batches that it stands in. */
export function placeInBatches(
  batches: ReadonlyMap<string, OpenBatch>,
  { tags }: Message,
): { label: string | undefined; replayed: boolean } {
  const batch = batches.get(tags.get("batch") ?? "");
  return { label: tags.get("label") ?? batch?.label, replayed: batch?.replayed ?? false };
}

export const batch: Hear = (session, heard) => {
  const [reference = "", type = ""] = heard.params;
  const name = reference.slice(1);
  if (reference.startsWith("+")) {
    if (session.batches.size >= MAX_OPEN) session.batches.clear();
    const replayed = heard.replayed || REPLAYS.includes(type);
    session.batches.set(name, { type, label: heard.label, replayed });
    return;
  }
  const ended = session.batches.get(name);
  if (!ended) return;
  session.batches.delete(name);
  if (ended.type === "labeled-response") unanswered(session, ended.label);
};

/** ACK: the whole answer to a labelled command is that there is none. */
export const ack: Hear = (session, { label }) => unanswered(session, label);

/** The answer to a message of ours is over, and the echo was not in it. */
function unanswered(session: Parameters<Hear>[0], label: string | undefined): void {
  const pending = label === undefined ? undefined : session.pending.get(label);
  if (!pending) return;
  if (session.caps.has("echo-message")) {
    session.failed(pending, "The server gave no reason.", false);
  } else {
    session.pending.settle(pending);
    session.tell({ kind: "accepted", pending, id: undefined });
  }
}
