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
  ERR_NORECIPIENT,
  ERR_NOSUCHCHANNEL,
  ERR_NOSUCHNICK,
  ERR_NOTEXTTOSEND,
  ERR_TOOMANYTARGETS,
  type Numeric,
  RPL_AWAY,
} from "../../irc/numerics.ts";
import type { Context, Handler } from "../command.ts";
import { TARGMAX } from "../isupport.ts";
import type { Destination, Outgoing } from "../publish.ts";

type Kind = Outgoing["kind"];

/** Bytes of a whole line as others get it, line ending included, tags not. */
const LINE_BYTES = 512;
/** The tag by which a client names its own message, so that it can send it again without a double. */
const CLIENT_ID_TAG = "+chat/id";

/** The handler for one kind of message. */
export const say = (kind: Kind): Handler<Context> => (context, targets = "", text = "") => {
  const refuse = (numeric: Numeric, ...params: string[]) => {
    if (kind !== "NOTICE") context.reply.numeric(numeric, ...params);
  };
  if (targets === "") return refuse(ERR_NORECIPIENT);
  if (text === "" && kind !== "TAGMSG") return refuse(ERR_NOTEXTTOSEND);
  const names = targets.split(",");
  const tooMany = names[TARGMAX[kind]];
  if (tooMany !== undefined) return refuse(ERR_TOOMANYTARGETS, tooMany);
  for (const name of names) sayTo(context, kind, name, text, refuse);
};

function sayTo(
  context: Context,
  kind: Kind,
  name: string,
  text: string,
  refuse: (numeric: Numeric, ...params: string[]) => void,
): void {
  const { network, publish, user, reply, message } = context;
  const to = destination(context, name);
  if (!to) return refuse(isForChannel(name) ? ERR_NOSUCHCHANNEL : ERR_NOSUCHNICK, name);
  if (to.kind === "channel") {
    const refusal = to.channel.refusesMessage(user) ??
      (to.channel.flags.has("C") && isCtcp(text) ? ERR_CANNOTSENDTOCHAN : undefined);
    if (refusal) return refuse(refusal, to.channel.name);
  }
  const addressed = to.kind === "channel" ? to.addressed : to.party.nick;
  const relayed = format({ source: user.source, command: kind, params: [addressed, text] });
  if (kind !== "TAGMSG" && byteLength(relayed) + 2 > LINE_BYTES) return refuse(ERR_INPUTTOOLONG);
  user.lastActive = network.clock.now();
  const outgoing: Outgoing = {
    kind,
    from: user,
    to,
    text,
    tags: clientTags(message.tags),
    clientId: message.tags.get(CLIENT_ID_TAG),
  };
  if (kind === "TAGMSG") publish.pass(outgoing, reply);
  else publish.keep(outgoing, reply);
  if (kind === "PRIVMSG" && to.kind === "user" && to.user?.away !== undefined) {
    reply.numeric(RPL_AWAY, to.user.nick, to.user.away);
  }
}

/** Looks up who is meant: `#tea`, `@#tea` (its ops only) or a nick. */
function destination({ network }: Context, name: string): Destination | undefined {
  if (!isForChannel(name)) {
    const user = network.user(name);
    return user && { kind: "user", party: user.party, user };
  }
  const at = name.indexOf("#");
  const channel = network.channel(name.slice(at));
  if (!channel) return undefined;
  const prefix = name.slice(0, at);
  return { kind: "channel", channel, addressed: prefix + channel.name, atLeast: lowest(prefix) };
}

const STATUS_PREFIXES = new RegExp(`^[${Object.values(PREFIXES).join("")}]*#`);

function isForChannel(name: string): boolean {
  return looksLikeChannel(name) || STATUS_PREFIXES.test(name);
}

/** The lowest rank that a STATUSMSG prefix names. */
function lowest(prefix: string): MemberMode | undefined {
  return MEMBER_MODES.findLast((mode) => prefix.includes(PREFIXES[mode]));
}

/** ACTION, the way to say /me, is the one CTCP that everybody wants. */
function isCtcp(text: string): boolean {
  return text.startsWith("\x01") && !text.startsWith("\x01ACTION");
}

function clientTags(tags: Tags): Tags {
  return new Map([...tags].filter(([key]) => key.startsWith("+") && key !== CLIENT_ID_TAG));
}
