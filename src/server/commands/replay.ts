/**
 * What a client that cannot ask for history sees of it: the last lines of a channel when it joins.
 */
import type { Channel } from "../channel.ts";
import type { Context } from "../command.ts";
import { Line, timestamp } from "../line.ts";
import { lineOf } from "../publish.ts";
import type { Session } from "../session.ts";
import type { StoredMessage } from "../store.ts";

export async function replay(context: Context, channel: Channel): Promise<void> {
  const { network, history, session, reply, log } = context;
  const { enabled, replayOnJoin } = network.settings.history;
  if (!enabled || replayOnJoin === 0) return;
  try {
    const messages = await history.page({
      target: { kind: "channel", key: channel.key },
      // What is delivered from here on comes by itself.
      before: channel.lastSeq === undefined
        ? { time: network.clock.now() }
        : { seq: channel.lastSeq + 1 },
      from: "newest",
      limit: replayOnJoin,
      events: false,
    });
    if (messages.length === 0) return;
    reply.batch("chathistory", [channel.name], messages.map((message) => shown(message, session)));
  } catch (error) {
    log.warn("history could not be read for a JOIN", { channel: channel.name, error: `${error}` });
    reply.note(
      "JOIN",
      "HISTORY_UNAVAILABLE",
      channel.name,
      "Earlier messages cannot be shown right now",
    );
  }
}

/** Without server-time an old message would look like a new one, so its time goes into the text. */
function shown(message: StoredMessage, session: Session): Line {
  if (session.has("server-time")) return lineOf(message);
  const time = timestamp(message.time).slice(0, 16).replace("T", " ");
  return lineOf({ ...message, text: `[${time} UTC] ${message.text}` });
}
