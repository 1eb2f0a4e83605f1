/** Whose metadata a METADATA command is about, and what the sender may do with it. */
import { looksLikeChannel } from "../../irc/names.ts";
import { Channel } from "../channel.ts";
import type { EarlyContext } from "../command.ts";
import { changeMetadata, KEY_BYTES, type KeyValue, type Target, targetName } from "../metadata.ts";

/** A user or a channel; or the sender, who is not registered yet and has no target. */
export interface Owner {
  /** As answers spell it. */
  readonly name: string;
  readonly values: ReadonlyMap<string, string>;
  readonly target: Target | undefined;
}

const KEY = new RegExp(`^[a-z0-9_./-]{1,${KEY_BYTES}}$`);
/** For those who sent something else. */
export const WHAT_A_KEY_IS = `A key has 1 to ${KEY_BYTES} of a-z, 0-9 and _./-`;

export function isKey(text: string): boolean {
  return KEY.test(text);
}

/** Before registration there is no other name for oneself than `*`. */
export function isOneself({ network, user }: EarlyContext, name: string): boolean {
  return name === "*" || (user !== undefined && network.user(name) === user);
}

/** The owner of that name, if there is one and the sender may see what it tells. */
export function ownerOf(context: EarlyContext, name: string): Owner | undefined {
  const { network, session, user } = context;
  if (!user) {
    if (name !== "*") return undefined;
    return { name, values: session.registration.metadata, target: undefined };
  }
  if (name === "*") return { name: user.nick, values: user.metadata, target: user };
  const target = looksLikeChannel(name) ? network.channel(name) : network.user(name);
  if (!target || !isVisible(context, target)) return undefined;
  return { name: targetName(target), values: target.metadata, target };
}

/** Who could not join a channel unasked does not see what it tells either. */
function isVisible({ user }: EarlyContext, target: Target): boolean {
  if (!(target instanceof Channel) || user?.modes.has("o")) return true;
  const isOpen = !target.flags.has("i") && !target.flags.has("s") && target.password === undefined;
  return isOpen || (user !== undefined && target.members.has(user));
}

/** People change what they tell of themselves, ops what their channel tells, operators everything. */
export function mayChange({ user }: EarlyContext, { target }: Owner): boolean {
  if (target === undefined || target === user || user?.modes.has("o")) return true;
  return target instanceof Channel && user !== undefined && target.isAtLeast(user, "o");
}

/** Sets or removes a key. */
export function change({ network, session }: EarlyContext, owner: Owner, entry: KeyValue): void {
  if (owner.target) return changeMetadata(network, owner.target, entry, session);
  const [key, value] = entry;
  if (value === undefined) session.registration.metadata.delete(key);
  else session.registration.metadata.set(key, value);
}

/** The refusal of a target that is not there, or that the sender must not know of. */
export function refuseTarget({ reply }: EarlyContext, name: string): void {
  reply.fail("METADATA", "INVALID_TARGET", name, "There is nobody and no channel of that name");
}
