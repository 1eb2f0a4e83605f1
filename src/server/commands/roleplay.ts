/**
 * NPC and SCENE: somebody speaks as a figure of a story, in channels that are made for that with +E. Who
 * it is stands in the source, and in the tag of RELAYMSG. https://ergo.chat/manual.html
 */
import { ERR_CANNOTSENDRP, ERR_NOSUCHCHANNEL, ERR_UNKNOWNCOMMAND } from "../../irc/numerics.ts";
import { byteLength } from "../../irc/text.ts";
import type { Context } from "../command.ts";
import { sayAs } from "./relay.ts";

/** `NPC #tea bilbo :too much bread`. The rest of the line may come without a colon. */
export function npc(context: Context, name: string, figure: string, ...words: string[]): void {
  speakAs(context, "NPC", name, `*${figure}*`, words.join(" "));
}

/** `SCENE #tea :a dark and stormy night` */
export function scene(context: Context, name: string, ...words: string[]): void {
  speakAs(context, "SCENE", name, "=Scene=", words.join(" "));
}

function speakAs(context: Context, command: string, name: string, nick: string, text: string) {
  const { network, rules, user, reply } = context;
  if (!network.settings.features.roleplay) return reply.numeric(ERR_UNKNOWNCOMMAND, command);
  const channel = network.channel(name);
  if (!channel) return reply.numeric(ERR_NOSUCHCHANNEL, name);
  const refusal = channel.refusesMessage(user);
  if (refusal) return reply.numeric(refusal, channel.name);
  if (!channel.flags.has("E") || !channel.members.has(user) || !isFigure(context, nick)) {
    return reply.numeric(ERR_CANNOTSENDRP, channel.name);
  }
  const why = rules.refuses(channel, user, text);
  if (why !== undefined) return reply.fail(command, "MESSAGE_REFUSED", channel.name, why);
  sayAs(context, channel, nick, text);
}

/** Between its marks it is taken for nobody here; nothing in it may mean something in a line. */
function isFigure({ network }: Context, nick: string): boolean {
  return !/[!@,:#&\s\p{Cc}\p{Bidi_Control}]/u.test(nick) &&
    byteLength(nick) <= network.settings.limits.nickLen + 2 && nick !== "**";
}
