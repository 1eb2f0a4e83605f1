/**
 * PRIVMSG, NOTICE and TAGMSG: what people say. A NOTICE is never answered with an error.
 * https://modern.ircdocs.horse/#sending-messages, https://ircv3.net/specs/extensions/message-tags#the-tagmsg-tag-only-message
 */
import { looksLikeChannel } from "../../irc/names.ts";
import { format, type Tags } from "../../irc/message.ts";
import { MEMBER_MODES, type MemberMode, PREFIXES } from "../../irc/modes.ts";
import { byteLength } from "../../irc/text.ts";
import {
  ERR_CANNOTSENDTOCHAN,
  ERR_INPUTTOOLONG,
  ERR_NEEDREGGEDNICK,
  ERR_NORECIPIENT,
  ERR_NOSUCHCHANNEL,
  ERR_NOSUCHNICK,
  ERR_NOTEXTTOSEND,
  ERR_TOOMANYTARGETS,
  type Numeric,
  RPL_AWAY,
} from "../../irc/numerics.ts";
import { takeBatchLine } from "../client_batch.ts";
import type { Context, Handler } from "../command.ts";
import { personNamed } from "../conversation.ts";
import { TARGMAX } from "../isupport.ts";
import { Line } from "../line.ts";
import type { TextLine } from "../multiline.ts";
import type { Destination, Outgoing } from "../publish.ts";
import { NOT_CONNECTED } from "../user.ts";
import { chanServ } from "./chanserv.ts";
import { nickServ } from "./nickserv.ts";
import { ask, type Service } from "./service.ts";

type Kind = Outgoing["kind"];
/** What is said: a text, and the lines that it came in if there were several. */
type Said = Pick<Outgoing, "text" | "lines">;

/** The tag by which a client names its own message, so that it can send it again without a double. */
const CLIENT_ID_TAG = "+chat/id";

/** The handler for one kind of message. */
export const say = (kind: Kind): Handler<Context> => (context, targets = "", text = "") => {
  if (kind !== "TAGMSG" && takeBatchLine(context, kind, targets, text)) return;
  if (targets === "") return refuse(context, kind, ERR_NORECIPIENT);
  if (text === "" && kind !== "TAGMSG") return refuse(context, kind, ERR_NOTEXTTOSEND);
  // Nearly always there is one.
  const names = targets.includes(",") ? targets.split(",") : [targets];
  const tooMany = names[TARGMAX[kind]];
  if (tooMany !== undefined) return refuse(context, kind, ERR_TOOMANYTARGETS, tooMany);
  const said = { text: kind === "TAGMSG" ? "" : text };
  let asked: Service[] | undefined;
  for (const name of names) {
    const service = SERVICES.get(name.toLowerCase());
    if (service) (asked ??= []).push(service);
    else sayTo(context, kind, name, said);
  }
  if (kind === "PRIVMSG" && asked) return askServices(context, asked, text);
};

const SERVICES: ReadonlyMap<string, Service> = new Map(
  [chanServ, nickServ].map((service) => [service.nick.toLowerCase(), service]),
);

/** What is said to a service is not sent to anybody; its sender alone may want to see it again. */
async function askServices(
  context: Context,
  services: readonly Service[],
  text: string,
): Promise<void> {
  const { session, user, reply } = context;
  for (const service of services) {
    if (session.has("echo-message")) {
      reply.send(new Line(user.source, "PRIVMSG", [service.nick, text]));
    }
    await ask(service, context, text);
  }
}

