/** CHATHISTORY: what was said before. https://ircv3.net/specs/extensions/chathistory */
import { looksLikeChannel } from "../../irc/names.ts";
import type { Context } from "../command.ts";
import { type Conversation, conversationNamed, personNamed } from "../conversation.ts";
import { parseQuestion, type Question, type Reference } from "../history_question.ts";
import { lineOf } from "../kept_line.ts";
import { Line, timestamp } from "../line.ts";
import type { Session } from "../session.ts";
import type {
  ActiveTarget,
  Bound,
  FoundMessage,
  PageQuery,
  StoredKind,
  StoredMessage,
} from "../store.ts";

type PageQuestion = Question & { readonly kind: "page" };
type TargetsQuestion = Question & { readonly kind: "targets" };

export async function chathistory(
  context: Context,
  subcommand: string,
  ...params: string[]
): Promise<void> {
  const { network, reply, log } = context;
  const question = parseQuestion(subcommand, params, network.settings.history.maxMessages);
  if (question.kind === "refused") {
    return reply.fail("CHATHISTORY", question.code, subcommand, ...question.rest);
  }
  try {
    if (question.kind === "targets") await targets(context, question);
    else await page(context, question);
  } catch (error) {
    log.warn("history could not be read", { subcommand, error: `${error}` });
    const about = question.kind === "page" ? [question.target] : [];
    const why = "Messages cannot be read right now; try again in a moment";
    reply.fail("CHATHISTORY", "MESSAGE_ERROR", subcommand, ...about, why);
  }
}

async function page(context: Context, question: PageQuestion): Promise<void> {
  const { network, history, session, reply } = context;
  const { subcommand, target, references, limit } = question;
  const conversation = await conversationNamed(context, target);
  if (!conversation && !looksLikeChannel(target)) {
    // Whoever that is, nothing has been said yet.
    return reply.batch("chathistory", [target], []);
  }
  if (!conversation) {
    const why = `There is no "${target}" in which you may read`;
    return reply.fail("CHATHISTORY", "INVALID_TARGET", subcommand, target, why);
  }
  const places: Place[] = [];
  for (const reference of references) {
    const place = await find(context, conversation, reference);
    if (place) places.push(place);
    else {
      const why = `No message of ${target} has the msgid that you gave`;
      return reply.fail("CHATHISTORY", "INVALID_PARAMS", subcommand, target, why);
    }
  }
  const reading = { ...conversation, events: session.has("draft/event-playback") };
  const [first, second] = places;
  const messages = subcommand === "AROUND" && first
    ? await around(context, reading, first, limit)
    : await history.page({ ...reading, ...range(subcommand, first, second), limit });
  const readable = messages.filter(({ kind }) => isReadable(kind, session));
  const { line } = network.settings.limits;
  reply.batch("chathistory", [target], readable.map((message) => lineOf(message, line)));
}

/** A client is told of nothing that it does not know. */
function isReadable(kind: StoredKind, session: Session): boolean {
  if (kind === "TAGMSG") return session.has("message-tags");
  return kind !== "REDACT" || session.has("draft/message-redaction");
}

/** A place in a conversation: a message, or a moment between messages. */
interface Place {
  readonly bound: Bound;
  readonly time: number;
  readonly message: FoundMessage | undefined;
}

async function find(
  { history }: Context,
  { target }: Conversation,
  reference: Reference,
): Promise<Place | undefined> {
  if (reference.kind === "time") {
    const { time } = reference;
    return { bound: { time }, time, message: undefined };
  }
  const message = await history.find(target, reference.msgid);
  return message && { bound: { seq: message.seq }, time: message.time, message };
}

type Range = Pick<PageQuery, "after" | "before" | "from">;

/** Which part of the conversation is asked for; the limit counts from `from`. */
function range(subcommand: string, first: Place | undefined, second: Place | undefined): Range {
  switch (subcommand) {
    case "AFTER":
      return { after: first?.bound, from: "oldest" };
    case "BEFORE":
      return { before: first?.bound, from: "newest" };
    case "BETWEEN":
      return first && second && isBefore(second, first)
        ? { after: second.bound, before: first.bound, from: "newest" }
        : { after: first?.bound, before: second?.bound, from: "oldest" };
    default:
      return { after: first?.bound, from: "newest" };
  }
}

function isBefore(one: Place, other: Place): boolean {
  if (one.message && other.message) return one.message.seq < other.message.seq;
  return one.time < other.time;
}

/** The message itself in the middle; of an even number, one more comes from before it. */
async function around(
  { history }: Context,
  reading: Conversation & { readonly events: boolean },
  { bound, time, message }: Place,
  limit: number,
): Promise<StoredMessage[]> {
  const older = Math.floor(limit / 2);
  const after: Bound = message ? { seq: message.seq - 1 } : { time: time - 1 };
  const [before, rest] = await Promise.all([
    older === 0 ? [] : history.page({ ...reading, before: bound, from: "newest", limit: older }),
    history.page({ ...reading, after, from: "oldest", limit: limit - older }),
  ]);
  return [...before, ...rest];
}

/** With whom, and where, something was said between two moments. */
async function targets(context: Context, { from, to, limit }: TargetsQuestion): Promise<void> {
  const { network, history, user, reply } = context;
  const found = await history.targets({
    channels: [...user.channels].map(({ key }) => key),
    party: user.party.id,
    after: Math.min(from, to),
    before: Math.max(from, to),
    from: from <= to ? "oldest" : "newest",
    limit,
  });
  const lines = found.flatMap((target) => {
    const name = nameOf(context, target);
    const params = name === undefined ? [] : ["TARGETS", name, timestamp(target.latest)];
    return name === undefined ? [] : [new Line(network.name, "CHATHISTORY", params)];
  });
  reply.batch("draft/chathistory-targets", [], lines);
}

/** The name by which a conversation can be asked for. */
function nameOf(context: Context, target: ActiveTarget): string | undefined {
  const { network, accounts } = context;
  if (target.kind === "channel") return network.channel(target.key)?.name ?? target.name;
  const { id, nick } = target.other;
  const named = personNamed(context, nick);
  if (named?.party.id === id) return nick;
  if (id.startsWith("a:")) return accounts.withId(id.slice(2))?.name;
  // A guest who is gone can still be asked for by the nick, unless somebody else has it now.
  return named ? undefined : nick;
}
