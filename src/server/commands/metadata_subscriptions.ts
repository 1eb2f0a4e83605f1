/** METADATA SUB, UNSUB, SUBS and SYNC: of which keys a client wants to know. */
import { packWords } from "../../irc/text.ts";
import {
  type Numeric,
  RPL_METADATASUBOK,
  RPL_METADATASUBS,
  RPL_METADATAUNSUBOK,
} from "../../irc/numerics.ts";
import { Channel } from "../channel.ts";
import type { EarlyContext } from "../command.ts";
import { limitMet } from "../limit_log.ts";
import { type Line, numericLine } from "../line.ts";
import { synchronization, synchronizeLater, type Target, withMembers } from "../metadata.ts";
import { LIST_BYTES } from "../monitor.ts";
import type { User } from "../user.ts";
import { isKey, isOneself, ownerOf, refuseTarget, WHAT_A_KEY_IS } from "./metadata_owner.ts";

/** Stands for everything of which the client is told. */
const ALL = "*ALL";

/** https://ircv3.net/specs/extensions/metadata#metadata-sub */
export function subscribe(context: EarlyContext, name: string, ...keys: string[]): void {
  const { network, session, user, reply } = context;
  if (!isOneself(context, name)) return refuseTarget(context, name);
  const most = network.settings.limits.metadataSubs;
  const before = session.metadataKeys.size;
  const accepted: string[] = [];
  let refused: string | undefined;
  for (const key of keys) {
    if (!isKey(key)) warnOf(context, key);
    else if (session.metadataKeys.size < most) {
      session.metadataKeys.add(key);
      accepted.push(key);
    } else {
      // Even if it is on the list: so the client learns from which key on nothing was done.
      refused = key;
      limitMet(context, "metadataSubs", `There are ${most} subscriptions already`);
      break;
    }
  }
  for (const line of keyLists(context, RPL_METADATASUBOK, accepted)) reply.send(line);
  if (refused !== undefined) {
    const text = `You are subscribed to ${most} keys already; unsubscribe from one of them first`;
    reply.fail("METADATA", "LIMIT_REACHED", "SUB", refused, `${most}`, text);
  }
  if (user && session.metadataKeys.size > before) synchronizeLater(network, session, ALL);
}

/** https://ircv3.net/specs/extensions/metadata#metadata-unsub */
export function unsubscribe(context: EarlyContext, name: string, ...keys: string[]): void {
  const { session, reply } = context;
  if (!isOneself(context, name)) return refuseTarget(context, name);
  const removed = keys.filter(isKey);
  for (const key of removed) session.metadataKeys.delete(key);
  for (const line of keyLists(context, RPL_METADATAUNSUBOK, removed)) reply.send(line);
  for (const key of keys) if (!isKey(key)) warnOf(context, key);
}

/** https://ircv3.net/specs/extensions/metadata#metadata-subs */
export function subscriptions(context: EarlyContext, name: string): void {
  const { session, reply } = context;
  if (!isOneself(context, name)) return refuseTarget(context, name);
  const lines = keyLists(context, RPL_METADATASUBS, session.metadataKeys);
  reply.batch("metadata-subs", [], lines);
}

/** https://ircv3.net/specs/extensions/metadata#metadata-sync */
export function sync(context: EarlyContext, name: string): void {
  const { network, session, user, reply } = context;
  if (user && name === ALL) {
    return reply.send(synchronization(network, session, ALL, seenBy(context, user)));
  }
  const owner = ownerOf(context, name);
  if (!owner?.target) return refuseTarget(context, name);
  const targets = owner.target instanceof Channel ? withMembers(owner.target) : [owner.target];
  reply.send(synchronization(network, session, owner.name, targets));
}

/** Everything of which the session is told: its channels, their members, and whom it monitors. */
function seenBy({ network, session }: EarlyContext, user: User): Target[] {
  const seen = new Set<Target>([...user.channels].flatMap(withMembers));
  for (const nick of network.monitors.listOf(session).values()) {
    const watched = network.user(nick);
    if (watched) seen.add(watched);
  }
  return [...seen];
}

function keyLists(
  { network, session }: EarlyContext,
  numeric: Numeric,
  keys: Iterable<string>,
): Line[] {
  return packWords(keys, LIST_BYTES).map((some) =>
    numericLine(network.name, session.nick, numeric, ...some.split(" "))
  );
}

function warnOf({ reply }: EarlyContext, key: string): void {
  reply.warn("METADATA", "INVALID_KEY", key, WHAT_A_KEY_IS);
}
