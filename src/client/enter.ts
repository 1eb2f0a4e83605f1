import { EXIT, Problem } from "../problem.ts";
import type { Chat } from "./open.ts";
import { texts } from "./texts/index.ts";

/** Sees to it that we are in a channel. Throws a `Problem` with the server's reason if it says no. */
export async function enter(chat: Chat, channel: string): Promise<void> {
  const { session } = chat;
  let reason = texts.noReason;
  const stop = chat.listen((event) => {
    if (event.kind === "refused-channel" && session.isSame(event.channel, channel)) {
      reason = event.reason;
    } else if (event.kind === "error") reason = event.text;
  });
  // A server may put everybody into a channel by itself, and then says nothing to this JOIN. After a
  // reconnect the session has said it already.
  if (!session.toJoin.some(({ name }) => session.isSame(name, channel))) session.join(channel);
  const answered = await session.round();
  stop();
  if (!answered) throw new Problem(texts.connectionLost, EXIT.tryAgain);
  if (!session.channel(channel)) {
    throw new Problem(texts.refusedChannel(channel, reason), EXIT.refused);
  }
}
