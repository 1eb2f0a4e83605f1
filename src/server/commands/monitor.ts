/** MONITOR: being told when somebody comes and goes. https://ircv3.net/specs/extensions/monitor#monitor-command */
import { isNick } from "../../irc/names.ts";
import { byteLength, packWords } from "../../irc/text.ts";
import {
  ERR_MONLISTFULL,
  ERR_NEEDMOREPARAMS,
  type Numeric,
  RPL_ENDOFMONLIST,
  RPL_MONLIST,
  RPL_MONOFFLINE,
} from "../../irc/numerics.ts";
import type { Context } from "../command.ts";
import { limitMet } from "../limit_log.ts";
import { LIST_BYTES, showOnline } from "../monitor.ts";

export function monitor(context: Context, operation: string, targets = ""): void {
  const { network, session, reply } = context;
  const { monitors } = network;
  const nicks = targets.split(",").filter((nick) => nick !== "");
  switch (operation.toUpperCase()) {
    case "+":
      return add(context, nicks);
    case "-":
      return nicks.forEach((nick) => monitors.unwatch(session, nick));
    case "C":
      return monitors.clear(session);
    case "L":
      sendList(context, RPL_MONLIST, [...monitors.listOf(session).values()]);
      return reply.numeric(RPL_ENDOFMONLIST);
    case "S":
      return showStatus(context, [...monitors.listOf(session).values()]);
    default:
      return reply.numeric(ERR_NEEDMOREPARAMS, "MONITOR");
  }
}

function add(context: Context, nicks: readonly string[]): void {
  const { network, session, reply } = context;
  const { monitors, settings } = network;
  const most = settings.limits.monitor;
  const listed = () => monitors.listOf(session);
  const added: string[] = [];
  const impossible: string[] = [];
  for (const [i, nick] of nicks.entries()) {
    if (listed().has(network.fold(nick))) continue;
    if (!isPossible(context, nick)) impossible.push(nick);
    else if (listed().size < most) {
      monitors.watch(session, nick);
      added.push(nick);
    } else {
      limitMet(context, "monitor", `There are ${most} nicks on the list already`);
      reply.numeric(ERR_MONLISTFULL, most, nicks.slice(i).join(","));
      break;
    }
  }
  showStatus(context, added);
  sendList(context, RPL_MONOFFLINE, impossible);
}

/** A mask, or anything else that nobody can be called, is never online, so it is not kept. */
function isPossible({ network: { settings } }: Context, nick: string): boolean {
  const { server, limits } = settings;
  return isNick(nick, server.casemapping) && byteLength(nick) <= limits.nickLen;
}

function showStatus(context: Context, nicks: readonly string[]): void {
  const { network, session } = context;
  showOnline(network, session, nicks.flatMap((nick) => network.user(nick) ?? []));
  sendList(context, RPL_MONOFFLINE, nicks.filter((nick) => !network.user(nick)));
}

function sendList({ reply }: Context, numeric: Numeric, nicks: readonly string[]): void {
  for (const some of packWords(nicks, LIST_BYTES, ",")) reply.numeric(numeric, some);
}
