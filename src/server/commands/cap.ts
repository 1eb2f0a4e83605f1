/** CAP: which capabilities a session has. https://ircv3.net/specs/extensions/capability-negotiation */
import { isCap } from "../../irc/caps.ts";
import { ERR_INVALIDCAPCMD, ERR_NEEDMOREPARAMS } from "../../irc/numerics.ts";
import { offeredCaps } from "../capabilities.ts";
import type { EarlyContext } from "../command.ts";
import { register } from "../registration.ts";

/** Bytes of the list in one CAP LS line. */
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
      return reply.line("CAP", session.nick, "LIST", [...session.caps].join(" "));
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

function ls({ network, session, reply }: EarlyContext, version?: string): void {
  if (!session.user) session.registration.negotiating = true;
  session.capVersion = Math.max(session.capVersion, Number.parseInt(version ?? "301") || 301);
  const withValues = session.capVersion >= 302;
  if (withValues) session.setCap("cap-notify", true);
  const words = [...offeredCaps(network.settings)].map(([name, value]) =>
    withValues && value !== undefined ? `${name}=${value}` : name
  );
  const lines = withValues ? packed(words) : [words.join(" ")];
  lines.forEach((line, i) => {
    const more = i < lines.length - 1 ? ["*"] : [];
    reply.line("CAP", session.nick, "LS", ...more, line);
  });
}

/** All or nothing: one unknown capability refuses the whole request. */
function request({ network, session, reply }: EarlyContext, argument: string): void {
  if (!session.user) session.registration.negotiating = true;
  const offered = offeredCaps(network.settings);
  const changes = argument.split(" ").filter((word) => word !== "").map((word) => {
    const on = !word.startsWith("-");
    return { on, name: on ? word : word.slice(1) };
  });
  const granted = changes.every(({ on, name }) => {
    const mustStay = !on && name === "cap-notify" && session.capVersion >= 302;
    return isCap(name) && offered.has(name) && !mustStay;
  });
  if (granted) { for (const { on, name } of changes) if (isCap(name)) session.setCap(name, on); }
  reply.line("CAP", session.nick, granted ? "ACK" : "NAK", argument);
}

function packed(words: readonly string[]): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (line !== "" && line.length + 1 + word.length > LIST_BYTES) {
      lines.push(line);
      line = "";
    }
    line += line === "" ? word : ` ${word}`;
  }
  return [...lines, line];
}
