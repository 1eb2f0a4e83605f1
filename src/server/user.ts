/** A person on the network, with all of their sessions. */
import type { UserMode } from "../irc/modes.ts";
import type { Channel } from "./channel.ts";
import type { Sendable } from "./line.ts";
import type { Session } from "./session.ts";
import type { Party } from "./store.ts";

export class User {
  readonly sessions = new Set<Session>();
  readonly channels = new Set<Channel>();
  readonly modes = new Set<UserMode>();
  /** The message that others get while this user is away. */
  away: string | undefined;
  account: string | undefined;
  /** When the user last said something; milliseconds since 1970. */
  lastActive: number;

  /** `guestId` tells this stay apart from any other of the same nick. */
  constructor(
    public nick: string,
    readonly username: string,
    readonly host: string,
    public realname: string,
    readonly signon: number,
    readonly guestId: string,
  ) {
    this.lastActive = signon;
  }

  /** `nick!user@host`: who a line comes from. */
  get source(): string {
    return `${this.nick}!${this.username}@${this.host}`;
  }

  /** Who this is in a private conversation. */
  get party(): Party {
    return { id: `g:${this.guestId}`, nick: this.nick };
  }

  /** Sends something to every session. */
  send(item: Sendable): void {
    for (const session of this.sessions) session.send(item);
  }

  /** Users who share a channel with this one, itself included. */
  neighbours(): Set<User> {
    const all = new Set<User>([this]);
    for (const channel of this.channels) {
      for (const member of channel.members.keys()) all.add(member);
    }
    return all;
  }

  sharesChannelWith(other: User): boolean {
    for (const channel of this.channels) if (channel.members.has(other)) return true;
    return false;
  }
}
