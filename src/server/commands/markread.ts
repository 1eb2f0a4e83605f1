/** MARKREAD: how far a conversation has been read. https://ircv3.net/specs/extensions/read-marker */
import { parseTimestamp } from "../../irc/timestamp.ts";
import type { Context } from "../command.ts";
import { markerLine, markerParam, markersOf, moveMarker } from "../markers.ts";

/** Markers of one reader: more than anybody's conversations, less than a table full of nonsense. */
const MOST_MARKERS = 10_000;

export async function markread(context: Context, target = "", moment?: string): Promise<void> {
  const { network, reply, log } = context;
  if (target === "") {
    return reply.fail("MARKREAD", "NEED_MORE_PARAMS", "MARKREAD takes a channel or a nick");
  }
  if (target === "*") {
    return reply.fail("MARKREAD", "INVALID_PARAMS", target, '"*" is not a channel or a nick');
  }
  const time = moment === undefined ? undefined : readMoment(moment);
  if (moment !== undefined && time === undefined) {
    const why = `"${moment}" is not timestamp=YYYY-MM-DDThh:mm:ss.sssZ`;
    return reply.fail("MARKREAD", "INVALID_PARAMS", target, moment, why);
  }
  const key = network.fold(target);
  try {
    if (time === undefined) {
      const times = await markersOf(context);
      reply.line("MARKREAD", target, markerParam(times.get(key)));
    } else await move(context, target, key, time);
  } catch (error) {
    log.warn("a read marker could not be looked up or moved", { target, error: `${error}` });
    const why = "How far you have read cannot be kept right now; try again in a moment";
    reply.fail("MARKREAD", "INTERNAL_ERROR", target, why);
  }
}

async function move(context: Context, target: string, key: string, time: number): Promise<void> {
  const { network, session, user, reply } = context;
  const times = await markersOf(context);
  const before = times.get(key);
  if (before === undefined && times.size >= MOST_MARKERS) {
    const why = `You have read markers for ${MOST_MARKERS} conversations; no more are kept`;
    return reply.fail("MARKREAD", "INTERNAL_ERROR", target, why);
  }
  // Nobody has read what has not been said yet, whatever a client's clock says.
  const after = await moveMarker(context, key, Math.min(time, network.clock.now()));
  reply.line("MARKREAD", target, markerParam(after));
  if (after === before) return;
  const line = markerLine(network.name, network.channel(target)?.name ?? target, after);
  for (const other of user.sessions) {
    if (other !== session && other.has("draft/read-marker")) other.write(line);
  }
}

function readMoment(text: string): number | undefined {
  return text.startsWith("timestamp=")
    ? parseTimestamp(text.slice("timestamp=".length))
    : undefined;
}
