/** CAP: which capabilities a session has. https://ircv3.net/specs/extensions/capability-negotiation */
import { EITHER_OR, isCap } from "../../irc/caps.ts";
import { ERR_INVALIDCAPCMD, ERR_NEEDMOREPARAMS } from "../../irc/numerics.ts";
import { byteLength, packWords } from "../../irc/text.ts";
import { offeredCaps } from "../capabilities.ts";
import type { EarlyContext } from "../command.ts";
import { register } from "../registration.ts";
import { mechanismsFor } from "../sasl.ts";
import { stsPolicy } from "../sts.ts";

/** Bytes of capabilities in one line; the rest of the 512 is for what stands in front of them. */
const LIST_BYTES = 400;

export function cap(
  context: EarlyContext,
  subcommand: string,
  argument?: string,
): void | Promise<void> {
  const { session, reply } = context;
  switch (subcommand.toUpperCase()) {
    case "LS":
      return ls(context, argument);
    case "LIST":
      return tellList(context, "LIST", [...session.caps]);
    case "REQ":
      if (argument === undefined) return reply.numeric(ERR_NEEDMOREPARAMS, "CAP");
      return request(context, argument);
    case "END":
      session.registration.negotiating = false;
      return register(context);
    default:
      return reply.numeric(ERR_INVALIDCAPCMD, subcommand);
  }
}

function ls(context: EarlyContext, version?: string): void {
  const { network, session } = context;
  if (!session.user) session.registration.negotiating = true;
  session.capVersion = Math.max(session.capVersion, Number.parseInt(version ?? "301") || 301);
  const offered = [...offeredCaps(network.settings, mechanismsFor(session))];
  if (session.capVersion < 302) {
    // All must fit into one line; clients of that time know no drafts.
    return tellList(context, "LS", offered.map(([name]) => name).filter((name) => !isDraft(name)));
  }
  session.setCap("cap-notify", true);
  const sts = stsPolicy(network, session);
  tellList(context, "LS", [
    ...offered.map(([name, value]) => value === undefined ? name : `${name}=${value}`),
    ...(sts === undefined ? [] : [`sts=${sts}`]),
  ]);
}

function isDraft(name: string): boolean {
  return name.includes("/");
}

/** Since version 302 a list may take several lines; all but the last have an asterisk. */
function tellList({ session, reply }: EarlyContext, subcommand: string, words: string[]): void {
  const lines = session.capVersion >= 302 ? packWords(words, LIST_BYTES) : [words.join(" ")];
  const last = lines.pop() ?? "";
  for (const line of lines) reply.line("CAP", session.nick, subcommand, "*", line);
  reply.line("CAP", session.nick, subcommand, last);
}

/** All or nothing: one unknown capability refuses the whole request. */
function request({ network, session, reply }: EarlyContext, argument: string): void {
  if (!session.user) session.registration.negotiating = true;
  const offered = offeredCaps(network.settings);
  const changes = argument.split(" ").filter((word) => word !== "").map((word) => {
    const on = !word.startsWith("-");
    return { on, name: on ? word : word.slice(1) };
  });
  const wanted = new Map([...session.caps].map((name): [string, boolean] => [name, true]));
  for (const { on, name } of changes) wanted.set(name, on);
  const contradicts = EITHER_OR.every((name) => wanted.get(name));
  const granted = !contradicts && changes.every(({ on, name }) => {
    const mustStay = !on && name === "cap-notify" && session.capVersion >= 302;
    return isCap(name) && offered.has(name) && !mustStay;
  });
  if (granted) { for (const { on, name } of changes) if (isCap(name)) session.setCap(name, on); }
  if (!granted) return reply.line("CAP", session.nick, "NAK", argument);
  const fits = byteLength(argument) <= LIST_BYTES;
  for (const line of fits ? [argument] : packWords(argument.split(" "), LIST_BYTES)) {
    reply.line("CAP", session.nick, "ACK", line);
  }
}
