/** Which conversation a name means to somebody, as far as they may read it. */
import { MEMBER_MODES, PREFIXES } from "../irc/modes.ts";
import { looksLikeChannel } from "../irc/names.ts";
import type { Context } from "./command.ts";
import type { Member } from "./member.ts";
import type { Party, TargetKey } from "./store.ts";
import type { User } from "./user.ts";

export interface Conversation {
  readonly target: TargetKey;
  /** For `PageQuery`: what the reader's rank in the channel is written as. */
  readonly prefixes: string;
}

/** How many private conversations are looked through for somebody who is gone. */
const REMEMBERED = 1000;

/** The conversation of that name; `undefined` if there is none or the user is not in it. Reads the store. */
export async function conversationNamed(
  context: Context,
  name: string,
): Promise<Conversation | undefined> {
  const { network, user } = context;
  if (!looksLikeChannel(name)) {
    const other = personNamed(context, name)?.party ?? await guestNamed(context, name);
    return other && { target: directKey(user.party, other), prefixes: "" };
  }
  const channel = network.channel(name);
  const member = channel?.members.get(user);
  if (!channel || !member) return undefined;
  return { target: { kind: "channel", key: channel.key }, prefixes: prefixesOf(member) };
}

/** Who is meant by a nick; `user` is undefined while they are not here. */
export interface Person {
  readonly party: Party;
  readonly user: User | undefined;
}

/** Whoever is here under that nick, else whose account has that name. */
export function personNamed(
  { network, accounts }: Pick<Context, "network" | "accounts">,
  nick: string,
): Person | undefined {
  const user = network.user(nick);
  if (user) return { party: user.party, user };
  const account = accounts.named(nick);
  if (!account) return undefined;
  const party = { id: `a:${account.id}`, nick: account.name };
  return { party, user: network.present(party, undefined) };
}

/** The guest who last had this nick when the user talked to them. */
async function guestNamed(
  { network, history, user }: Context,
  nick: string,
): Promise<Party | undefined> {
  const conversations = await history.targets({
    channels: [],
    party: user.party.id,
    after: 0,
    before: network.clock.now() + 1,
    from: "newest",
    limit: REMEMBERED,
  });
  const all = conversations.flatMap((one) => one.kind === "direct" ? [one.other] : []);
  const key = network.fold(nick);
  return all.findLast((other) => other.id.startsWith("g:") && network.fold(other.nick) === key);
}

export function directKey(one: Party, other: Party): TargetKey {
  return { kind: "direct", parties: [one.id, other.id] };
}

/** The prefixes of the ranks that a member has, those below its own included. */
export function prefixesOf(member: Member): string {
  return MEMBER_MODES.filter((mode) => member.isAtLeast(mode)).map((mode) => PREFIXES[mode])
    .join("");
}

/** Whether a message that was addressed like this, `#tea` or `@#tea`, is for somebody with these ranks. */
export function isAddressedTo(prefixes: string, addressed: string): boolean {
  const rank = addressed.slice(0, Math.max(0, addressed.indexOf("#")));
  return rank === "" || [...rank].some((prefix) => prefixes.includes(prefix));
}
