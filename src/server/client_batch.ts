/**
 * A batch that a client sends: the lines of one message, collected until the batch is closed.
 * https://ircv3.net/specs/extensions/client-batch, https://ircv3.net/specs/extensions/multiline
 */
import { byteLength } from "../irc/text.ts";
import type { Context } from "./command.ts";
import { limitMet } from "./limit_log.ts";
import type { MessageKind, OpenBatch } from "./open_batch.ts";

/** Refuses an open batch, with a code of the specification and a sentence. */
export function refuseBatch(
  { session, reply }: Context,
  { reference, label }: Pick<OpenBatch, "reference" | "label">,
  code: string,
  ...contextAndText: string[]
): void {
  session.batch = { state: "refused", reference };
  reply.label ??= label;
  reply.fail("BATCH", code, ...contextAndText);
}

/** Takes a PRIVMSG or NOTICE as a line of a batch. False if it is none, but a message of its own. */
export function takeBatchLine(
  context: Context,
  kind: MessageKind,
  target: string,
  text: string,
): boolean {
  const { session, message } = context;
  const reference = message.tags.get("batch");
  const { batch } = session;
  if (batch?.state === "open") {
    addLine(context, batch, kind, target, text);
    return true;
  }
  if (batch && batch.reference === reference) return true;
  if (reference === undefined || !session.has("draft/multiline")) return false;
  refuseBatch(
    context,
    { reference, label: undefined },
    "MULTILINE_INVALID",
    `No batch ${reference} is open, so its lines were not sent`,
  );
  return true;
}

function addLine(
  context: Context,
  batch: OpenBatch,
  kind: MessageKind,
  target: string,
  text: string,
): void {
  const { network, message } = context;
  const { multilineMaxBytes, multilineMaxLines } = network.settings.limits;
  const invalid = (why: string) => refuseBatch(context, batch, "MULTILINE_INVALID", why);
  if (message.tags.get("batch") !== batch.reference) {
    return invalid(`The batch ${batch.reference} was open, and this line is not part of it`);
  }
  if (network.fold(target) !== network.fold(batch.target)) {
    const why = "Every line of a message goes to the same target";
    return refuseBatch(context, batch, "MULTILINE_INVALID_TARGET", batch.target, target, why);
  }
  batch.kind ??= kind;
  if (batch.kind !== kind) return invalid("A message is all PRIVMSG or all NOTICE");
  const goesOn = message.tags.has("draft/multiline-concat");
  if (goesOn && text === "") return invalid("A blank line cannot go on where another one ended");
  const concat = goesOn && batch.lines.length > 0;
  batch.bytes += byteLength(text) + (concat || batch.lines.length === 0 ? 0 : 1);
  batch.lines.push({ text, concat });
  if (batch.bytes > multilineMaxBytes) {
    const why = `A message has at most ${multilineMaxBytes} bytes; send it in parts`;
    limitMet(context, "multilineMaxBytes", why);
    return refuseBatch(context, batch, "MULTILINE_MAX_BYTES", `${multilineMaxBytes}`, why);
  }
  if (batch.lines.length > multilineMaxLines) {
    const why = `A message has at most ${multilineMaxLines} lines; send it in parts`;
    limitMet(context, "multilineMaxLines", why);
    return refuseBatch(context, batch, "MULTILINE_MAX_LINES", `${multilineMaxLines}`, why);
  }
}
