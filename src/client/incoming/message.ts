/** PRIVMSG and NOTICE: something is said, by others or, as an echo, by us. */

import type { ChatMessage, PendingMessage } from "../events.ts";
import type { Heard, Session } from "../session.ts";
import { isPiece, searchOf } from "./batch.ts";
import type { Hear } from "./index.ts";

/** Tags that have a place of their own in a message, or are about its transport. */
const TRANSPORT_TAGS = ["time", "msgid", "account", "label", "batch"];

export const message: Hear = (session, heard) => {
  if (isPiece(session.batches, heard)) return;
  const { command, source, own, params, time, replayed } = heard;
  if (command === "NOTICE" && !source?.includes("!")) {
    // The server itself speaks: before registration to anybody, afterwards to us.
    if (session.registered) session.tell({ kind: "info", text: params[1] ?? "" }, time);
    return;
  }
  const said = saidBy(session, heard);
  const search = searchOf(session.batches, heard);
  if (search) return void search.found.push(said);
  const { id, target } = said;
  const confirms = own && !replayed ? confirmed(session, heard) : undefined;
  if (confirms) session.pending.settle(confirms);
  if (id !== undefined && session.seenBefore(id)) {
    // What we say to ourselves comes twice: once to us who said it, once to us who are to read it.
    if (confirms) session.tell({ kind: "accepted", pending: confirms, id }, time);
    return;
  }
  if (id !== undefined) session.newest.set(session.isupport.fold(target), id);
  session.tell({ kind: "message", message: said, confirms }, time);
};

function saidBy(
  { isupport }: Session,
  { command, from, own, params, tags, time, replayed }: Heard,
): ChatMessage {
  const [addressed = "", text = ""] = params;
  const channel = isupport.channelOf(addressed);
  return {
    id: tags.get("msgid"),
    time,
    target: channel ?? (own ? addressed : from),
    isPrivate: channel === undefined,
    addressed,
    from,
    account: tags.get("account"),
    command: command === "NOTICE" ? "NOTICE" : "PRIVMSG",
    text,
    tags: new Map([...tags].filter(([key]) => !TRANSPORT_TAGS.includes(key))),
    own,
    replayed,
  };
}

/** Which message of ours this is the echo of; one without a label may come from another client of ours. */
function confirmed(session: Session, { label, params }: Heard): PendingMessage | undefined {
  const [target = "", text = ""] = params;
  return session.pendingFor(
    label,
    (pending) => pending.text === text && session.isSame(pending.target, target),
  );
}
