/**
 * BATCH: a message of several lines is opened and closed.
 * https://ircv3.net/specs/extensions/client-batch, https://ircv3.net/specs/extensions/multiline
 */
import { refuseBatch } from "../client_batch.ts";
import type { Context } from "../command.ts";
import { joinLines } from "../multiline.ts";
import { sayTo } from "./privmsg.ts";

export function batch(context: Context, reference: string, type = "", target = ""): void {
  const name = reference.slice(1);
  if (reference.startsWith("+") && name !== "") return open(context, name, type, target);
  if (reference.startsWith("-") && name !== "") return close(context, name);
  invalid(context, name, "BATCH takes +name to open a batch and -name to close it");
}

function open(context: Context, reference: string, type: string, target: string): void {
  const { session, reply, message } = context;
  if (!session.has("draft/multiline")) {
    return invalid(context, reference, "Ask for the capability draft/multiline first");
  }
  if (type !== "draft/multiline") {
    return invalid(context, reference, `This server takes draft/multiline batches, not "${type}"`);
  }
  if (target === "") return invalid(context, reference, "The message's target is missing");
  if (session.batch?.state === "open") {
    const { reference: before, label } = session.batch;
    const why = `Close the batch ${before} before you open another one`;
    return refuseBatch(context, { reference, label }, "MULTILINE_INVALID", why);
  }
  session.batch = {
    state: "open",
    reference,
    target,
    tags: message.tags,
    label: reply.label,
    kind: undefined,
    lines: [],
    bytes: 0,
  };
  // The answer comes when the message is complete.
  reply.label = undefined;
}

function close(context: Context, reference: string): void {
  const { session, reply, message } = context;
  const { batch } = session;
  if (batch?.reference !== reference) {
    const label = batch?.state === "open" ? batch.label : undefined;
    const why = `No batch ${reference} is open`;
    return refuseBatch(context, { reference, label }, "MULTILINE_INVALID", why);
  }
  session.batch = undefined;
  if (batch.state === "refused") return;
  const { kind, target, lines, label, tags } = batch;
  reply.label = label ?? reply.label;
  if (kind === undefined || lines.every(({ text }) => text === "")) {
    return reply.fail("BATCH", "MULTILINE_INVALID", "A message needs a line that is not blank");
  }
  const said = { text: joinLines(lines), lines };
  sayTo({ ...context, message: { ...message, tags } }, kind, target, said);
}

function invalid(context: Context, reference: string, why: string): void {
  refuseBatch(context, { reference, label: undefined }, "MULTILINE_INVALID", why);
}
