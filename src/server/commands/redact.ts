/** REDACT: a message is taken back. https://ircv3.net/specs/extensions/message-redaction */
import { looksLikeChannel } from "../../irc/names.ts";
import { cutBytes } from "../../irc/text.ts";
import type { Channel } from "../channel.ts";
import type { Context } from "../command.ts";
import { directKey, isAddressedTo, personNamed, prefixesOf } from "../conversation.ts";
import { Line } from "../line.ts";
import type { FoundMessage, TargetKey } from "../store.ts";
import type { User } from "../user.ts";

/** Where the message is, what the redactor may do there, and who is told. */
interface Place {
  readonly target: TargetKey;
  /** As the line names it. */
  readonly name: string;
  /** May take back what others said. */
  readonly isModerator: boolean;
  readonly canRead: (message: FoundMessage) => boolean;
  readonly users: () => Iterable<User>;
}

export async function redact(
  context: Context,
  targetName: string,
  msgid: string,
  reason?: string,
): Promise<void> {
  const { network, history, user, reply, log } = context;
  const place = looksLikeChannel(targetName)
    ? inChannel(context, network.channel(targetName))
    : withSomebody(context, targetName);
  if (!place) {
    const why = `You cannot take back messages in "${targetName}", since you are not in it`;
    return reply.fail("REDACT", "INVALID_TARGET", targetName, why);
  }
  const said = reason === undefined ? [] : [cutBytes(reason, network.settings.limits.kickLen)];
  const time = network.clock.now();
  const eventId = network.ids.msgid();
  const { party: sender, account } = user;
  const event = network.settings.history.eventPlayback
    ? { msgid: eventId, sender, account, addressed: place.name }
    : undefined;
  try {
    const message = await history.find(place.target, msgid);
    if (!message || message.redacted || !isRedactable(message) || !place.canRead(message)) {
      return unknown(context, targetName, msgid);
    }
    if (message.sender.id !== user.party.id && !place.isModerator) {
      const why = "Only who sent a message, or a channel operator, may take it back";
      return reply.fail("REDACT", "REDACT_FORBIDDEN", targetName, msgid, why);
    }
    const { target } = place;
    const [reason] = said;
    const isDone = await history.redact({ target, msgid, by: user.source, time, reason, event });
    if (!isDone) return unknown(context, targetName, msgid);
  } catch (error) {
    log.warn("a message could not be redacted", { msgid, error: `${error}` });
    const why = "Messages cannot be taken back right now; try again in a moment";
    return reply.fail("REDACT", "INTERNAL_ERROR", targetName, msgid, why);
  }
  tell(
    context,
    place,
    new Line(user.source, "REDACT", [place.name, msgid, ...said], {
      time,
      msgid: eventId,
      account,
    }),
  );
}

function inChannel({ user }: Context, channel: Channel | undefined): Place | undefined {
  const member = channel?.members.get(user);
  const isOper = user.may("redact");
  if (!channel || (!member && !isOper)) return undefined;
  const prefixes = member ? prefixesOf(member) : "";
  return {
    target: { kind: "channel", key: channel.key },
    name: channel.name,
    isModerator: isOper || channel.isAtLeast(user, "o"),
    canRead: ({ addressed }) => isOper || isAddressedTo(prefixes, addressed),
    users: () => channel.members.keys(),
  };
}

function withSomebody(context: Context, nick: string): Place | undefined {
  const person = personNamed(context, nick);
  return person && {
    target: directKey(context.user.party, person.party),
    name: person.party.nick,
    isModerator: false,
    canRead: () => true,
    users: () => person.user ? [person.user] : [],
  };
}

function isRedactable({ kind }: FoundMessage): boolean {
  return kind === "PRIVMSG" || kind === "NOTICE" || kind === "TAGMSG";
}

function unknown({ reply }: Context, target: string, msgid: string): void {
  const why = `No message of "${target}" has that msgid, or it has been taken back already`;
  reply.fail("REDACT", "UNKNOWN_MSGID", target, msgid, why);
}

/** Tells those who would see a message there, as far as they know what it means. */
function tell({ session, user, reply }: Context, { users }: Place, line: Line): void {
  const told = new Set([...users(), user].flatMap((one) => one.sessions));
  told.delete(session);
  for (const other of told) if (other.has("draft/message-redaction")) other.write(line);
  if (session.has("draft/message-redaction") && session.has("echo-message")) reply.send(line);
}
