/** SEARCH: finds what was said. https://codeberg.org/emersion/soju/src/branch/master/doc/ext/search.md */
import { parseTags, type Tags } from "../../irc/message.ts";
import { looksLikeChannel } from "../../irc/names.ts";
import { parseTimestamp } from "../../irc/timestamp.ts";
import type { Context } from "../command.ts";
import { conversationNamed, prefixesOf } from "../conversation.ts";
import { lineOf } from "../kept_line.ts";
import type { SearchQuery } from "../store.ts";

/** What is looked for, and in which conversations. */
type Where = Pick<SearchQuery, "channels" | "direct">;
type What = Omit<SearchQuery, keyof Where>;

const ATTRIBUTES = ["after", "before", "from", "in", "limit", "text"];

/** `given` is written like message tags: `in=#tea;text=green\stea;limit=10`. */
export async function search(context: Context, given: string): Promise<void> {
  const { network, history, reply, log } = context;
  const attributes = parseTags(given);
  const wrong = wrongIn(attributes);
  if (wrong) return reply.fail("SEARCH", "INVALID_PARAMS", wrong.attribute, wrong.why);
  try {
    const place = attributes.get("in");
    const where = place === undefined ? everywhere(context) : await inside(context, place);
    if (!where) {
      const why = `There is no "${place}" in which you may read`;
      return reply.fail("SEARCH", "INVALID_PARAMS", "in", why);
    }
    const what = parseWhat(attributes, network.settings.history.maxMessages, network.fold);
    const found = await history.search({ ...where, ...what });
    const { line } = network.settings.limits;
    reply.batch("soju.im/search", [], found.map((message) => lineOf(message, line)));
  } catch (error) {
    log.warn("a search failed", { given, error: `${error}` });
    const why = "Messages cannot be searched right now; try again in a moment";
    reply.fail("SEARCH", "INTERNAL_ERROR", why);
  }
}

function wrongIn(attributes: Tags): { attribute: string; why: string } | undefined {
  for (const [attribute, value] of attributes) {
    if (!ATTRIBUTES.includes(attribute)) {
      return { attribute, why: `"${attribute}" is none of ${ATTRIBUTES.join(", ")}` };
    }
    const isTime = attribute === "after" || attribute === "before";
    if (isTime && parseTimestamp(value) === undefined) {
      return { attribute, why: `"${value}" is not YYYY-MM-DDThh:mm:ss.sssZ` };
    }
    if (attribute === "limit" && !/^[1-9]\d{0,8}$/.test(value)) {
      return { attribute, why: `The limit "${value}" is not a whole number from 1 on` };
    }
  }
  return undefined;
}

function parseWhat(attributes: Tags, most: number, fold: (name: string) => string): What {
  const time = (attribute: string) => parseTimestamp(attributes.get(attribute) ?? "");
  const after = time("after");
  const nick = attributes.get("from");
  return {
    text: attributes.get("text"),
    nick: nick === undefined ? undefined : fold(nick),
    after,
    before: time("before"),
    from: after === undefined ? "newest" : "oldest",
    limit: Math.min(Number(attributes.get("limit") ?? most), most),
  };
}

function everywhere({ user }: Context): Where {
  const channels = [...user.channels].flatMap((channel) => {
    const member = channel.members.get(user);
    return member ? [{ key: channel.key, prefixes: prefixesOf(member) }] : [];
  });
  return { channels, direct: { reader: user.party.id, other: undefined } };
}

async function inside(context: Context, name: string): Promise<Where | undefined> {
  const conversation = await conversationNamed(context, name);
  if (!conversation) {
    // With somebody unknown nothing has been said yet.
    return looksLikeChannel(name) ? undefined : { channels: [], direct: undefined };
  }
  const { target, prefixes } = conversation;
  if (target.kind === "channel") {
    return { channels: [{ key: target.key, prefixes }], direct: undefined };
  }
  const [reader, other] = target.parties;
  return { channels: [], direct: { reader, other } };
}
