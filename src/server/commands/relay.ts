/** Saying something in a channel under a nick that is nobody's here: a bridge does, and a storyteller. */
import { format, NO_TAGS } from "../../irc/message.ts";
import { ERR_CANNOTSENDTOCHAN, ERR_INPUTTOOLONG, ERR_NOTEXTTOSEND } from "../../irc/numerics.ts";
import { byteLength } from "../../irc/text.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../command.ts";
import { isCtcp } from "./privmsg.ts";

/** Says it, if it fits into a line; the caller has found out that the user may. */
export function sayAs(context: Context, channel: Channel, nick: string, text: string): void {
  const { network, publish, user, reply } = context;
  if (text === "") return reply.numeric(ERR_NOTEXTTOSEND);
  if (channel.flags.has("C") && isCtcp(text)) {
    return reply.numeric(ERR_CANNOTSENDTOCHAN, channel.name);
  }
  const source = `${nick}!${user.username}@${user.host}`;
  const line = format({ source, command: "PRIVMSG", params: [channel.name, text] });
  if (byteLength(line) + 2 > network.settings.limits.line) return reply.numeric(ERR_INPUTTOOLONG);
  user.lastActive = network.clock.now();
  publish.send({
    kind: "PRIVMSG",
    from: user,
    relayedFor: nick,
    to: { kind: "channel", channel, addressed: channel.name, atLeast: undefined },
    text,
    tags: NO_TAGS,
    clientId: undefined,
  }, reply);
}