/** Says something to one target, if it is there and the user may. */
export function sayTo(context: Context, kind: Kind, name: string, said: Said): void {
  const { network, publish, rules, user, reply, message } = context;
  const { text, lines } = said;
  const to = destination(context, name);
  if (!to) {
    return refuse(context, kind, isForChannel(name) ? ERR_NOSUCHCHANNEL : ERR_NOSUCHNICK, name);
  }
  if (to.kind === "channel") {
    const refusal = to.channel.refusesMessage(user) ??
      (to.channel.flags.has("C") && isCtcp(text) ? ERR_CANNOTSENDTOCHAN : undefined);
    if (refusal) return refuse(context, kind, refusal, to.channel.name);
    const broken = kind === "TAGMSG" ? undefined : rules.refuses(to.channel, user, text);
    if (broken !== undefined) return reply.fail(kind, "MESSAGE_REFUSED", to.channel.name, broken);
  } else if (to.user?.refusesMessage(user)) {
    return refuse(context, kind, ERR_NEEDREGGEDNICK, to.user.nick);
  }
  if (kind !== "TAGMSG") {
    const addressed = to.kind === "channel" ? to.addressed : to.party.nick;
    const longest = lines ? longestOf(lines) : text;
    if (exceeds(network.settings.limits.line, user.source, kind, addressed, longest)) {
      return refuse(context, kind, ERR_INPUTTOOLONG);
    }
  }
  user.lastActive = network.clock.now();
  // Whom one writes to may answer.
  if (to.kind === "user" && to.user) user.accept(to.user);
  const outgoing: Outgoing = {
    text,
    lines,
    kind,
    from: user,
    to,
    tags: clientTags(message.tags),
    clientId: message.tags.get(CLIENT_ID_TAG),
  };
  publish.send(outgoing, reply);
  if (kind === "PRIVMSG" && to.kind === "user") {
    const away = to.user ? to.user.away : NOT_CONNECTED;
    if (away !== undefined) reply.numeric(RPL_AWAY, to.party.nick, away);
  }
}

function longestOf(lines: readonly TextLine[]): string {
  let longest = "", most = 0;
  for (const { text } of lines) {
    const bytes = byteLength(text);
    if (bytes > most) [longest, most] = [text, bytes];
  }
  return longest;
}

/** What a line has besides its source, command and parameters: `: `, a space, ` :` and its ending. */
const AROUND = 7;

/**
 * Whether what others get has more bytes than that. They are counted only where it could have: a code
 * unit has at most three.
 */
function exceeds(bytes: number, source: string, kind: Kind, to: string, text: string): boolean {
  const units = source.length + kind.length + to.length + text.length + AROUND;
  if (units * 3 <= bytes) return false;
  return byteLength(format({ source, command: kind, params: [to, text] })) + 2 > bytes;
}

/** Says why not; but never to a NOTICE, so that two programs cannot keep on answering each other. */
function refuse({ reply }: Context, kind: Kind, numeric: Numeric, ...params: string[]): void {
  if (kind !== "NOTICE") reply.numeric(numeric, ...params);
}

/** Looks up who is meant: `#tea`, `@#tea` (its ops only) or a nick. */
function destination(context: Context, name: string): Destination | undefined {
  const { network } = context;
  if (!isForChannel(name)) {
    const person = personNamed(context, name);
    const { enabled, directMessages } = network.settings.history;
    // Who is not here can only read later what is kept.
    if (!person || (!person.user && !(enabled && directMessages))) return undefined;
    return { kind: "user", ...person };
  }
  const at = name.indexOf("#");
  const channel = network.channel(name.slice(at));
  if (!channel) return undefined;
  const prefix = name.slice(0, at);
  return { kind: "channel", channel, addressed: prefix + channel.name, atLeast: lowest(prefix) };
}

const STATUS_PREFIXES = new RegExp(`^[${Object.values(PREFIXES).join("")}]*#`);

function isForChannel(name: string): boolean {
  return looksLikeChannel(name) || (name.includes("#") && STATUS_PREFIXES.test(name));
}

/** The lowest rank that a STATUSMSG prefix names. */
function lowest(prefix: string): MemberMode | undefined {
  return MEMBER_MODES.findLast((mode) => prefix.includes(PREFIXES[mode]));
}

/** ACTION, the way to say /me, is the one CTCP that everybody wants. */
export function isCtcp(text: string): boolean {
  // deno-lint-ignore no-control-regex
  return /^\x01(?!ACTION(?:[ \x01]|$))/.test(text);
}

function clientTags(tags: Tags): Tags {
  if (tags.size === 0) return tags;
  return new Map([...tags].filter(([key]) => key.startsWith("+") && key !== CLIENT_ID_TAG));
}
