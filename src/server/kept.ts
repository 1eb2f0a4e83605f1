/** Users and channels as they are kept over a restart, and back again. */
import {
  isChannelFlag,
  isMemberMode,
  isUserMode,
  LIST_MODES,
  type ListMode,
} from "../irc/modes.ts";
import { Channel } from "./channel.ts";
import type { Network } from "./network.ts";
import type { KeptChannel, KeptMask, KeptUser, Login } from "./store.ts";
import { NOT_CONNECTED, User } from "./user.ts";

/** Whether a channel is there even after a restart. */
export function isKept(channel: Channel): boolean {
  if (channel.founder !== undefined) return true;
  for (const user of channel.members.keys()) if (user.alwaysOn) return true;
  return false;
}

/** A user as it will be there again; a message of its own about being away stays. */
export function toKeptUser(user: User, account: string): KeptUser {
  const { nick, username, host, realname, modes, away } = user;
  return {
    account,
    nick,
    username,
    host,
    realname,
    modes: [...modes].join(""),
    away: away === NOT_CONNECTED ? undefined : away,
  };
}

/** A channel as it will be there again, with those members who will be. */
export function toKeptChannel(channel: Channel): KeptChannel {
  const { key, name, createdAt, founder, topic, flags, password, memberLimit } = channel;
  return {
    key,
    name,
    createdAt,
    founder,
    topic,
    flags: [...flags].join(""),
    password,
    memberLimit,
    masks: LIST_MODES.flatMap((list) => masksOf(channel, list)),
    members: [...channel.members].flatMap(([user, member]) =>
      user.alwaysOn && user.login
        ? [{ account: user.login.id, modes: [...member.modes].join("") }]
        : []
    ),
  };
}

function masksOf(channel: Channel, list: ListMode): KeptMask[] {
  return [...channel.lists[list].values()].map((listed) => ({ list, ...listed }));
}

/** A user of before the restart is on the network again, without a session. */
export function restoreUser(network: Network, kept: KeptUser, login: Login): User {
  const { nick, username, host, realname, modes, away } = kept;
  const { clock, ids } = network;
  const user = new User(nick, username, host, realname, clock.now(), ids.guest());
  user.login = { id: login.id, name: login.name };
  // Who was an operator has to show again that they may be one.
  for (const mode of modes) if (isUserMode(mode) && mode !== "o") user.modes.add(mode);
  user.away = away ?? NOT_CONNECTED;
  network.addUser(user);
  return user;
}

/** A channel of before the restart is there again; `undefined` if nothing is left that it is kept for. */
export function restoreChannel(
  network: Network,
  kept: KeptChannel,
  userOf: (account: string) => User | undefined,
): Channel | undefined {
  const members = kept.members.flatMap(({ account, modes }) => {
    const user = userOf(account);
    return user ? [{ user, modes }] : [];
  });
  const channel = new Channel(kept.name, kept.createdAt, network.fold);
  if (network.channels.has(channel.key)) return undefined;
  if (kept.founder === undefined && members.length === 0) return undefined;
  channel.founder = kept.founder;
  channel.topic = kept.topic;
  channel.password = kept.password;
  channel.memberLimit = kept.memberLimit;
  for (const flag of kept.flags) if (isChannelFlag(flag)) channel.flags.add(flag);
  for (const { list, mask, setBy, setAt } of kept.masks) {
    channel.lists[list].set(channel.maskKey(mask), { mask, setBy, setAt });
  }
  for (const { user, modes } of members) {
    const member = channel.addMember(user);
    if (kept.founder === user.login?.id) member.set("q", true);
    for (const mode of modes) if (isMemberMode(mode)) member.set(mode, true);
    user.channels.add(channel);
  }
  network.channels.set(channel.key, channel);
  return channel;
}
