/**
 * What a client that cannot ask for history sees of it: the last lines of a channel when it joins, and
 * the private messages that came while nobody was here to read them.
 * https://ircv3.net/specs/batches/chathistory
 */
import type { Channel } from "../channel.ts";
import type { Context } from "../command.ts";
import { directKey, prefixesOf } from "../conversation.ts";
import { lineOf } from "../kept_line.ts";
import { LAST_HERE } from "../last_here.ts";
import { type Sendable, timestamp } from "../line.ts";
import type { StoredMessage } from "../store.ts";

/** Private conversations that are shown; the others are still there for those who look. */
const MOST_CONVERSATIONS = 50;

export async function replay(context: Context, channel: Channel): Promise<void> {
  const { network, history, user, reply } = context;
  const member = channel.members.get(user);
  if (!member || !isWanted(context)) return;
  await trying(context, channel.name, async () => {
    const messages = await history.page({
      target: { kind: "channel", key: channel.key },
      // What is delivered from here on comes by itself.
      before: channel.lastSeq === undefined
        ? { time: network.clock.now() }
        : { seq: channel.lastSeq + 1 },
      from: "newest",
      limit: network.settings.history.replayOnJoin,
      events: false,
      prefixes: prefixesOf(member),
    });
    if (messages.length === 0) return;
    reply.batch("chathistory", [channel.name], messages.map((message) => shown(context, message)));
  });
}

/** For somebody with an account who has just come back. */
export async function replayMissed(context: Context): Promise<void> {
  const { network, history, markers, user, reply } = context;
  if (!user.login || !isWanted(context)) return;
  const before = network.clock.now();
  await trying(context, user.nick, async () => {
    const { party } = user;
    const after = (await markers.readMarkers(party.id)).get(LAST_HERE) ?? 0;
    const query = { channels: [], party: party.id, after, before, limit: MOST_CONVERSATIONS };
    for (const found of await history.targets({ ...query, from: "newest" })) {
      if (found.kind === "channel") continue;
      const messages = await history.page({
        target: directKey(party, found.other),
        after: { time: after },
        before: { time: before },
        from: "newest",
        limit: network.settings.history.replayOnJoin,
        events: false,
      });
      const theirs = messages.filter(({ sender }) => sender.id !== party.id);
      if (theirs.length === 0) continue;
      const lines = theirs.map((message) => shown(context, message));
      reply.batch("chathistory", [found.other.nick], lines);
    }
  });
}

function isWanted({ network, session }: Context): boolean {
  const { enabled, replayOnJoin } = network.settings.history;
  return enabled && replayOnJoin > 0 && !session.has("draft/chathistory");
}

async function trying(
  { reply, log }: Context,
  target: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.warn("history could not be read for somebody who has come", { target, error: `${error}` });
    const why = "Earlier messages cannot be shown right now";
    reply.note("JOIN", "HISTORY_UNAVAILABLE", target, why);
  }
}

/** Without server-time an old message would look like a new one, so its time goes into the text. */
function shown({ network, session }: Context, message: StoredMessage): Sendable {
  const { line } = network.settings.limits;
  if (session.has("server-time")) return lineOf(message, line);
  const time = timestamp(message.time).slice(0, 16).replace("T", " ");
  return lineOf({ ...message, text: `[${time} UTC] ${message.text}` }, line);
}
